import { describe, expect, test } from '@jest/globals';
import type { ActorBody, OutboxEntry } from '../../src/conversations/actor.ts';
import { settled } from '../../src/conversations/settle.ts';

const entry = (id: string, to: string): OutboxEntry => ({
  id,
  to,
  op: 'send',
  activity: { type: 'message', text: id },
  tries: 0,
  notBefore: 0,
});

const body = (nextSeq: number, handled: string[], outbox: OutboxEntry[]): ActorBody => ({
  municipality: 'wegstad',
  channel: 'botframework',
  reference: {},
  nextSeq,
  state: {},
  handled: handled.map((id, index) => ({ id, seq: index + 1 })),
  outbox,
});

const shown = body(3, ['m1'], [entry('reply', 'channel'), entry('ask', 't_one')]);

describe('what the log shows is taken out of the document', () => {
  test('but not what still has to be sent', () => {
    expect(settled(shown, shown, true)).toMatchObject({
      handled: [],
      marked: [{ id: 'm1', seq: 1 }],
      outbox: [{ id: 'reply' }],
    });
    expect(settled(shown, shown, false).outbox).toEqual([]);
  });

  test('nor an entry that came in since', () => {
    const later = { ...shown, outbox: [...shown.outbox, entry('claimed', 't_two')] };
    expect(settled(later, shown, true).outbox.map(({ id }) => id)).toEqual(['reply', 'claimed']);
  });

  test("nor what a later turn's commit handled", () => {
    const later = body(5, ['m2'], [...shown.outbox, entry('reply 2', 'channel')]);
    expect(settled(later, shown, true)).toMatchObject({
      handled: [{ id: 'm2' }],
      outbox: [{ id: 'reply' }, { id: 'reply 2' }],
    });
  });

  test('what was marked before stays known when nothing new was', () => {
    const before = { ...body(3, [], [entry('reply', 'channel')]), marked: [{ id: 'm1', seq: 1 }] };
    expect(settled(before, shown, true).marked).toEqual([{ id: 'm1', seq: 1 }]);
  });
});
