import { describe, expect, test } from '@jest/globals';
import { activities, conversations } from '../../src/conversations/documents.ts';
import { StoreUnavailable, type Store } from '../../src/store/store.ts';
import { held, logOf, message, openStore, startProcess } from './world.ts';

const day = 24 * 3_600_000;
const web = { name: 'web' as const, limits: { maxTextChars: 1, maxActions: 1, maxActionTitleChars: 1 }, routes: [] };

async function talked(texts: readonly string[] = ['salam', 'merhaba']) {
  const store = await openStore();
  const clock = held();
  const mailbox = startProcess({ store, clock, channel: web });
  const arrivals = texts.map((text, at) => message(text, { id: `m-${at}`, at }));
  for (const arrival of arrivals) {
    clock.advance(1_000);
    await mailbox.accept([arrival]);
    await mailbox.idle();
  }
  return { store, clock, mailbox, arrivals };
}

const everything = async (store: Store): Promise<string> =>
  JSON.stringify([await store.walk(activities, { limit: 1_000 }), await store.walk(conversations, { limit: 1_000 })]);

/** Answers with `unknown`, after it did or did not do it, at the nth write. */
function breaksAt(store: Store, nth: number, isDone: boolean): Store {
  let count = 0;
  return {
    ...store,
    async write(ops) {
      if (++count !== nth) return store.write(ops);
      if (isDone) await store.write(ops);
      return ops.map(() => 'unknown' as const);
    },
  };
}

describe('a conversation that is removed', () => {
  test('is not there any more, and what a platform sends again is still known', async () => {
    const { store, clock, mailbox, arrivals } = await talked();
    await mailbox.erasing.remove('c_one', { id: 'e', askedAt: clock.now() });
    expect(await everything(store)).not.toMatch(/salam|merhaba|echo/);
    expect(await mailbox.exists('c_one')).toBe(false);
    expect(await mailbox.accept(arrivals)).toEqual(arrivals.map(({ id }) => ({ id, duplicate: true })));
    await mailbox.idle();
    expect(await mailbox.exists('c_one')).toBe(false);
    clock.advance(8 * day);
    expect(await mailbox.erasing.forgetIds(100)).toBe(0);
    clock.advance(1);
    expect(await mailbox.erasing.forgetIds(100)).toBe(4);
    expect(await everything(store)).toBe('[[],[]]');
  });

  test('is removed also where a row was given up and never got a place', async () => {
    const { store, clock, mailbox } = await talked(['salam']);
    await store.write([
      {
        op: 'insert',
        collection: activities,
        id: 'given-up',
        index: { conversation: 'c_one' },
        body: { conversation: 'c_one', arrivedAt: 1, activity: { text: 'salam' } },
      },
    ]);
    await mailbox.erasing.remove('c_one', { id: 'e', askedAt: clock.now() });
    expect(await mailbox.exists('c_one')).toBe(false);
    expect(await everything(store)).not.toContain('salam');
  });
});

