import { expect, test } from '@jest/globals';
import { collections } from '../../src/app/assemble.ts';
import { createUploads } from '../../src/app/uploads.ts';
import type { Collection, Store } from '../../src/store/store.ts';
import { openTurnWorld, type Said } from '../turn/world.ts';

const marker = 'blauwvingerhoed';
const chat = 'c_web.wegstad.test';

/** A store of which the nth write from now on has no answer, after it was done or was not. */
function breakable(isDone: boolean) {
  let left = Infinity;
  const isBroken = (): boolean => left <= 0;
  return {
    isBroken,
    breakAt: (nth: number): void => void (left = nth),
    wrap: (store: Store): Store => ({
      ...store,
      async write(ops) {
        left -= 1;
        if (left !== 0) return store.write(ops);
        if (isDone) await store.write(ops);
        return ops.map(() => 'unknown' as const);
      },
    }),
  };
}

/** Erases everything by chat while the nth write breaks. Whether there was an nth write, and what was said after the last tap. */
async function eraseBrokenAt(nth: number, isDone: boolean): Promise<{ broke: boolean; said: Said[]; left: string[] }> {
  const breaking = breakable(isDone);
  const world = await openTurnWorld({ wis: ['general.erase'] }, { store: breaking.wrap });
  try {
    await world.say(marker);
    for (const value of ['human:', 'choose:other', 'choose:skip', 'choose:yes']) await world.tap(value);
    await world.say(await world.codeOf('demo-amina'));
    const file = { conversation: chat, municipality: 'wegstad', contentType: 'image/png', name: marker, at: 1 };
    await createUploads(world.store).put('photo', Buffer.from(marker), file);
    for (const value of ['ask:general.erase', 'choose:go', 'choose:withdraw']) await world.tap(value);
    breaking.breakAt(nth + 1); // the first is the acceptance of the tap: without it there is no wish
    const said = await world.tap('choose:yes');
    for (let seconds = 0; seconds < 120; seconds += 10) {
      world.clock.advance(10_000);
      await world.mailbox.sweep();
      await world.mailbox.idle();
    }
    const later = (await world.mailbox.log(chat, 0, 500)).entries;
    const found = await Promise.all(
      collections.map(async (collection: Collection) => {
        const all = JSON.stringify(await world.store.walk(collection, { limit: 1_000 }));
        return all.includes(marker) || all.includes('Amina') ? collection.name : [];
      }),
    );
    const replies = later.filter(({ direction }) => direction === 'out').map(({ activity }) => activity);
    return {
      broke: breaking.isBroken(),
      said: said.length > 0 ? said : (replies as unknown as Said[]),
      left: found.flat(),
    };
  } finally {
    await world.close();
  }
}

test.each([true, false])(
  'cut off at any write (done: %s), everything is erased and the receipt is said once',
  async (isDone) => {
    let nth = 1;
    for (; ; nth++) {
      const { broke, said, left } = await eraseBrokenAt(nth, isDone);
      expect({ nth, left, receipts: said.length }).toEqual({ nth, left: [], receipts: 1 });
      if (!broke) break;
    }
    expect(nth).toBeGreaterThan(10);
  },
  120_000,
);
