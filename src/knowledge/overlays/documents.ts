import type { Overlay } from '../../core/overlay.ts';
import { collection } from '../../store/store.ts';

export type OverlayIndex = {
  municipality: string;
  /** The municipality, while it is approved. */
  live?: string;
  /** ms. */
  changedAt: number;
};

export const overlays = collection<Overlay, OverlayIndex>({
  name: 'overlays',
  indexes: [['municipality', 'changedAt'], ['live'], ['changedAt']],
});

export function indexOfOverlay(overlay: Overlay, changedAt: number): OverlayIndex {
  const { municipality, status } = overlay;
  return { municipality, changedAt, ...(status === 'approved' ? { live: municipality } : {}) };
}
