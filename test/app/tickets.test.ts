import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { logIn, ticketIn, ticketsOf, type CaseWorker, type ShownTicket } from './console.ts';
import { readTickets } from './data.ts';
import { isFromBot, textKeysOf, visit, type Visitor } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

let server: AppServer;
let sanne: CaseWorker;
let joris: CaseWorker;
beforeAll(async () => {
  server = await startAppServer();
  sanne = await logIn(server, 'sanne');
  joris = await logIn(server, 'joris');
}, 120_000);
afterAll(() => server.close());

let operations = 0;
const operation = (): { id: string } => ({ id: `operation-${++operations}` });

const deed = (worker: CaseWorker, ticket: ShownTicket, name: string, body: object = operation()) =>
  worker.post(`/tickets/${ticket.id}/${name}`, body);

const conflictWith = (owner: CaseWorker) => ({
  status: 409,
  body: { error: { code: 'conflict', owner: { id: owner.id, name: owner.name } } },
});

/** Somebody whose wish has become a ticket. */
async function newcomer(): Promise<Visitor> {
  const visitor = await visit(server, { locale: 'nl' });
  for (const command of ['human:', 'choose:other', 'choose:skip']) await visitor.press(command);
  await visitor.tap('choose:yes');
  return visitor;
}

async function newcomerWithTicket(): Promise<{ visitor: Visitor; ticket: ShownTicket }> {
  const known = new Set((await ticketsOf(sanne)).map(({ id }) => id));
  const visitor = await newcomer();
  const ticket = await until(async () => (await ticketsOf(sanne)).find(({ id }) => !known.has(id)));
  return { visitor, ticket };
}

/** How often the bot said each of these texts. */
async function timesSaid(visitor: Visitor, ...keys: string[]): Promise<number[]> {
  const said = (await visitor.log()).activities.filter(isFromBot).flatMap(textKeysOf);
  return keys.map((key) => said.filter((one) => one === key).length);
}

const said = async (visitor: Visitor): Promise<string[]> =>
  (await visitor.log()).activities.filter(isFromBot).map(({ text }) => text ?? '');

test('two who claim one ticket in the same instant, a hundred times: one owner each, and the other is told who', async () => {
  const visitors = await Promise.all(Array.from({ length: 100 }, newcomer));
  const tickets = await until(async () => {
    const waiting = await ticketsOf(sanne);
    return waiting.length === visitors.length && waiting;
  });
  const won = { sanne: 0, joris: 0 };
  const both = [sanne, joris];
  for (const [at, ticket] of tickets.entries()) {
    const [first, second] = (at % 2 === 0 ? both : [joris, sanne]) as [CaseWorker, CaseWorker];
    const answers = await Promise.all([deed(first, ticket, 'claim'), deed(second, ticket, 'claim')]);
    const [winner, loser] = (answers[0].status === 200 ? [0, 1] : [1, 0]) as [0 | 1, 0 | 1];
    const owner = [first, second][winner] as CaseWorker;
    expect(answers[winner]).toMatchObject({ status: 200 });
    expect(ticketIn(answers[winner])).toMatchObject({ owner: { id: owner.id, name: owner.name }, mine: true });
    expect(answers[loser]).toMatchObject(conflictWith(owner));
    won[owner.id as 'sanne' | 'joris'] += 1;
  }
  expect(won.sanne + won.joris).toBe(100);
  const claimed = await ticketsOf(joris, 'claimed');
  expect(claimed.filter(({ mine }) => mine)).toHaveLength(won.joris);
  await until(async () =>
    (await Promise.all(visitors.map((one) => timesSaid(one, 'support.claimed')))).every(([n]) => n),
  );
  for (const visitor of visitors) expect(await timesSaid(visitor, 'support.claimed')).toEqual([1]);
  for (const ticket of claimed)
    await deed(ticket.mine ? joris : sanne, ticket, 'close', { ...operation(), reason: 'other' });
}, 120_000);

