import type { CoordinatorParts } from '../console/coordinator-parts.ts';
import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import { overlayParts, type OverlayPart } from '../core/overlay.ts';
import type { LiveMunicipalities } from '../knowledge/overlays/live.ts';
import { createOverlays } from '../knowledge/overlays/overlays.ts';
import { partOf } from '../knowledge/overlays/parts.ts';
import type { Store } from '../store/store.ts';
import type { Job } from './retention.ts';

/** What a coordinator works with, and what of it goes on by itself. */
export interface Coordinator {
  parts: Pick<CoordinatorParts, 'overlays'>;
  jobs: Readonly<Record<string, Job>>;
}

export function createCoordinator(parts: {
  store: Store;
  ids: Ids;
  clock: Clock;
  live: LiveMunicipalities;
}): Coordinator {
  const overlays = createOverlays(parts);
  return {
    parts: { overlays: { ...overlays, parts: (municipality) => localTruth(parts.live, municipality) } },
    jobs: { overlays: overlays.settle },
  };
}

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
