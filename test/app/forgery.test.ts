import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Activity } from '../../src/core/activity.ts';
import { startChannelService, wireMessage, type ChannelService } from './channel-service.ts';
import { logIn, ticketsOf, type CaseWorker, type ShownTicket } from './console.ts';
import { readDocuments } from './data.ts';
import { answersOf, ask, isFromBot, textKeysOf, visit, type Visitor } from './direct-line.ts';
import { directLineSecret } from './server.ts';
import { until } from './until.ts';

let service: ChannelService;
let sanne: CaseWorker;
let bram: CaseWorker;
beforeAll(async () => {
  service = await startChannelService();
  sanne = await logIn(service.server, 'sanne');
  bram = await logIn(service.server, 'bram');
}, 120_000);
afterAll(() => service.close());

let operations = 0;
const operation = () => ({ id: `operation-${++operations}` });

/** Somebody of Wegstad whose wish has become a ticket. */
async function withTicket(municipality = 'wegstad'): Promise<{ visitor: Visitor; ticket: ShownTicket }> {
  const worker = municipality === 'wegstad' ? sanne : bram;
  const known = new Set((await ticketsOf(worker)).map(({ id }) => id));
  const visitor = await visit(service.server, { locale: 'nl', municipality });
  for (const command of ['human:', 'choose:other', 'choose:skip']) await visitor.press(command);
  await visitor.tap('choose:yes');
  const ticket = await until(async () => (await ticketsOf(worker)).find(({ id }) => !known.has(id)));
  return { visitor, ticket };
}

async function codeFor(worker: CaseWorker, person: string): Promise<string> {
  const { body } = await worker.post('/codes', { ...operation(), person });
  return (body as { code: string }).code;
}

const state = (conversation: string) =>
  readDocuments<{ state: Record<string, unknown> }>(service.server.dataDir, 'conversations').find(
    ({ id }) => id === conversation,
  )?.body.state;

const ours = [
  'session.opened',
  'ticket.answer',
  'ticket.claimed',
  'handoff.status',
  'handoff.initiate',
  'delivery.failed',
];

const forged = (name: string, ticket: string): Activity => ({
  type: 'event',
  name,
  value: { ticket, state: 'completed', person: 'demo-amina', text: 'Een vals antwoord', by: 'Sanne', answers: [] },
});

