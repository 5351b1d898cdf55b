import type { Overlay, OverlayPart } from '../core/overlay.ts';
import type { ConsoleParts } from './parts.ts';

type ShownOverlay = Overlay & { id: string };
type By = { id: string; name: string };

/** What the pages of the coordinator are built from, besides what the console has. `app/coordinator.ts` hands it over. */
export interface CoordinatorParts extends Pick<
  ConsoleParts,
  'sessions' | 'people' | 'ids' | 'clock' | 'municipalities'
> {
  overlays: OverlayDesk;
}

/** Changes of local truth, each by two people; what each throws stands in `knowledge/overlays/overlays.ts`. */
export interface OverlayDesk {
  parts(municipality: string): { part: OverlayPart; value: unknown; inFile: unknown; name?: string }[];
  history(municipality: string, limit: number): Promise<ShownOverlay[]>;
  find(id: string): Promise<ShownOverlay | undefined>;
  propose(
    wish: Pick<Overlay, 'municipality' | 'part' | 'value' | 'from' | 'to' | 'why'> & { by: By; requestId: string },
  ): Promise<ShownOverlay>;
  approve(id: string, by: By): Promise<ShownOverlay>;
  refuse(id: string, by: By): Promise<ShownOverlay>;
  undo(id: string, by: By): Promise<ShownOverlay>;
}
