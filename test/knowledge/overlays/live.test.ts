import { beforeEach, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { createIds } from '../../../src/core/ids.ts';
import type { Log } from '../../../src/core/log.ts';
import type { Municipality } from '../../../src/core/municipality.ts';
import { loadMunicipalities } from '../../../src/knowledge/municipalities.ts';
import { overlays as collection } from '../../../src/knowledge/overlays/documents.ts';
import { createLiveMunicipalities, type LiveMunicipalities } from '../../../src/knowledge/overlays/live.ts';
import { createOverlays, type Overlays, type OverlayWish } from '../../../src/knowledge/overlays/overlays.ts';
import { createDataKey } from '../../../src/store/data-keys.ts';
import { openMemoryStore } from '../../../src/store/registry.ts';
import { createSealer } from '../../../src/store/sealer.ts';
import type { Store } from '../../../src/store/store.ts';
import { holdClock, type HeldClock } from '../../held-clock.ts';

const files = loadMunicipalities(fileURLToPath(new URL('../../../municipalities', import.meta.url)));
const log = { error() {}, warn() {}, info() {}, debug() {} } as unknown as Log;
const [one, other] = [
  { id: 'wietske', name: 'Wietske' },
  { id: 'bas', name: 'Bas' },
];

let store: Store;
let clock: HeldClock;
let here: LiveMunicipalities;
let elsewhere: LiveMunicipalities;
let overlays: Overlays;
let wishes = 0;

beforeEach(async () => {
  const sealer = createSealer([createDataKey('test')]);
  store = await openMemoryStore({ sealer, collections: [collection] });
  clock = holdClock('2026-11-24T10:00:00Z');
  [here, elsewhere] = [processOn(files), processOn(files)];
  await Promise.all([here.start(), elsewhere.start()]);
  overlays = createOverlays({ store, ids: createIds(Buffer.alloc(16, 1)), clock, live: here });
});

const processOn = (seed: ReadonlyMap<string, Municipality>) => createLiveMunicipalities({ seed, store, clock, log });

const wish = (change: Partial<OverlayWish>): OverlayWish => ({
  municipality: 'wegstad',
  part: 'closedDays',
  value: ['2026-12-24'],
  from: '2026-11-24',
  by: one,
  requestId: `wish-${++wishes}`,
  ...change,
});

async function approved(change: Partial<OverlayWish>): Promise<string> {
  const { id } = await overlays.propose(wish(change));
  clock.advance(1);
  await overlays.approve(id, other);
  return id;
}

const taalhuis = (name: string): Municipality['taalhuis'] => ({ ...files.get('wegstad')?.taalhuis, name }) as never;
const nameIn = ({ places }: LiveMunicipalities): string | undefined => places.get('wegstad')?.taalhuis?.name;

/** Lets every process look that often. */
async function pass(ms: number): Promise<void> {
  for (let step = 0; step < 3; step++) {
    clock.advance(Math.ceil(ms / 3));
    for (let tick = 0; tick < 20; tick++) await new Promise(setImmediate);
  }
}

test('another process sees a change within seconds, and its undoing', async () => {
  const id = await approved({ part: 'taalhuis', value: taalhuis('Nieuw') });
  expect(nameIn(here)).toBe('Nieuw');
  expect(nameIn(elsewhere)).toBe('Taalhuis Wegstad');
  await pass(6_000);
  expect(nameIn(elsewhere)).toBe('Nieuw');
  await overlays.undo(id, one);
  await pass(6_000);
  expect(nameIn(elsewhere)).toBe('Taalhuis Wegstad');
});

test('it holds from its first day to its last, and what lay under it is seen again', async () => {
  await approved({ part: 'taalhuis', value: taalhuis('Voorgoed') });
  await approved({ part: 'taalhuis', value: taalhuis('Verbouwing'), from: '2026-11-26', to: '2026-11-27' });
  const seen: (string | undefined)[] = [];
  for (let day = 24; day <= 28; day++) {
    seen.push(nameIn(here));
    await pass(24 * 3_600_000);
  }
  expect(seen).toEqual(['Voorgoed', 'Voorgoed', 'Verbouwing', 'Verbouwing', 'Voorgoed']);
});

test('who proposed it cannot approve it, and may take it back', async () => {
  const { id } = await overlays.propose(wish({ part: 'taalhuis', value: null }));
  await expect(overlays.approve(id, one)).rejects.toMatchObject({ code: 'forbidden' });
  expect(await overlays.refuse(id, one)).toMatchObject({ status: 'refused' });
  await expect(overlays.approve(id, other)).rejects.toMatchObject({ code: 'conflict' });
});

describe('the file', () => {
  test('that says the same a day later ends the overlay; what the file says then holds', async () => {
    const id = await approved({ part: 'taalhuis', value: taalhuis('In het bestand') });
    const place = files.get('wegstad') as Municipality;
    const newer = processOn(new Map([['wegstad', { ...place, taalhuis: taalhuis('In het bestand') as never }]]));
    await newer.start();
    const settling = createOverlays({ store, ids: createIds(Buffer.alloc(16, 1)), clock, live: newer });
    expect(await settling.settle(10)).toBe(0);
    await pass(25 * 3_600_000);
    expect(await settling.settle(10)).toBe(1);
    expect(await overlays.find(id)).toMatchObject({ status: 'in_file' });
    expect(await settling.settle(10)).toBe(0);
  });

  test('that lost what an overlay changes is served without it', async () => {
    await approved({ part: 'staff/joris', value: { teams: ['integration'], days: [5] } });
    const place = files.get('wegstad') as Municipality;
    const without = { ...place, staff: place.staff.filter(({ id }) => id !== 'joris') };
    const newer = processOn(new Map([['wegstad', without]]));
    await newer.start();
    expect(newer.places.get('wegstad')).toEqual(without);
  });
});
