import { Problem } from '../../core/errors.ts';

/** The seq that a watermark stands for: absent or empty is the start. Throws `bad_request` for anything else. */
export function readWatermark(text: string | null | undefined): number {
  if (text === null || text === undefined || text === '') return 0;
  if (!/^\d{1,15}$/.test(text)) throw new Problem('bad_request', 'The watermark is not one of ours.');
  return Number(text);
}

/** As Direct Line carries it. */
export const writeWatermark = (seq: number): string => String(seq);
