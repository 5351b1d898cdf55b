import type { Activity } from '../core/activity.ts';
import type { Ids } from '../core/ids.ts';
import { findLinkCodes, linkCodeHash } from '../core/link-code.ts';
import { maskPersonalNumbers } from '../core/personal-numbers.ts';

/** What the mask leaves in an activity's `channelData`, and nobody else may put there. */
export interface MaskedChannelData {
  /** Keyed hashes of link codes that stood in the text. */
  codes?: string[];
  /** How many codes had a typing error. */
  mistyped?: number;
  /** Kinds of personal numbers that were masked: the person is told. */
  numbers?: string[];
}

/** Before anything is stored: link codes become hashes, personal numbers disappear, and claims of ours are taken out. */
export function createMask(ids: Ids) {
  return (activity: Activity): Activity => {
    const sent =
      typeof activity.channelData === 'object' && activity.channelData !== null ? (activity.channelData as object) : {};
    const {
      codes: _codes,
      mistyped: _mistyped,
      numbers: _numbers,
      answers: _answers,
      wegwijs: _wegwijs,
      ...kept
    } = sent as Record<string, unknown>;
    const texts = [activity.text, typeof activity.value === 'string' ? activity.value : undefined].map((text) =>
      maskText(ids, text),
    );
    const [text, value] = texts;
    const channelData: MaskedChannelData & Record<string, unknown> = { ...kept, ...(text?.marks ?? {}) };
    return {
      ...activity,
      ...(text ? { text: text.masked } : {}),
      ...(value ? { value: value.masked } : {}),
      channelData,
    };
  };
}

function maskText(ids: Ids, text: string | undefined): { masked: string; marks: MaskedChannelData } | undefined {
  if (typeof text !== 'string') return undefined;
  const codes = findLinkCodes(text);
  const numbers = maskPersonalNumbers(codes.masked);
  return {
    masked: numbers.masked,
    marks: {
      ...(codes.codes.length > 0 ? { codes: codes.codes.map((code) => linkCodeHash(ids, code)) } : {}),
      ...(codes.mistyped > 0 ? { mistyped: codes.mistyped } : {}),
      ...(numbers.kinds.length > 0 ? { numbers: numbers.kinds } : {}),
    },
  };
}