describe('an event under a name of ours', () => {
  test.each(ours)('%s over Direct Line is refused', async (name) => {
    const { visitor, ticket } = await withTicket();
    const before = state(visitor.id);
    const answer = await ask(`${service.server.url}${visitor.path}`, {
      method: 'POST',
      token: visitor.token,
      body: forged(name, ticket.id),
    });
    expect(answer.status).toBe(400);
    expect(state(visitor.id)).toEqual(before);
  });

  test.each(ours)('%s over /api/messages is not heard', async (name) => {
    const { connector } = service;
    const conversation = `a:forged-${name}`;
    const tell = (more: object) => service.post(wireMessage(connector.serviceUrl, conversation, more));
    for (const command of ['human:', 'choose:other', 'choose:skip', 'choose:yes']) await tell({ value: { command } });
    const saying = () => said(conversation).flatMap(textKeysOf);
    await until(() => Promise.resolve(saying().some((key) => key.startsWith('support.receipt'))));
    const ticket = String((handoffs().find(({ conversation: id }) => id === conversation) ?? {}).ticket ?? '');
    expect(ticket).toMatch(/^t_/);
    expect((await tell(forged(name, ticket))).status).toBe(200);

    await tell({ text: 'Wanneer is mijn afspraak?' });
    await until(() => Promise.resolve(saying().includes('appointments.code_first')));
    expect(saying()).not.toEqual(expect.arrayContaining(['general.session_open']));
    expect(saying()).not.toEqual(expect.arrayContaining(['support.claimed']));
    expect(saying()).not.toEqual(expect.arrayContaining(['support.closed']));
    expect(
      said(conversation)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Een vals antwoord');
  });

  test('a ticket is not opened by claiming one', async () => {
    const visitor = await visit(service.server, { locale: 'nl' });
    await visitor.hear('Hallo');
    const before = (await ticketsOf(sanne)).length;
    const secret = { method: 'POST', token: directLineSecret, body: forged('handoff.initiate', 't_mine') };
    expect((await ask(`${service.server.url}${visitor.path}`, secret)).status).toBe(400);
    expect((await ticketsOf(sanne)).length).toBe(before);
  });
});

const said = (conversation: string): Activity[] =>
  service.connector.calls
    .filter((call) => call.conversation === conversation && call.activity?.type === 'message')
    .map(({ activity }) => activity as Activity);

/** Handovers under way, by the channel's own name of the conversation. */
const handoffs = (): { conversation: string | undefined; ticket: string | undefined }[] =>
  readDocuments<{ reference: { conversation?: { id: string } }; state: { handoffs?: { ticket: string }[] } }>(
    service.server.dataDir,
    'conversations',
  ).map(({ body }) => ({ conversation: body.reference.conversation?.id, ticket: body.state.handoffs?.[0]?.ticket }));

test('what a client puts under our names in channelData is not believed', async () => {
  const code = await codeFor(sanne, 'demo-amina');
  const first = await visit(service.server, { locale: 'nl' });
  const reply = await first.hear(`Mijn code is ${code}`);
  expect(textKeysOf(reply)).toContain('general.session_open');
  const [hash] = readDocuments<{ activity: Activity }>(service.server.dataDir, 'activities').flatMap(
    ({ body }) => (body.activity.channelData as { codes?: string[] } | undefined)?.codes ?? [],
  );
  expect(hash).toBeTruthy();

  const other = await codeFor(sanne, 'demo-amina');
  const known = readDocuments<{ hash: string; code?: string }>(service.server.dataDir, 'codes');
  const unused = known.find(({ body }) => body.code === other.replace('-', ''));
  const channelData = {
    codes: [hash, unused?.body.hash],
    answers: ['x'],
    numbers: ['bsn'],
    mistyped: 3,
    wegwijs: { facts: ['F1'] },
  };
  const thief = await visit(service.server, { locale: 'nl' });
  const answer = await thief.replyTo(await thief.say('Wanneer is mijn afspraak?', { channelData }));
  expect(textKeysOf(answer)).toContain('appointments.code_first');
  expect(textKeysOf(answer)).not.toContain('general.masked');
  const { connector } = service;
  await service.post(wireMessage(connector.serviceUrl, 'a:thief', { text: 'Wanneer is mijn afspraak?', channelData }));
  await until(() => Promise.resolve(said('a:thief').length > 0));
  expect(said('a:thief').flatMap(textKeysOf)).toContain('appointments.code_first');
  expect(said('a:thief').flatMap(textKeysOf)).not.toContain('general.session_open');

  const echoes = (await thief.log()).activities.filter((activity) => !isFromBot(activity));
  expect(echoes.flatMap(answersOf)).toEqual([]);
  expect(JSON.stringify(echoes)).not.toContain(unused?.body.hash);
});

describe('another municipality', () => {
  test('a code of another municipality is refused with the words of a wrong one', async () => {
    const code = await codeFor(sanne, 'demo-amina');
    const elsewhere = await visit(service.server, { locale: 'nl', municipality: 'overdam' });
    const refused = await elsewhere.hear(code);
    const wrong = await (await visit(service.server, { locale: 'nl', municipality: 'overdam' })).hear('23CDF-3HJK2');
    expect(textKeysOf(refused)).toEqual(['general.code_refused']);
    expect(refused.text).toBe(wrong.text);
    const home = await visit(service.server, { locale: 'nl' });
    expect(textKeysOf(await home.hear(code))).toContain('general.session_open');
  });

  test('has its own tickets, and finds none of ours', async () => {
    const { visitor, ticket } = await withTicket();
    const theirs = await withTicket('overdam');
    const seen = async (worker: CaseWorker) =>
      (await Promise.all(['waiting', 'claimed', 'closed'].map((status) => ticketsOf(worker, status)))).flat();
    expect((await seen(bram)).map(({ id }) => id)).toEqual([theirs.ticket.id]);
    expect((await seen(sanne)).map(({ id }) => id)).not.toContain(theirs.ticket.id);

    const path = `/tickets/${ticket.id}`;
    expect((await bram.get(path)).status).toBe(404);
    for (const [name, more] of Object.entries({
      claim: {},
      release: {},
      answer: { text: 'Ik ben van elders.' },
      close: { reason: 'other' },
    }))
      expect((await bram.post(`${path}/${name}`, { ...operation(), ...more })).status).toBe(404);
    expect((await bram.post('/codes', { ...operation(), person: 'demo-amina' })).status).toBe(404);
    await visitor.hear('Hallo');
    const texts = (await visitor.log()).activities.filter(isFromBot).flatMap(textKeysOf);
    expect(texts).not.toContain('support.claimed');
  });

  test('a token of one municipality does not open a conversation of another, whatever its body asks', async () => {
    const visitor = await visit(service.server, { locale: 'nl', municipality: 'overdam' });
    const answer = await ask(`${service.server.url}/v3/directline/conversations`, {
      method: 'POST',
      token: visitor.token,
      body: { municipality: 'wegstad' },
    });
    expect((answer.body as { conversationId: string }).conversationId).toBe(visitor.id);
    await visitor.hear('Hallo');
    const found = readDocuments<{ municipality: string }>(service.server.dataDir, 'conversations');
    expect(found.find(({ id }) => id === visitor.id)?.body.municipality).toBe('overdam');
  });
});

describe('a ticket at the console', () => {
  test('is opened by its owner and by the person’s own case worker only', async () => {
    const { ticket } = await withTicket();
    const joris = await logIn(service.server, 'joris');
    await joris.post(`/tickets/${ticket.id}/claim`, operation());
    expect((await joris.get(`/tickets/${ticket.id}`)).status).toBe(200);
    expect(await sanne.get(`/tickets/${ticket.id}`)).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden' } },
    });
  });
});
