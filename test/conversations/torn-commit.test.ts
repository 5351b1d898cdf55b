import { expect, test } from '@jest/globals';
import type { Store } from '../../src/store/store.ts';
import { answersIn, describeOnEachStore, fakeChannel, held, logOf, message, startProcess } from './world.ts';

/** The first commit is written, and nothing of what the log shows of it: nobody knows that. */
function tornAfterCommit(store: Store): Store {
  let isTorn = false;
  return {
    ...store,
    async write(ops) {
      if (isTorn || !ops[0]?.fence) return store.write(ops);
      isTorn = true;
      return [...(await store.write(ops.slice(0, 1))), ...ops.slice(1).map(() => 'unknown' as const)];
    },
  };
}

describeOnEachStore((openStore) => {
  test('a reply that was sent before the log could show it stands there once, in its place', async () => {
    const store = await openStore();
    const clock = held();
    const channel = fakeChannel();
    const mailbox = startProcess({ store: tornAfterCommit(store), clock, channel });
    await mailbox.accept([message('one', { channel: 'botframework', id: 'm1' })]);
    await mailbox.idle();
    for (let round = 0; round < 3; round++) {
      clock.advance(3_000);
      await mailbox.sweep();
      await mailbox.idle();
    }
    await mailbox.accept([message('two', { channel: 'botframework', id: 'm2' })]);
    await mailbox.idle();
    expect(await logOf(mailbox)).toEqual(['1 in one', '2 out echo one', '3 in two', '4 out echo two']);
    expect(await answersIn(mailbox)).toEqual(['m1', 'm2']);
    expect(channel.given.map(({ activity }) => activity.text)).toEqual(['echo one', 'echo two']);
    expect(await mailbox.receipt({ channel: 'botframework', platformId: `p-${channel.given[0]?.id}` }, 'read')).toBe(
      true,
    );
    await mailbox.close();
    await store.close();
  });
});