describe('a conversation that is emptied', () => {
  test('goes on: its log begins where the old one ended, and who read the old one hears the new', async () => {
    const { store, clock, mailbox } = await talked();
    await mailbox.erasing.empty('c_one', { id: 'e', askedAt: clock.now() });
    expect(await everything(store)).not.toMatch(/salam|merhaba|echo/);
    expect(await mailbox.log('c_one', 0, 10)).toEqual({ entries: [], watermark: 0 });
    clock.advance(1_000);
    await mailbox.accept([message('three', { at: 3 })]);
    await mailbox.idle();
    expect(await logOf(mailbox)).toEqual(['6 in three', '7 out echo three']);
    expect((await mailbox.log('c_one', 4, 10)).watermark).toBe(7);
    expect((await store.get(conversations, 'c_one'))?.body.state).toEqual({ turns: 1 });
  });

  test('by the same erasure again keeps what was said since', async () => {
    const { clock, mailbox } = await talked();
    const erasure = { id: 'e', askedAt: clock.now() };
    await mailbox.erasing.empty('c_one', erasure);
    clock.advance(1_000);
    await mailbox.accept([message('three', { at: 3 })]);
    await mailbox.idle();
    await mailbox.erasing.empty('c_one', erasure);
    expect(await logOf(mailbox)).toEqual(['6 in three', '7 out echo three']);
  });

  test('a turn that was under way decides nothing over it', async () => {
    const store = await openStore();
    const clock = held();
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const mailbox = startProcess({
      store,
      clock,
      channel: web,
      turn: async ({ batch }) => {
        const text = batch[0]?.activity.text ?? '';
        if (text === 'slow') {
          begun.resolve();
          await gate.promise;
        }
        return { state: { turns: 1 }, entries: [{ to: 'channel', activity: { type: 'message', text: `re ${text}` } }] };
      },
    });
    await mailbox.accept([message('salam', { at: 1 })]);
    await mailbox.idle();
    await mailbox.accept([message('slow', { at: 2 })]);
    await begun.promise;
    await mailbox.erasing.empty('c_one', { id: 'e', askedAt: clock.now() + 1 });
    gate.resolve();
    await mailbox.idle();
    expect(await everything(store)).not.toMatch(/slow|re salam/);
  });

  test.each([true, false])('cut off at any write (done: %s) and asked again, it is complete', async (isDone) => {
    let nth = 0;
    for (let broke = true; broke;) {
      nth += 1;
      const { store, clock } = await talked();
      const erasure = { id: 'e', askedAt: clock.now() };
      const broken = startProcess({ store: breaksAt(store, nth, isDone), clock, channel: web });
      broke = await broken.erasing.empty('c_one', erasure).then(
        () => false,
        (error: unknown) => {
          expect(error).toBeInstanceOf(StoreUnavailable);
          return true;
        },
      );
      const mailbox = startProcess({ store, clock, channel: web });
      await mailbox.erasing.empty('c_one', erasure);
      expect(await everything(store)).not.toMatch(/salam|merhaba|echo/);
      expect((await store.get(conversations, 'c_one'))?.body.nextSeq).toBe(6);
    }
    expect(nth).toBe(3);
  });
});

describe('rows of a conversation that others have a part in', () => {
  test('lose what is in them and keep their places', async () => {
    const { mailbox } = await talked();
    expect(await mailbox.erasing.emptyRows('c_one', ({ activity }) => activity.text?.includes('salam') === true)).toBe(
      2,
    );
    expect(await logOf(mailbox)).toEqual(['1 in erased', '2 out erased', '3 in merhaba', '4 out echo merhaba']);
    expect(await mailbox.erasing.emptyRows('c_one', ({ activity }) => activity.text?.includes('salam') === true)).toBe(
      0,
    );
  });
});

describe('what is old', () => {
  test('goes in batches, the rest can be read, and an empty conversation ends', async () => {
    const { store, clock, mailbox } = await talked();
    clock.advance(10 * day);
    await mailbox.accept([message('three', { at: 3 })]);
    await mailbox.idle();
    const before = clock.now() - 9 * day;
    expect(await mailbox.erasing.trim('c_one', { before, batch: 3 })).toBe(3);
    expect(await logOf(mailbox)).toEqual(['4 out echo merhaba', '5 in three', '6 out echo three']);
    expect(await mailbox.erasing.trim('c_one', { before, batch: 3 })).toBe(1);
    expect(await mailbox.erasing.trim('c_one', { before, batch: 3 })).toBe(0);
    expect(await logOf(mailbox)).toEqual(['5 in three', '6 out echo three']);
    const document = await store.get(conversations, 'c_one');
    expect(document?.index.since).toBe(clock.now());
    clock.advance(10 * day);
    expect(await mailbox.erasing.trim('c_one', { before: clock.now() - 9 * day, batch: 10 })).toBe(2);
    expect(await mailbox.exists('c_one')).toBe(false);
    expect(await everything(store)).toBe('[[],[]]');
  });

  test('a trim that was cut off is finished by the next one', async () => {
    let nth = 0;
    for (let broke = true; broke;) {
      nth += 1;
      const { store, clock } = await talked();
      clock.advance(10 * day);
      const trimming = { before: clock.now() - 9 * day, batch: 10 };
      const broken = startProcess({ store: breaksAt(store, nth, true), clock, channel: web });
      broke = await broken.erasing.trim('c_one', trimming).then(
        () => false,
        () => true,
      );
      const mailbox = startProcess({ store, clock, channel: web });
      await mailbox.erasing.trim('c_one', trimming);
      expect(await everything(store)).toBe('[[],[]]');
    }
    expect(nth).toBe(4);
  });
});
