import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { dutchTime } from '../../src/core/office-hours.ts';
import { tickets, type Ticket } from '../../src/handoff/ticket.ts';
import { openTurnWorld, type Said, type TurnWorld } from '../turn/world.ts';

const minute = 60_000;
const hour = 60 * minute;
const sanne = { id: 'sanne', name: 'Sanne Verhoef' };
const joris = { id: 'joris', name: 'Joris Dekkinga' };

let world: TurnWorld;
let counter = 0;
// Tuesday 24 November 2026, 11:00 in the Netherlands.
beforeEach(async () => {
  world = await openTurnWorld({ 'De deurwaarder is geweest': ['ontzorgen.debt'], 'Hoe lang nog': ['support.status'] });
});
afterEach(() => world.close());

const by = (staff: { id: string; name: string }) => ({ id: `operation-${++counter}`, staff, at: world.clock.now() });

/** Time goes by in steps, as it does for a server that sweeps. */
async function pass(ms: number, stepMs = 10 * minute): Promise<void> {
  for (let left = ms; left > 0; left -= stepMs) {
    world.clock.advance(Math.min(stepMs, left));
    await world.mailbox.sweep();
    await world.mailbox.idle();
    await world.mailbox.sweep();
    await world.mailbox.idle();
  }
}

async function all(): Promise<{ id: string; ticket: Ticket }[]> {
  const found = await Promise.all(
    ['waiting', 'claimed', 'closed'].map((status) =>
      world.store.find(tickets, { where: { queue: `wegstad/${status}` }, limit: 50 }),
    ),
  );
  return found.flat().map(({ id, body }) => ({ id, ticket: body.state }));
}
async function only(): Promise<{ id: string; ticket: Ticket }> {
  const [one] = await all();
  if (!one) throw new Error('there is no ticket');
  return one;
}

async function ask(): Promise<{ id: string; ticket: Ticket }> {
  await world.join('nl');
  for (const command of ['human:', 'choose:other', 'choose:skip', 'choose:yes']) await world.tap(command);
  return only();
}

/** What the bot said since the last time, without a word of the newcomer's. */
const heard = async (): Promise<Said[]> => world.hear();
const keys = (said: readonly Said[]): string[] => said.flatMap(({ texts }) => texts);
const moment = (ms: number | undefined): string => (ms === undefined ? '' : dutchTime(ms).toFormat('MM-dd HH:mm'));
const whatOf = ({ history }: Ticket): string[] => history.map(({ what }) => what);

describe('a promise', () => {
  test('that is not kept is apologised for once, moves the ticket up, is counted, and a new one is made', async () => {
    const { id, ticket } = await ask();
    expect(moment(ticket.promise)).toBe('11-25 12:00');
    await pass((ticket.promise ?? 0) - world.clock.now() + 1_000);
    const late = (await only()).ticket;
    expect(late).toMatchObject({ broken: 1 });
    expect(moment(late.promise)).toBe('11-26 11:00');
    expect(whatOf(late)).toEqual(['created', 'promised', 'promise_broken', 'promised']);
    const said = await heard();
    expect(keys(said).filter((key) => key === 'support.late')).toHaveLength(1);
    expect(said.at(-1)?.text).toContain('donderdag 26 november 2026, 11:00 uur');
    await pass(2 * hour);
    expect(keys(await heard())).toEqual([]);
    await world.say('De deurwaarder is geweest', { conversation: 'c_web.wegstad.other' });
    const listed = await world.desk.list('wegstad', 'waiting', 5);
    expect(listed).toHaveLength(2);
    expect(listed[0]?.id).toBe(id);
  });

  test('is kept by an answer that was said before it, and by nothing else', async () => {
    const { id, ticket } = await ask();
    await world.desk.claim(id, by(sanne));
    await world.mailbox.idle();
    expect((await only()).ticket.kept).toBeUndefined();
    await world.desk.answer(id, by(sanne), 'Goedemiddag.');
    await world.mailbox.idle();
    expect((await only()).ticket).toMatchObject({ kept: 1, answeredAt: world.clock.now() });
    await pass((ticket.promise ?? 0) - world.clock.now() + hour);
    expect((await only()).ticket.broken).toBeUndefined();
  });

  test('on an evening a bailiff is answered at the next opening', async () => {
    world.clock.advance(9 * hour);
    await world.join('nl');
    const said = await world.say('De deurwaarder is geweest');
    expect((await only()).ticket).toMatchObject({ urgency: 'urgent', reasons: ['eviction'] });
    expect(said.map(({ text }) => text).join('\n')).toContain('woensdag 25 november 2026, 10:00 uur');
  });
});

