import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SendFailure, type SendFailureKind } from '../../src/core/errors.ts';
import type { Conversations } from '../../src/conversations/mailbox.ts';
import { activities, conversations } from '../../src/conversations/documents.ts';
import type { Store } from '../../src/store/store.ts';
import { answersIn, describeOnEachStore, echo, fakeChannel, held, ids, logOf, message, startProcess } from './world.ts';
import type { WatchedStore } from './watched-store.ts';

describeOnEachStore((openStore) => {
  let store: WatchedStore;
  let clock: ReturnType<typeof held>;
  let mailbox: Conversations;

  beforeEach(async () => {
    store = await openStore();
    clock = held();
    mailbox = startProcess({ store, clock });
  });
  afterEach(async () => {
    await mailbox.close();
    await store.close();
  });

  describe('accept', () => {
    test('is answered once, in order, and the log has no gap', async () => {
      await mailbox.accept([message('one')]);
      await mailbox.idle();
      await mailbox.accept([message('two')]);
      await mailbox.idle();
      expect(await logOf(mailbox)).toEqual(['1 in one', '2 out echo one', '3 in two', '4 out echo two']);
    });

    test('the same arrival in the same instant and again later gives one answer', async () => {
      const arrival = message('once', { id: 'same' });
      const [first, second] = await Promise.all([mailbox.accept([arrival]), mailbox.accept([arrival])]);
      await mailbox.idle();
      const later = await mailbox.accept([arrival]);
      await mailbox.idle();
      expect(
        [first, second, later]
          .flat()
          .map(({ duplicate }) => duplicate)
          .sort(),
      ).toEqual([false, true, true]);
      expect(await answersIn(mailbox)).toEqual(['same']);
    });

    test('a batch keeps every message', async () => {
      const batch = ['a', 'b', 'c'].map((text) => message(text, { conversation: `c_${text}` }));
      await mailbox.accept(batch);
      await mailbox.idle();
      for (const name of ['a', 'b', 'c'])
        expect(await logOf(mailbox, `c_${name}`)).toEqual([`1 in ${name}`, `2 out echo ${name}`]);
    });

    test('what arrives while a turn is busy waits for its own, in platform order', async () => {
      const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      await mailbox.close();
      mailbox = startProcess({
        store,
        clock,
        turn: async (input) => (begun.resolve(), await gate.promise, echo(input)),
      });
      await mailbox.accept([message('first')]);
      await begun.promise;
      const late = message('third');
      await mailbox.accept([late]);
      await mailbox.accept([message('second', { at: late.at - 1 })]);
      gate.resolve();
      await mailbox.idle();
      expect(await logOf(mailbox)).toEqual([
        '1 in first',
        '2 out echo first',
        '3 in second',
        '4 in third',
        '5 out echo second+third',
      ]);
    });
  });

  describe('a turn', () => {
    test('takes at most five plain texts, and a button alone', async () => {
      const texts = ['1', '2', '3', '4', '5', '6'].map((text) => message(text));
      const button = message('press', { activity: { type: 'message', text: 'press', value: 'choose:yes' } });
      await mailbox.accept([...texts, button]);
      await mailbox.idle();
      expect((await logOf(mailbox)).filter((line) => line.includes('out'))).toEqual([
        '6 out echo 1+2+3+4+5',
        '8 out echo 6',
        '10 out echo press',
      ]);
      expect(await answersIn(mailbox)).toHaveLength(7);
    });

    test('of two processes one commits and the other starts over', async () => {
      const other = startProcess({ store, clock, owner: 'other' });
      const texts = Array.from({ length: 20 }, (_, index) => message(`m${index}`));
      await Promise.all(texts.map((arrival, index) => (index % 2 ? mailbox : other).accept([arrival])));
      await Promise.all([mailbox.idle(), other.idle()]);
      await mailbox.sweep();
      await mailbox.idle();
      const answers = await answersIn(mailbox);
      expect([...answers].sort()).toEqual(texts.map(({ id }) => id).sort());
      const seqs = (await mailbox.log('c_one', 0, 500)).entries.map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      await other.close();
    });

    test('an entry to another conversation arrives once, and is answered there', async () => {
      await mailbox.accept([message('other:two')]);
      await mailbox.idle();
      expect(await logOf(mailbox, 'c_two')).toEqual(['1 in from elsewhere', '2 out echo from elsewhere']);
    });
  });

  describe('a row that fails', () => {
    test('is set aside the third time it is taken up, and the person hears it', async () => {
      const tried: boolean[] = [];
      await mailbox.close();
      mailbox = startProcess({
        store,
        clock,
        turn: (input) => {
          tried.push(input.setAside);
          return input.setAside ? echo(input) : Promise.reject(new Error('poison'));
        },
      });
      await mailbox.accept([message('poison'), message('after', { conversation: 'c_two' })]);
      await mailbox.idle();
      for (let round = 0; round < 5; round++) {
        clock.advance(70_000);
        await mailbox.sweep();
        await mailbox.idle();
      }
      expect(tried.filter((aside) => !aside).length).toBeGreaterThanOrEqual(3);
      expect(await logOf(mailbox)).toEqual(['1 in poison', '2 out set aside']);
    });

    test('waiting for its turn in this process is not failing', async () => {
      let open = (): void => {};
      const gate = new Promise<void>((resolve) => (open = resolve));
      await mailbox.close();
      mailbox = startProcess({ store, clock, turn: async (input) => (await gate, echo(input)) });
      await mailbox.accept([message('slow')]);
      await mailbox.accept([message('waits')]);
      clock.advance(60_000);
      await mailbox.sweep();
      open();
      await mailbox.idle();
      const rows = await store.find(activities, { where: { conversation: 'c_one' }, limit: 10 });
      expect(rows.filter(({ body }) => body.direction === 'in').map(({ body }) => body.tries)).toEqual([0, 0]);
    });
  });

  describe('deliver', () => {
    const viaConnector = (text: string) => message(text, { channel: 'botframework' });

    test('sends each reply once, in order, and records what the platform calls it', async () => {
      const channel = fakeChannel();
      mailbox.use([channel]);
      await mailbox.accept([viaConnector('one')]);
      await mailbox.idle();
      await mailbox.accept([viaConnector('two')]);
      await mailbox.idle();
      expect(channel.given.map(({ activity }) => activity.text)).toEqual(['echo one', 'echo two']);
      const document = await store.get(conversations, 'c_one');
      expect(document?.body.outbox).toEqual([]);
      expect(document?.index.dueAt).toBeUndefined();
      const row = await store.get(activities, channel.given[0]?.id ?? '');
      expect(row?.body.delivery).toMatchObject({ state: 'sent', attempts: 1, platformId: `p-${row?.id}` });
    });

    test('a receipt finds the row by the platform id and only moves it up', async () => {
      const channel = fakeChannel();
      mailbox.use([channel]);
      await mailbox.accept([viaConnector('one')]);
      await mailbox.idle();
      const id = channel.given[0]?.id ?? '';
      const about = { channel: 'botframework', platformId: `p-${id}` };
      expect(await mailbox.receipt(about, 'read')).toBe(true);
      expect(await mailbox.receipt(about, 'delivered')).toBe(true);
      expect((await store.get(activities, id))?.body.delivery?.state).toBe('read');
      expect(await mailbox.receipt({ channel: 'botframework', platformId: 'nobody' }, 'read')).toBe(false);
    });

    test.each([
      ['throttled', 1_000],
      ['busy', 500],
      ['unavailable', 1_000],
      ['unreachable', 1_000],
      ['unanswered', 1_000],
      ['unauthorized', 5_000],
    ] as const)('%s is tried again after its wait, before what follows it', async (kind, waitMs) => {
      let failures = 1;
      const channel = fakeChannel(() =>
        failures-- > 0 ? Promise.reject(new SendFailure(kind, 'no')) : Promise.resolve(),
      );
      mailbox.use([channel]);
      await mailbox.accept([viaConnector('one')]);
      await mailbox.idle();
      await mailbox.accept([viaConnector('two')]);
      await mailbox.idle();
      expect(channel.given).toHaveLength(1);
      clock.advance(waitMs + 1);
      await mailbox.idle();
      expect(channel.given.map(({ activity }) => activity.text)).toEqual(['echo one', 'echo one', 'echo two']);
      expect(new Set(channel.given.slice(0, 2).map(({ id }) => id)).size).toBe(1);
    });

    test('a send without an answer is repeated once, also after refusals: two without an answer are given up', async () => {
      const kinds: SendFailureKind[] = ['unavailable', 'throttled', 'unanswered', 'unavailable'];
      const channel = fakeChannel(() => {
        const kind = kinds.shift();
        return kind ? Promise.reject(new SendFailure(kind, 'no')) : Promise.resolve();
      });
      mailbox.use([channel]);
      const say = async (text: string): Promise<string | undefined> => {
        await mailbox.accept([viaConnector(text)]);
        await mailbox.idle();
        for (let round = 0; round < 5; round++) {
          clock.advance(60_000);
          await mailbox.idle();
        }
        const id = channel.given.find(({ activity }) => activity.text === `echo ${text}`)?.id ?? '';
        return (await store.get(activities, id))?.body.delivery?.state;
      };
      expect(await say('one')).toBe('sent');
      expect(channel.given).toHaveLength(5);
      kinds.push('unanswered', 'unavailable', 'unanswered');
      expect(await say('two')).toBe('failed');
    });

    test('Retry-After goes before the table', async () => {
      let failures = 1;
      const channel = fakeChannel(() =>
        failures-- > 0
          ? Promise.reject(new SendFailure('throttled', 'no', { retryAfterMs: 30_000 }))
          : Promise.resolve(),
      );
      mailbox.use([channel]);
      await mailbox.accept([viaConnector('one')]);
      await mailbox.idle();
      clock.advance(29_000);
      await mailbox.idle();
      expect(channel.given).toHaveLength(1);
      clock.advance(2_000);
      await mailbox.idle();
      expect(channel.given).toHaveLength(2);
    });

    test.each(['blocked', 'gone', 'refused'] as const)(
      '%s is given up, the conversation hears it, the next goes on',
      async (kind) => {
        let failures = 1;
        const channel = fakeChannel(() =>
          failures-- > 0 ? Promise.reject(new SendFailure(kind, 'no')) : Promise.resolve(),
        );
        mailbox.use([channel]);
        await mailbox.accept([viaConnector('one')]);
        await mailbox.idle();
        const first = channel.given[0]?.id ?? '';
        expect((await store.get(activities, first))?.body.delivery?.state).toBe('failed');
        expect(await logOf(mailbox)).toContain('3 in delivery.failed');
        expect(channel.given.map(({ activity }) => activity.text)).toEqual(['echo one', 'echo delivery.failed']);
      },
    );

    test('a lane held by another process is left alone until its time has passed, then what it was sending is in doubt', async () => {
      let counted = 0;
      const metrics = { accepted() {}, turn() {}, delivered() {}, setAside() {}, inDoubt: () => void counted++ };
      const never = fakeChannel(() => new Promise(() => undefined));
      const lost = startProcess({ store, clock, channel: never, owner: 'lost' });
      await lost.accept([viaConnector('one')]);
      while (never.given.length === 0) await new Promise((resolve) => setImmediate(resolve));
      const channel = fakeChannel();
      const other = startProcess({ store, clock, channel, owner: 'other', metrics });
      await other.start();
      await other.idle();
      expect(channel.given).toHaveLength(0);
      clock.advance(31_000);
      await other.sweep();
      await other.idle();
      expect(channel.given.map(({ id }) => id)).toEqual(never.given.map(({ id }) => id));
      expect(counted).toBe(1);
      await other.close();
    });

    test('a reply that is decided while its lane is being looked at was never in doubt', async () => {
      const counts = { inDoubt: 0 };
      const metrics = { accepted() {}, turn() {}, delivered() {}, setAside() {}, inDoubt: () => void counts.inDoubt++ };
      const gates = { send: Promise.withResolvers<void>(), look: Promise.withResolvers<void>() };
      const looking = Promise.withResolvers<void>();
      // After the first send is let go, its record reads the document, and then the lane looks for what is next.
      let reads = -Infinity;
      const slow: Store = {
        ...store,
        async get(collection, id) {
          if (collection.name === conversations.name && ++reads === 2) {
            looking.resolve();
            await gates.look.promise;
          }
          return store.get(collection, id);
        },
      };
      const channel = fakeChannel((delivery) =>
        delivery.activity.text === 'echo one' ? gates.send.promise : Promise.resolve(),
      );
      const busy = startProcess({ store: slow, clock, channel, metrics });
      const one = viaConnector('one');
      await busy.accept([one]);
      await store.atRest();
      // Come again, it wakes the conversation, which tells the lane that there is something to send.
      await busy.accept([one]);
      await store.atRest();
      reads = 0;
      gates.send.resolve();
      await looking.promise;
      await busy.accept([viaConnector('two')]);
      await store.atRest();
      gates.look.resolve();
      await busy.idle();
      expect(channel.given.map(({ activity }) => activity.text)).toEqual(['echo one', 'echo two']);
      expect(counts.inDoubt).toBe(0);
      await busy.close();
    });

    test('more than twenty waiting entries park the lane and tell the conversation once', async () => {
      const channel = fakeChannel(() => Promise.reject(new SendFailure('unavailable', 'down')));
      mailbox.use([channel]);
      for (let index = 0; index < 22; index++) {
        await mailbox.accept([viaConnector(`m${index}`)]);
        await mailbox.idle();
      }
      for (let round = 0; round < 4; round++) {
        clock.advance(400_000);
        await mailbox.sweep();
        await mailbox.idle();
      }
      expect((await logOf(mailbox)).filter((line) => line.includes('in delivery.parked'))).toHaveLength(1);
    });
  });

  describe('expectReplies', () => {
    test('the request gets its replies, and the connector does not send them too', async () => {
      const channel = fakeChannel();
      mailbox.use([channel]);
      const arrival = message('hello', { channel: 'botframework', id: ids.of('expect') });
      arrival.activity.deliveryMode = 'expectReplies';
      await mailbox.accept([arrival]);
      const replies = await mailbox.repliesTo('c_one', [arrival.id], 10_000);
      await mailbox.idle();
      clock.advance(20_000);
      await mailbox.sweep();
      await mailbox.idle();
      expect(replies.map(({ text }) => text)).toEqual(['echo hello']);
      expect(channel.given).toEqual([]);
      const again = await mailbox.repliesTo('c_one', [arrival.id], 10_000);
      expect(again.map(({ text }) => text)).toEqual(['echo hello']);
    });

    test('replies that nobody fetched go by the connector', async () => {
      const channel = fakeChannel();
      mailbox.use([channel]);
      const arrival = message('hello', { channel: 'botframework', id: ids.of('expect2') });
      arrival.activity.deliveryMode = 'expectReplies';
      await mailbox.accept([arrival]);
      await mailbox.idle();
      clock.advance(20_000);
      await mailbox.sweep();
      await mailbox.idle();
      expect(channel.given.map(({ activity }) => activity.text)).toEqual(['echo hello']);
    });
  });
});
