import { expect, test } from '@jest/globals';
import { held, message, openStore, startProcess } from './world.ts';

const turnOfLoop = async (): Promise<void> => {
  for (let count = 0; count < 20; count++) await new Promise((resolve) => setImmediate(resolve));
};

test('who follows a conversation in one process hears of what another process said there', async () => {
  const store = await openStore();
  const clock = held();
  const one = startProcess({ store, clock, owner: 'one' });
  const other = startProcess({ store, clock, owner: 'other' });
  await one.accept([message('first')]);
  await one.idle();
  await one.start();
  await turnOfLoop();
  const heard: string[] = [];
  one.follow('c_one', (actor) => heard.push(actor));
  clock.advance(500);
  await turnOfLoop();
  expect(heard).toEqual([]);
  await other.accept([message('second')]);
  await other.idle();
  clock.advance(500);
  await turnOfLoop();
  expect(heard).toEqual(['c_one']);
  clock.advance(500);
  await turnOfLoop();
  expect(heard).toEqual(['c_one']);
  await one.close();
  await other.close();
  await store.close();
});
