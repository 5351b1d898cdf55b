import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import type { CoordinatorParts } from '../console/coordinator-parts.ts';
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import { overlayParts, type OverlayPart } from '../core/overlay.ts';
import { readCatalogue } from '../knowledge/check-content/catalogue.ts';
import type { LiveMunicipalities } from '../knowledge/overlays/live.ts';
import { createOverlays } from '../knowledge/overlays/overlays.ts';
import { partOf } from '../knowledge/overlays/parts.ts';
import type { Store } from '../store/store.ts';
import { forgetOldGaps, keepGaps, labelGaps, listGaps } from './gaps/gaps.ts';
import { goLiveOf, tryFile } from './go-live/go-live.ts';
import { countNew, forgetOldNumbers } from './numbers/count.ts';
import type { Misunderstood } from './numbers/questions.ts';
import { numbersOf } from './numbers/tables.ts';
import type { Root } from './assemble.ts';
import type { Job } from './retention.ts';

/** What a coordinator works with, and what of it goes on by itself. */
export interface Coordinator {
  parts: Pick<CoordinatorParts, 'overlays' | 'numbers' | 'gaps' | 'goLive'>;
  jobs: Readonly<Record<string, Job>>;
}

export function createCoordinator(parts: {
  store: Store;
  ids: Ids;
  clock: Clock;
  live: LiveMunicipalities;
  root: Root;
  config: Config;
}): Coordinator {
  const { store, clock, live } = parts;
  const overlays = createOverlays(parts);
  const counting = { store, clock, onMisunderstood: (found: readonly Misunderstood[]) => keepGaps(store, found) };
  const opening = { config: parts.config, store, locales: parts.root.locales, now: () => clock.now() };
  const intents = intentsIn(parts.root.dialogs);
  const count = atMostEvery(countsAgainMs, clock, () => countNew(counting));
  return {
    parts: {
      overlays: { ...overlays, parts: (municipality) => localTruth(live, municipality) },
      numbers: {
        async month(municipality, month) {
          await count();
          return numbersOf(store, municipality, month);
        },
      },
      gaps: {
        async list(municipality) {
          await count();
          return listGaps(store, municipality);
        },
        label: (municipality, group, how) => labelGaps(store, municipality, group, how),
        intents: () => intents,
      },
      goLive: {
        checks: async (municipality) => {
          const place = live.places.get(municipality);
          return place ? goLiveOf(opening, place) : [];
        },
        tryFile: (draft) => tryFile(opening, draft),
      },
    },
    jobs: {
      overlays: overlays.settle,
      numbers: () => count().then(() => 0),
      oldNumbers: (batch) => forgetOldNumbers(counting, batch),
      oldGaps: (batch) => forgetOldGaps(store, clock.now(), batch),
    },
  };
}

/** Who opens a page sees what was counted so long ago (ms) at most. */
const countsAgainMs = 5_000;

/** One at a time, and not again before so long has passed. */
function atMostEvery(ms: number, clock: Clock, run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let last = -Infinity;
  return () => {
    if (!running && clock.now() - last < ms) return Promise.resolve();
    running ??= run()
      .then(() => void (last = clock.now()))
      .finally(() => (running = undefined));
    return running;
  };
}

/** Everything that can be meant, but danger: that is never learned from a list. */
const intentsIn = (dialogs: string): { id: string; title: string }[] =>
  [...readCatalogue(dirname(dialogs)).intents.values()]
    .filter(({ kind }) => kind !== 'emergency')
    .map(({ name, wants }) => ({ id: name, title: wants }));

/** Every part that may be changed, as it holds today and as the file has it. */
function localTruth({ places, seed }: LiveMunicipalities, municipality: string) {
  const place = places.get(municipality);
  const file = seed.get(municipality);
  if (!place || !file) return [];
  const parts: { part: OverlayPart; name?: string }[] = [
    ...overlayParts.map((part) => ({ part })),
    ...place.staff.map(({ id, name }) => ({ part: `staff/${id}` as const, name })),
  ];
  return parts.map((one) => ({
    ...one,
    value: partOf(place, one.part),
    inFile: partOf(file, one.part),
  }));
}