describe('a claim', () => {
  test('is lost by silence; the newcomer hears so, the next one takes it, and the first is refused', async () => {
    const { id } = await ask();
    await world.desk.claim(id, by(sanne));
    await world.mailbox.idle();
    await heard();
    await pass(5 * hour);
    const { ticket } = await only();
    expect(ticket).toMatchObject({ status: 'waiting', lost: { by: 'sanne' } });
    expect(ticket.owner).toBeUndefined();
    expect(keys(await heard())).toContain('support.released_silent');
    await world.desk.claim(id, by(joris));
    await expect(world.desk.answer(id, by(sanne), 'Te laat.')).rejects.toMatchObject({ details: { owner: joris } });
  });

  test('is kept by who answers, and begins to run again when the newcomer writes', async () => {
    const { id } = await ask();
    await world.desk.claim(id, by(sanne));
    await world.mailbox.idle();
    await world.desk.answer(id, by(sanne), 'Dag.');
    await world.mailbox.idle();
    await pass(30 * hour);
    expect((await only()).ticket.status).toBe('claimed');
    await world.say('Bent u daar?');
    await pass(30 * hour);
    expect((await only()).ticket).toMatchObject({ status: 'waiting', lost: { by: 'sanne' } });
    expect((await only()).ticket.promise).toBeGreaterThan(world.clock.now());
  });

  test('goes to a colleague or a team by a transfer, with its promise', async () => {
    const { id, ticket } = await ask();
    await world.desk.claim(id, by(sanne));
    await world.desk.transfer(id, by(sanne), { staff: 'meral' }, 'geld');
    await world.mailbox.idle();
    expect((await only()).ticket).toMatchObject({ status: 'waiting', team: 'income', offered: { to: 'meral' } });
    expect((await only()).ticket.promise).toBe(ticket.promise);
    expect(keys(await heard())).toContain('support.released_transferred');
    await pass(8 * hour);
    expect((await only()).ticket.offered).toBeUndefined();
    expect(whatOf((await only()).ticket)).toContain('offered_to_team');
  });
});

describe('a closed ticket', () => {
  test('opens again within the team’s time, with a new promise, and the newcomer hears who', async () => {
    const { id } = await ask();
    await world.desk.claim(id, by(sanne));
    await world.desk.answer(id, by(sanne), 'Dag.');
    await world.mailbox.idle();
    await world.desk.close(id, by(sanne), 'answered');
    await world.mailbox.idle();
    await pass(3 * 24 * hour, hour);
    await heard();
    await world.desk.reopen(id, by(joris));
    await pass(minute, minute);
    expect((await only()).ticket).toMatchObject({ status: 'claimed', owner: joris });
    expect((await only()).ticket.promise).toBeGreaterThan(world.clock.now());
    expect(keys(await heard())).toEqual(['support.reopened', 'support.status_waiting']);
    await world.desk.close(id, by(joris), 'answered');
    await world.mailbox.idle();
    await pass(15 * 24 * hour, 6 * hour);
    await expect(world.desk.reopen(id, by(joris))).rejects.toMatchObject({ code: 'conflict' });
  });
});

test('a known person’s ticket is first their own case worker’s, then the team’s', async () => {
  await world.join('nl');
  await world.say(await world.codeOf('demo-amina'));
  for (const command of ['human:', 'choose:other', 'choose:yes']) await world.tap(command);
  const { ticket } = await only();
  expect(ticket.offered?.to).toBe('sanne');
  expect(moment(ticket.offered?.until)).toBe('11-24 14:20');
  await pass(5 * hour);
  expect((await only()).ticket.offered).toBeUndefined();
});

test('a note is for colleagues only', async () => {
  const { id } = await ask();
  await world.desk.note(id, by(joris), 'Belde net.');
  await world.mailbox.idle();
  expect((await only()).ticket.notes).toMatchObject([{ by: joris, text: 'Belde net.' }]);
  expect(keys(await heard())).toEqual([]);
});

test('the place in the queue is said when asked', async () => {
  for (const name of ['one', 'two']) {
    const conversation = `c_web.wegstad.${name}`;
    for (const value of ['human:', 'choose:other', 'choose:skip', 'choose:yes'])
      await world.say('', { conversation, value, channelData: { postBack: true } });
  }
  await ask();
  expect(keys(await world.say('Hoe lang nog'))).toEqual(['support.status_waiting', 'support.status_place']);
});

describe('out of hours', () => {
  beforeEach(() => world.clock.advance(9 * hour));

  test('the person chooses to be called', async () => {
    await ask();
    await world.tap('ask:support.out_of_hours-call');
    expect(keys(await world.say('06 12345678'))).toContain('support.will_call');
    const { ticket } = await only();
    expect(ticket.selfDeclared?.phone).toBeDefined();
    expect(ticket.headline).toContainEqual({ key: 'headline.call' });
  });

  test('or leaves a message, which who reads it sees', async () => {
    await ask();
    await world.tap('ask:support.out_of_hours-write');
    expect(keys(await world.say('Het gaat om mijn huur.'))).toEqual(['support.left_message']);
    expect((await only()).ticket.relayed).toHaveLength(1);
  });

  test('or waits', async () => {
    await ask();
    expect(keys(await world.tap('ask:support.out_of_hours-wait'))).toContain('support.status_waiting');
  });
});
