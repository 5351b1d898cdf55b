import { afterEach, describe, expect, test } from '@jest/globals';
import { activities } from '../../src/conversations/documents.ts';
import { tickets } from '../../src/handoff/ticket.ts';
import { openTurnWorld, type Said, type TurnWorld } from './world.ts';

let world: TurnWorld;
afterEach(() => world.close());

const chat = 'c_web.wegstad.test';
const staff = { id: 'sanne', name: 'Sanne Verhoef' };
let counter = 0;
const operation = () => ({ id: `operation-${++counter}`, staff, at: world.clock.now() });

/** Somebody has asked for a person, and Sanne has claimed it. */
async function claimedTicket(): Promise<string> {
  for (const tap of ['human:', 'choose:other', 'choose:skip', 'choose:yes']) await world.tap(tap);
  const [ticket] = await world.store.find(tickets, { where: { conversation: chat }, limit: 1 });
  const id = ticket?.id ?? '';
  await world.desk.claim(id, operation());
  await world.mailbox.idle();
  await heard();
  return id;
}

async function answer(ticket: string, text: string): Promise<Said[]> {
  await world.desk.answer(ticket, operation(), text);
  await world.mailbox.idle();
  return heard();
}

/** What was said since; typing shows what a turn said before it. */
let seen = 0;
async function heard(): Promise<Said[]> {
  const { entries, watermark } = await world.mailbox.wholeLog(chat, seen, 500);
  seen = watermark;
  return entries
    .filter(({ direction, visible }) => direction === 'out' && visible)
    .map(({ activity }) => {
      const data = (activity.channelData ?? {}) as { wegwijs?: { texts: string[]; speaker: string } };
      return {
        text: activity.text ?? '',
        texts: data.wegwijs?.texts ?? [],
        speaker: data.wegwijs?.speaker ?? '',
        facts: [],
        actions: (activity.suggestedActions?.actions ?? []) as Said['actions'],
        language: '',
        answers: [],
      };
    });
}

async function open(): Promise<void> {
  seen = 0;
  world = await openTurnWorld({ 'wanneer is mijn afspraak': ['appointments.next'] });
}

const historyOf = async (ticket: string) => (await world.store.get(tickets, ticket))?.body.state;

describe('an answer to a verified person', () => {
  test('is said while their session is open', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    const ticket = await claimedTicket();
    const said = await answer(ticket, 'Uw afspraak is verzet naar maandag.');
    expect(said.map(({ text }) => text).join()).toContain('verzet naar maandag');
  });

  test('waits once the session has ended: only that there is news is said, with the way to open it', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    const ticket = await claimedTicket();
    world.clock.advance(10 * 60_000);
    const [news, ...more] = await answer(ticket, 'Uw afspraak is verzet naar maandag.');
    expect(more).toEqual([]);
    expect(news?.texts).toEqual(['general.news']);
    expect(news?.text).not.toContain('maandag');
    expect(news?.actions.map(({ value }) => value)).toEqual([expect.stringMatching(/\/pin#/), 'code:have']);
  });

  test('is said after the PIN, exactly once, in order, in a message of its own', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    const ticket = await claimedTicket();
    world.clock.advance(10 * 60_000);
    await answer(ticket, 'Eerst dit.');
    await answer(ticket, 'Dan dat.');
    await openByPin('demo-amina');
    const said = await heard();
    const theirs = said.filter(({ speaker }) => speaker === 'person');
    expect(theirs).toHaveLength(1);
    expect(theirs[0]?.text).toMatch(/Eerst dit\.[^]*Dan dat\./);
    expect(said[0]?.texts).toContain('general.session_open');
    world.clock.advance(10 * 60_000);
    await openByPin('demo-amina');
    expect((await heard()).map(({ text }) => text).join()).not.toMatch(/Eerst dit|Dan dat/);
  });

  test('is read by its case worker where it was said, without what the person asked besides', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    const ticket = await claimedTicket();
    world.clock.advance(10 * 60_000);
    await answer(ticket, 'Eerst dit.');
    await openByPin('demo-amina');
    await world.mailbox.idle();
    const span = (await historyOf(ticket))?.relayed?.at(-1);
    const { entries } = await world.mailbox.wholeLog(chat, (span?.from ?? 0) - 1, 1);
    expect(span?.from).toBe(span?.to);
    expect(entries[0]?.activity.text).toContain('Eerst dit.');
    expect(entries[0]?.activity.text).not.toContain('Amina');
  });

  test('is not said to another person who uses a code here; theirs it stays', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    const ticket = await claimedTicket();
    world.clock.advance(10 * 60_000);
    await answer(ticket, 'Alleen voor Amina.');
    await world.say(await world.codeOf('demo-selam'));
    expect((await heard()).map(({ text }) => text).join()).not.toContain('Alleen voor Amina');
    await world.say(await world.codeOf('demo-amina'));
    expect((await heard()).map(({ text }) => text).join()).toContain('Alleen voor Amina');
  });
});

describe('another person’s code in the same chat', () => {
  test('takes what stands above out of sight, also for who reads the log from its start', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    await world.say('wanneer is mijn afspraak');
    const before = (await world.mailbox.log(chat, 0, 500)).entries.map(({ activity }) => activity.text ?? '');
    expect(before.join()).toContain('Amina');
    await world.say(await world.codeOf('demo-selam'));
    const after = await world.mailbox.log(chat, 0, 500);
    const texts = after.entries.map(({ activity }) => activity.text ?? '').join();
    expect(texts).toContain('Selam');
    expect(texts).not.toContain('Amina');
    expect(after.entries.some(({ activity }) => JSON.stringify(activity).includes('"clearsAbove":true'))).toBe(true);
  });

  test('leaves no answer behind for them to a question of whom nobody knew', async () => {
    await open();
    const ticket = await claimedTicket();
    await world.say(await world.codeOf('demo-amina'));
    await world.say(await world.codeOf('demo-selam'));
    await heard();
    expect(await answer(ticket, 'Voor wie vroeg.')).toEqual([]);
    await world.mailbox.idle();
    expect((await historyOf(ticket))?.undelivered).toBe(1);
  });

  test('the same person’s second code changes nothing', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    await world.say(await world.codeOf('demo-amina'));
    expect((await world.mailbox.log(chat, 0, 1)).entries[0]?.seq).toBe(1);
    expect(await world.store.find(activities, { where: { conversation: chat }, limit: 1 })).toHaveLength(1);
  });
});

async function openByPin(person: string): Promise<void> {
  await world.mailbox.tell({
    id: `pin-${++counter}`,
    actor: chat,
    municipality: 'wegstad',
    name: 'session.opened',
    value: { person },
  });
  await world.mailbox.idle();
}
