import { expect, test } from '@jest/globals';
import { describeOnEachStore, held, message, startProcess } from './world.ts';

describeOnEachStore((openStore) => {
  test('who follows a conversation in one process hears of what another process said there', async () => {
    const store = await openStore();
    const clock = held();
    const one = startProcess({ store, clock, owner: 'one' });
    const other = startProcess({ store, clock, owner: 'other' });
    await one.accept([message('first')]);
    await one.idle();
    await one.start();
    await store.atRest();
    const heard: string[] = [];
    one.follow('c_one', (actor) => heard.push(actor));
    clock.advance(500);
    await store.atRest();
    expect(heard).toEqual([]);
    await other.accept([message('second')]);
    await other.idle();
    clock.advance(500);
    await store.atRest();
    expect(heard).toEqual(['c_one']);
    clock.advance(500);
    await store.atRest();
    expect(heard).toEqual(['c_one']);
    await one.close();
    await other.close();
    await store.close();
  });
});
