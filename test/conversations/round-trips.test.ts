import { expect, test } from '@jest/globals';
import type { Channel } from '../../src/channels/channel.ts';
import type { Store } from '../../src/store/store.ts';
import { answersIn, describeOnEachStore, fakeChannel, held, message, startProcess } from './world.ts';

function counted(store: Store) {
  const count = { reads: 0, writes: 0 };
  const wrapped: Store = {
    get: (collection, id) => (count.reads++, store.get(collection, id)),
    find: (collection, query) => (count.reads++, store.find(collection, query)),
    walk: (collection, page) => (count.reads++, store.walk(collection, page)),
    write: (ops) => (count.writes++, store.write(ops)),
    close: () => store.close(),
  };
  return { store: wrapped, count };
}

const web: Channel = { ...fakeChannel(), name: 'web' };
delete web.send;

describeOnEachStore((openStore) => {
  test.each([
    ['a connector', fakeChannel()],
    ['the web', web],
  ] as const)('over %s a message costs three writes and two reads, also the twentieth', async (_, channel) => {
    const { store, count } = counted(await openStore());
    const mailbox = startProcess({ store, clock: held(), channel });
    const say = async (text: string) => {
      const before = { ...count };
      await mailbox.accept([message(text, { channel: channel.name })]);
      await mailbox.idle();
      return { reads: count.reads - before.reads, writes: count.writes - before.writes };
    };
    for (let at = 0; at < 20; at++) expect(await say(`message ${at}`)).toEqual({ reads: 2, writes: 3 });
    expect(await answersIn(mailbox)).toHaveLength(20);
    await mailbox.close();
    await store.close();
  });
});
