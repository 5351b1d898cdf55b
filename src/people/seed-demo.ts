import type { Clock } from '../core/clock.ts';
import { StoreUnavailable, type Store } from '../store/store.ts';
import { demo, type DemoRecord } from './collections.ts';
import type { DemoPeople } from './demo-people.ts';
import { demoRows } from './demo-rows.ts';
import { insertOnce, put } from './put.ts';

/**
 * Puts the invented people and what is known of them in the store at the first start, with dates counted from it. A later
 * start changes nothing, also not what was erased since; one that was cut off is finished with the dates it began with.
 */
export async function seedDemo(store: Store, clock: Clock, people: readonly DemoPeople[]): Promise<void> {
  for (const place of people) await seedPlace(store, clock, place);
}

async function seedPlace(store: Store, clock: Clock, place: DemoPeople): Promise<void> {
  const first: DemoRecord = { startedAt: clock.now(), isComplete: false };
  await insertOnce(store, demo, place.municipality, { body: first, index: {} });
  const record = (await store.get(demo, place.municipality))?.body ?? first;
  if (record.isComplete) return;
  const outcomes = await store.write(place.people.flatMap((person) => demoRows(place, person, record.startedAt)));
  if (outcomes.includes('unknown')) throw new StoreUnavailable('no answer while the demo people were written');
  await put(store, demo, place.municipality, (body) => body && { body: { ...body, isComplete: true }, index: {} });
}
