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
  numbers: {
    /** `month` as 2026-11. */
    month(municipality: string, month: string): Promise<NumbersTable[]>;
  };
  gaps: GapDesk;
  goLive: {
    checks(municipality: string): Promise<GoLiveCheck[]>;
    tryFile(draft: unknown): { problems: string[]; yaml?: string; checks: GoLiveCheck[] };
  };
}

export interface GoLiveCheck {
  id: string;
  state: 'done' | 'missing' | 'advised';
  detail?: string;
}

/** Counts by two properties. `null` is hidden: a small group, or what would give one away. */
export interface NumbersTable {
  name: string;
  rows: string[];
  columns: string[];
  cells: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  total: number | null;
}

/** What was not understood, without anybody in it. */
export interface GapDesk {
  list(municipality: string): Promise<{ id: string; text: string; language: string; count: number; meant?: string }[]>;
  /** Resolves with how many; 0 when there is no such group. */
  label(municipality: string, group: string, how: { text: string; meant: string; by: string }): Promise<number>;
  /** What may have been meant, with its Dutch title. */
  intents(): { id: string; title: string }[];
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
