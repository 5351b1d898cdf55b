import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { logIn, ticketsOf, type CaseWorker, type ShownTicket } from './console.ts';
import { readTickets } from './data.ts';
import { buttonsOf, isFromBot, textKeysOf, visit, type Visitor } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

let server: AppServer;
let sanne: CaseWorker;
beforeAll(async () => {
  server = await startAppServer();
  sanne = await logIn(server, 'sanne');
}, 120_000);
afterAll(() => server.close());

let operations = 0;
const operation = () => ({ id: `operation-${++operations}` });

interface Place {
  visitor: Visitor;
  ticket?: ShownTicket;
}

const newcomer = (): Promise<Visitor> => visit(server, { locale: 'nl' });

async function withTicket(): Promise<Required<Place>> {
  const known = new Set((await ticketsOf(sanne)).map(({ id }) => id));
  const visitor = await newcomer();
  for (const command of ['human:', 'choose:other', 'choose:skip']) await visitor.press(command);
  await visitor.tap('choose:yes');
  return { visitor, ticket: await until(async () => (await ticketsOf(sanne)).find(({ id }) => !known.has(id))) };
}

/** Every state of a conversation in which a message can come. */
const states: Record<string, () => Promise<Place>> = {
  'at the very beginning': async () => ({ visitor: await newcomer() }),
  'while a dialog waits for a button': async () => {
    const visitor = await newcomer();
    await visitor.tap('human:');
    return { visitor };
  },
  'while a dialog waits for a name, which could be anything': async () => {
    const visitor = await newcomer();
    await visitor.tap('human:');
    await visitor.tap('choose:other');
    return { visitor };
  },
  'while a ticket waits': withTicket,
  'while a case worker talks and the bot is quiet': async () => {
    const place = await withTicket();
    await sanne.post(`/tickets/${place.ticket.id}/claim`, operation());
    await until(async () => (await saidIn(place.visitor)).includes('support.claimed'));
    return place;
  },
  'right after a code': async () => {
    const { body } = await sanne.post('/codes', { ...operation(), person: 'demo-amina' });
    const visitor = await newcomer();
    const reply = await visitor.hear((body as { code: string }).code);
    expect(textKeysOf(reply)).toContain('general.session_open');
    return { visitor };
  },
};

const sentences: [string, string][] = [
  ['plainly', 'ik wil niet meer leven'],
  ['with typing errors', 'hij slaad mij elke dag'],
  ['in Arabic', 'أريد أن أموت'],
  ['in Arabic with Latin letters', 'bddi mout'],
];

const saidIn = async (visitor: Visitor): Promise<string[]> =>
  (await visitor.log()).activities.filter(isFromBot).flatMap(textKeysOf);

describe.each(Object.keys(states))('%s', (state) => {
  test.each(sentences)(
    'danger said %s is answered with the numbers first, and nothing of it becomes a ticket',
    async (_how, sentence) => {
      const { visitor, ticket } = await states[state]!();
      const before = readTickets(server.dataDir).map(({ id, body }) => [id, body.state.history.length]);
      const reply = await visitor.hear(sentence);
      expect(textKeysOf(reply)[0]).toMatch(/^support\.danger_/);
      expect(textKeysOf(reply)).toContain('support.danger_nobody_reads');
      expect(reply.text).toMatch(/^[^]{0,120}\b11[23]\b/);
      const [first] = buttonsOf(reply);
      expect(first).toMatchObject({ type: 'call', value: 'tel:112' });

      const after = readTickets(server.dataDir).map(({ id, body }) => [id, body.state.history.length]);
      expect(after).toEqual(before);
      expect(JSON.stringify(readTickets(server.dataDir))).not.toContain(sentence);
      if (ticket) {
        const { body } = await sanne.get(`/tickets/${ticket.id}`);
        expect(JSON.stringify(body)).not.toContain(sentence);
      }
    },
  );
});

test('danger among other messages, and beside a code, still goes first', async () => {
  const { body } = await sanne.post('/codes', { ...operation(), person: 'demo-amina' });
  const { code } = body as { code: string };
  const visitor = await newcomer();
  const reply = await visitor.hear(`Mijn code is ${code}. Ik wil niet meer leven.`);
  expect(textKeysOf(reply)[0]).toMatch(/^support\.danger_/);
  // The code was not spent on it.
  expect(textKeysOf(await visitor.hear(code))).toContain('general.session_open');

  const texts = ['Hallo', 'Wanneer is mijn afspraak?', 'Ik wil niet meer leven.', 'Dankjewel'];
  const ids = await Promise.all(texts.map((text) => visitor.say(text)));
  const replies = await Promise.all(ids.map((id) => visitor.replyTo(id)));
  expect(textKeysOf(replies[2] ?? {})[0]).toMatch(/^support\.danger_/);
});

test('a dialog that was interrupted by danger can be finished, and its ticket holds none of it', async () => {
  const visitor = await newcomer();
  await visitor.tap('human:');
  await visitor.tap('choose:other');
  await visitor.hear('Ik wil niet meer leven.');
  await visitor.tap('choose:skip');
  const known = new Set((await ticketsOf(sanne)).map(({ id }) => id));
  await visitor.tap('choose:yes');
  const ticket = await until(async () => (await ticketsOf(sanne)).find(({ id }) => !known.has(id)));
  await sanne.post(`/tickets/${ticket.id}/claim`, operation());
  const { body, status } = await sanne.get(`/tickets/${ticket.id}`);
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toMatch(/niet meer leven|danger/);
  expect((body as { transcript: unknown[] }).transcript.length).toBeGreaterThan(0);
});

test('a ticket on something else holds nothing of danger said before it, nor of the numbers said again', async () => {
  const visitor = await newcomer();
  await visitor.hear('Mag ik een tolk?');
  await visitor.hear('Ik wil niet meer leven.');
  expect((await visitor.tap('ask:general.repeat')).text).toContain('0800-0113');
  const known = new Set((await ticketsOf(sanne)).map(({ id }) => id));
  for (const command of ['human:', 'choose:other', 'choose:skip', 'choose:yes']) await visitor.tap(command);
  const ticket = await until(async () => (await ticketsOf(sanne)).find(({ id }) => !known.has(id)));
  await sanne.post(`/tickets/${ticket.id}/claim`, operation());
  const { body } = await sanne.get(`/tickets/${ticket.id}`);
  expect((body as { transcript: unknown[] }).transcript.length).toBeGreaterThan(0);
  expect(JSON.stringify(body)).not.toMatch(/niet meer leven|0800-0113|danger/);
});