describe('an operation that is repeated with its id', () => {
  test('gives the same answer and says nothing twice, also in the same instant', async () => {
    const { visitor, ticket } = await newcomerWithTicket();
    const twice = async (name: string, more: object = {}) => {
      const body = { ...operation(), ...more };
      const [one, other] = await Promise.all([deed(sanne, ticket, name, body), deed(sanne, ticket, name, body)]);
      expect(one.status).toBe(200);
      expect(other).toEqual(one);
      expect(await deed(sanne, ticket, name, body)).toEqual(one);
    };
    await twice('claim');
    await twice('answer', { text: 'Goedemiddag, dit is een antwoord.' });
    await twice('close', { reason: 'answered' });
    await until(async () => (await timesSaid(visitor, 'support.closed'))[0] === 1);
    await visitor.hear('Hallo');
    expect(await timesSaid(visitor, 'support.claimed', 'support.closed')).toEqual([1, 1]);
    expect((await said(visitor)).filter((text) => text.includes('dit is een antwoord'))).toHaveLength(1);
    const kept = readTickets(server.dataDir).find(({ id }) => id === ticket.id);
    expect(kept?.body.state.history.map(({ what }) => what)).toEqual([
      'created',
      'promised',
      'claimed',
      'answered',
      'promise_kept',
      'closed',
    ]);
  });

  test('that was not answered before a kill gives the answer after it, once', async () => {
    const { visitor, ticket } = await newcomerWithTicket();
    const claim = operation();
    await deed(sanne, ticket, 'claim', claim);
    const body = { ...operation(), text: 'Een antwoord dat een storing overleeft.' };
    const cutOff = deed(sanne, ticket, 'answer', body).catch(() => undefined);
    await server.kill();
    await cutOff;
    await server.start();
    expect(await deed(sanne, ticket, 'answer', body)).toMatchObject({ status: 200 });
    await until(async () => (await said(visitor)).some((text) => text.includes('storing')));
    await deed(sanne, ticket, 'close', { ...operation(), reason: 'answered' });
    await until(async () => (await timesSaid(visitor, 'support.closed'))[0] === 1);
    expect((await said(visitor)).filter((text) => text.includes('storing'))).toHaveLength(1);
    expect(await timesSaid(visitor, 'support.claimed')).toEqual([1]);
  }, 60_000);
});

test('who lost the ticket is refused with the name of its owner, and the newcomer hears nothing of it', async () => {
  const { visitor, ticket } = await newcomerWithTicket();
  await deed(sanne, ticket, 'claim');
  await deed(sanne, ticket, 'release');
  await deed(joris, ticket, 'claim');
  const answer = { ...operation(), text: 'Dit antwoord komt te laat.' };
  expect(await deed(sanne, ticket, 'answer', answer)).toMatchObject(conflictWith(joris));
  expect(await deed(sanne, ticket, 'close', { ...operation(), reason: 'answered' })).toMatchObject(conflictWith(joris));
  expect(await deed(sanne, ticket, 'release')).toMatchObject(conflictWith(joris));
  await deed(joris, ticket, 'answer', { ...operation(), text: 'Hier ben ik.' });
  await until(async () => (await said(visitor)).some((text) => text.includes('Hier ben ik.')));
  expect((await said(visitor)).some((text) => text.includes('komt te laat'))).toBe(false);
  expect(await timesSaid(visitor, 'support.claimed', 'support.released', 'support.closed')).toEqual([2, 1, 0]);
});

test('what the newcomer writes to the case worker is answered by the case worker’s answer, once, also after danger', async () => {
  const { visitor, ticket } = await newcomerWithTicket();
  await deed(sanne, ticket, 'claim');
  await until(async () => (await timesSaid(visitor, 'support.claimed'))[0] === 1);
  const ids = [await visitor.say('Bent u daar?'), await visitor.say('Ik heb een vraag.')];
  // The case worker has read them before answering.
  await until(async () => (await visitor.log()).activities.filter(({ id }) => ids.includes(id ?? '')).length === 2);
  await deed(sanne, ticket, 'answer', { ...operation(), text: 'Ja, zeg het maar.' });
  const replies = await Promise.all(ids.map((id) => visitor.replyTo(id)));
  expect(replies[0]).toEqual(replies[1]);
  expect(replies[0]?.text).toContain('Ja, zeg het maar.');
});
