import type { Clock } from '../../core/clock.ts';
import { reasonOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Municipality } from '../../core/municipality.ts';
import type { Document, Store } from '../../store/store.ts';
import type { Overlay } from '../../core/overlay.ts';
import { isoDay } from '../dates.ts';
import { checkMunicipality } from '../municipalities.ts';
import { overlays, type OverlayIndex } from './documents.ts';
import { hasPart, holdsOn, withPart } from './parts.ts';

/** Every process sees a change within so long. */
const pollMs = 2_000;
/** A change that was written late, by a clock that is behind. */
const lateMs = 60_000;
/** A process that stood still may write later than that. */
const rereadMs = 600_000;
const most = 500;

export interface LiveMunicipalities {
  /** The same map all along; what it holds changes with the overlays and the day. */
  readonly places: ReadonlyMap<string, Municipality>;
  /** The files alone. */
  readonly seed: ReadonlyMap<string, Municipality>;
  /** Reads everything now. */
  refresh(): Promise<void>;
  /** Keeps looking. Resolves once it has looked. */
  start(): Promise<void>;
  stop(): void;
}

interface Parts {
  seed: ReadonlyMap<string, Municipality>;
  store: Store;
  clock: Clock;
  log: Log;
}

type OverlayDocument = Document<Overlay, OverlayIndex>;

/** The municipalities as they are today: their files, and over them what was approved in the console. */
export function createLiveMunicipalities({ seed, store, clock, log }: Parts): LiveMunicipalities {
  const places = new Map(seed);
  const seen = new Map<string, number>();
  let approved: OverlayDocument[] = [];
  let builtFor = '';
  let lookedUpTo = 0;
  let readAt = -Infinity;
  let cancel: (() => void) | undefined;

  async function refresh(): Promise<void> {
    readAt = clock.now();
    const found = await Promise.all(
      [...seed.keys()].map((live) => store.find(overlays, { where: { live }, limit: most })),
    );
    approved = found.flat();
    build();
  }

  function build(): void {
    builtFor = isoDay(clock.now());
    for (const [id, place] of seed) places.set(id, placeOn(place, builtFor));
  }

  function placeOn(place: Municipality, day: string): Municipality {
    const holding = approved
      .filter(({ body }) => body.municipality === place.id && holdsOn(body, day))
      .sort((a, b) => (a.body.decided?.at ?? 0) - (b.body.decided?.at ?? 0));
    return holding.reduce((under, { id, body }) => {
      const checked = hasPart(under, body.part) ? checkMunicipality(withPart(under, body.part, body.value)) : undefined;
      if (checked?.place) return checked.place;
      log.warn({ overlay: id, part: body.part }, 'an overlay does not fit the file any more');
      return under;
    }, place);
  }

  async function look(): Promise<void> {
    if (clock.now() - readAt >= rereadMs) return refresh();
    const range = { field: 'changedAt', from: lookedUpTo - lateMs };
    const changed = await store.find(overlays, { range, limit: most });
    const fresh = changed.filter(({ id, version }) => seen.get(id) !== version);
    seen.clear();
    for (const { id, version, index } of changed) {
      seen.set(id, version);
      lookedUpTo = Math.max(lookedUpTo, index.changedAt);
    }
    if (fresh.length > 0) await refresh();
    else if (isoDay(clock.now()) !== builtFor) build();
  }

  async function round(): Promise<void> {
    await look().catch((error: unknown) => log.error({ reason: reasonOf(error) }, 'overlays could not be read'));
    cancel = clock.after(pollMs, () => void round());
  }

  return {
    places,
    seed,
    refresh,
    async start() {
      await refresh();
      await round();
    },
    stop: () => cancel?.(),
  };
}
