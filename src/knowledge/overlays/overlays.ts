import type { Clock } from '../../core/clock.ts';
import { Problem } from '../../core/errors.ts';
import type { Ids, MunicipalityId } from '../../core/ids.ts';
import type { Municipality } from '../../core/municipality.ts';
import type { Overlay, OverlayDeed, OverlayPart } from '../../core/overlay.ts';
import { StoreUnavailable, type Document, type Store } from '../../store/store.ts';
import { update } from '../../store/update.ts';
import { isoDay } from '../dates.ts';
import { checkMunicipality } from '../municipalities.ts';
import { indexOfOverlay, overlays } from './documents.ts';
import type { LiveMunicipalities } from './live.ts';
import { hasPart, holdsOn, partOf, saysTheSame, withPart } from './parts.ts';

export interface ShownOverlay extends Overlay {
  id: string;
}

export interface OverlayWish {
  municipality: MunicipalityId;
  part: OverlayPart;
  value: unknown;
  from: string;
  to?: string;
  why?: string;
  by: OverlayDeed['by'];
  /** Made by the page; repeated, the answer is the same. */
  requestId: string;
}

export interface Overlays {
  /** Newest change first. */
  history(municipality: MunicipalityId, limit: number): Promise<ShownOverlay[]>;
  find(id: string): Promise<ShownOverlay | undefined>;
  /** Throws `bad_request` with `problems` for what a file may not say either. */
  propose(wish: OverlayWish): Promise<ShownOverlay>;
  /** By somebody else than who proposed it, while what stood there then still stands; else throws `conflict`. */
  approve(id: string, by: OverlayDeed['by']): Promise<ShownOverlay>;
  refuse(id: string, by: OverlayDeed['by']): Promise<ShownOverlay>;
  /** What was there before holds again. */
  undo(id: string, by: OverlayDeed['by']): Promise<ShownOverlay>;
  /** Ends those that the files say since; resolves with how many. */
  settle(batch: number): Promise<number>;
}

/** The file of another process may be older for so long after a roll-out. */
const settlesAfterMs = 24 * 3_600_000;

/** Changes of local truth, each by two people. */
export function createOverlays(parts: { store: Store; ids: Ids; clock: Clock; live: LiveMunicipalities }): Overlays {
  const { store, ids, clock, live } = parts;

  const shown = async (id: string): Promise<ShownOverlay | undefined> => {
    const document = await store.get(overlays, id);
    return document && { id, ...document.body };
  };

  async function change(id: string, decide: (overlay: Overlay) => Overlay | undefined): Promise<ShownOverlay> {
    const document = await update(store, overlays, id, ({ body }) => {
      const next = decide(body);
      return next && { body: next, index: indexOfOverlay(next, clock.now()) };
    });
    if (!document) throw new Problem('not_found');
    await live.refresh();
    return { id, ...document.body };
  }

  const deed = (by: OverlayDeed['by']): OverlayDeed => ({ by, at: clock.now() });

  return {
    find: shown,
    async history(municipality, limit) {
      const order = { field: 'changedAt', direction: 'descending' } as const;
      const found = await store.find(overlays, { where: { municipality }, order, limit });
      return found.map(({ id, body }) => ({ id, ...body }));
    },
    async propose({ by, requestId, ...wish }) {
      const place = placeOf(live, wish.municipality);
      refuseWrong(place, wish.part, wish.value);
      const id = ids.of('overlay', wish.municipality, by.id, requestId);
      const before = partOf(place, wish.part);
      const body: Overlay = { ...wish, before, status: 'proposed', proposed: deed(by) };
      const index = indexOfOverlay(body, clock.now());
      const [outcome] = await store.write([{ op: 'insert', collection: overlays, id, body, index }]);
      if (outcome === 'unknown') throw new StoreUnavailable('no answer to an insert in overlays');
      return (await shown(id)) as ShownOverlay;
    },
    approve: (id, by) =>
      change(id, (overlay) => {
        if (overlay.status === 'approved' && overlay.decided?.by.id === by.id) return undefined;
        requireStatus(overlay, 'proposed');
        if (overlay.proposed.by.id === by.id) throw new Problem('forbidden', 'Somebody else approves it.');
        const place = placeOf(live, overlay.municipality);
        if (!saysTheSame(partOf(place, overlay.part), overlay.before))
          throw new Problem('conflict', undefined, { details: { reason: 'changed_since' } });
        refuseWrong(place, overlay.part, overlay.value);
        return { ...overlay, status: 'approved', decided: deed(by) };
      }),
    refuse: (id, by) =>
      change(id, (overlay) => {
        if (overlay.status === 'refused') return undefined;
        requireStatus(overlay, 'proposed');
        return { ...overlay, status: 'refused', decided: deed(by) };
      }),
    undo: (id, by) =>
      change(id, (overlay) => {
        if (overlay.status === 'undone') return undefined;
        requireStatus(overlay, 'approved');
        return { ...overlay, status: 'undone', undone: deed(by) };
      }),
    async settle(batch) {
      let count = 0;
      for (const [municipality, file] of live.seed) {
        const approved = await store.find(overlays, { where: { live: municipality }, limit: 500 });
        for (const id of saidByFile(file, approved, clock.now() - settlesAfterMs).slice(0, batch - count)) {
          await change(id, (overlay) =>
            overlay.status === 'approved' ? { ...overlay, status: 'in_file' } : undefined,
          );
          count += 1;
        }
      }
      return count;
    },
  };
}

/**
 * What was approved for a municipality and holds today, in the order in which it was: what stays, which is for the file,
 * and what passes by itself.
 */
export async function stayingOverlays(
  store: Store,
  { id }: Municipality,
  nowMs: number,
): Promise<{ staying: Overlay[]; passing: Overlay[] }> {
  const found = await store.find(overlays, { where: { live: id }, limit: 500 });
  const holding = found
    .map(({ body }) => body)
    .filter((overlay) => holdsOn(overlay, isoDay(nowMs)))
    .sort((a, b) => (a.decided?.at ?? 0) - (b.decided?.at ?? 0));
  return {
    staying: holding.filter(({ to }) => to === undefined),
    passing: holding.filter(({ to }) => to !== undefined),
  };
}

/** Of each part: where the last one that stays is what the file says, that one, and those that it lies over before it. */
function saidByFile(file: Municipality, approved: Document<Overlay>[], before: number): string[] {
  const staying = approved
    .filter(({ body }) => body.to === undefined && hasPart(file, body.part))
    .sort((a, b) => (b.body.decided?.at ?? 0) - (a.body.decided?.at ?? 0));
  const parts = new Set(staying.map(({ body }) => body.part));
  return [...parts].flatMap((part) => {
    const [last, ...under] = staying.filter(({ body }) => body.part === part);
    if (!last || (last.body.decided?.at ?? 0) >= before) return [];
    if (!saysTheSame(partOf(file, part), last.body.value)) return [];
    return [...under.reverse(), last].map(({ id }) => id);
  });
}

function placeOf({ places }: LiveMunicipalities, id: MunicipalityId): Municipality {
  const place = places.get(id);
  if (!place) throw new Problem('not_found');
  return place;
}

function refuseWrong(place: Municipality, part: OverlayPart, value: unknown): void {
  if (!hasPart(place, part)) throw new Problem('not_found');
  const { problems } = checkMunicipality(withPart(place, part, value));
  if (problems.length > 0) throw new Problem('bad_request', problems.join('; '), { details: { problems } });
}

function requireStatus({ status }: Overlay, wanted: Overlay['status']): void {
  if (status !== wanted) throw new Problem('conflict', undefined, { details: { reason: 'status', status } });
}
