import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Arrival } from '../../src/channels/channel.ts';
import type { Person } from '../../src/core/person.ts';
import { openTurnWorld, type Said, type TurnWorld } from '../turn/world.ts';

const minute = 60_000;
const conversation = 'c_web.wegstad.test';

let world: TurnWorld;
beforeEach(async () => {
  world = await openTurnWorld({
    'wanneer is mijn afspraak': ['appointments.next'],
    'zeg dat nog eens': ['general.repeat'],
  });
});
afterEach(() => world.close());

const askNext = (): Promise<Said[]> => world.say('wanneer is mijn afspraak');
const keysOf = (said: Said[]): string[] => said.flatMap(({ texts }) => texts);
const textOf = (said: Said[]): string => said.map(({ text }) => text).join('\n');

async function personOf(id: string): Promise<Person> {
  const person = await world.people.person(id, 'wegstad');
  if (!person) throw new Error(`no ${id}`);
  return person;
}

/** What somebody writes in a conversation of several people, as Teams has them. */
const inGroup = (from: string, text: string): Arrival => ({
  id: world.ids.random(),
  conversation: 'c_group',
  channel: 'botframework',
  municipality: 'wegstad',
  at: world.clock.now(),
  activity: {
    type: 'message',
    text,
    channelId: 'msteams',
    serviceUrl: 'http://127.0.0.1:9',
    from: { id: from, name: '' },
    conversation: { id: 'group', isGroup: true, name: '', conversationType: 'groupChat' },
  },
});

async function groupHears(...arrivals: Arrival[]): Promise<string[]> {
  await world.mailbox.accept(arrivals);
  await world.mailbox.idle();
  const { entries } = await world.mailbox.log('c_group', 0, 500);
  return entries.filter(({ direction }) => direction === 'out').map(({ activity }) => activity.text ?? '');
}

/** Somebody at the PIN page of this conversation. */
async function openPinPage(person: string, purpose: 'enter' | 'choose', pin: string) {
  const ticket = await world.people.pinTicket(conversation, await personOf(person), 'nl', purpose);
  const entered = await world.people.enterPin(ticket, pin);
  if (entered.result !== 'ok') return [];
  const before = (await world.mailbox.log(conversation, 0, 500)).watermark;
  await world.mailbox.tell({
    id: entered.request,
    actor: entered.conversation,
    municipality: 'wegstad',
    name: 'session.opened',
    value: { person: entered.person },
  });
  await world.mailbox.idle();
  const { entries } = await world.mailbox.log(conversation, before, 500);
  return entries.filter(({ direction }) => direction === 'out').map(({ activity }) => activity.text ?? '');
}

test('without a code nothing personal is said, whatever the client claims', async () => {
  const said = [
    ...(await askNext()),
    ...(await world.say('wanneer is mijn afspraak', {
      channelData: { codes: ['x'], wegwijs: { speaker: 'person' }, session: { person: 'demo-amina' } },
    })),
    ...(await world.say('hallo', { type: 'event', name: 'session.opened', value: { person: 'demo-amina' } })),
    ...(await askNext()),
  ];
  expect(textOf(said)).not.toContain('Stadhuis');
  expect(keysOf(said)).not.toContain('general.session_open');
});

test('a session ends after ten minutes, and a word about the phone does not replace it', async () => {
  await world.say(await world.codeOf('demo-amina'));
  expect(keysOf(await askNext())).toContain('appointments.next');
  world.clock.advance(10 * minute);
  expect(keysOf(await askNext())).toEqual(['general.pin_first']);
  await world.tap('phone:own');
  await world.say('phone:own');
  expect(keysOf(await askNext())).toEqual(['general.pin_first']);
});

test('who has a session may say that the phone is their own, and take it back without one', async () => {
  await world.say(await world.codeOf('demo-amina'));
  expect(keysOf(await world.tap('phone:own'))).toEqual(['general.phone_own']);
  world.clock.advance(10 * minute);
  expect(keysOf(await askNext())).toContain('appointments.next');
  expect(keysOf(await world.tap('phone:shared'))).toEqual(['general.phone_shared']);
  expect(keysOf(await askNext())).toEqual(['general.pin_first']);
});

test('after its session a personal answer is not said again', async () => {
  await world.say(await world.codeOf('demo-amina'));
  await askNext();
  expect(textOf(await world.say('zeg dat nog eens'))).toContain('kamer 2.14');
  world.clock.advance(10 * minute);
  expect(textOf(await world.say('zeg dat nog eens'))).not.toContain('kamer 2.14');
});

test('on one device with two people, nobody opens what is the other one’s', async () => {
  await world.say(await world.codeOf('demo-amina'));
  await openPinPage('demo-amina', 'choose', '27183');
  await askNext();
  await world.say(await world.codeOf('demo-selam'));
  expect(textOf(await world.say('zeg dat nog eens'))).not.toContain('kamer 2.14');
  world.clock.advance(10 * minute);
  await openPinPage('demo-amina', 'enter', '27183');
  const said = await askNext();
  expect(textOf(said)).not.toContain('Stadhuis');
  expect(keysOf(said)).toEqual(['general.code_type_it', 'general.pin_first']);
});

test('what one person said is not passed on with the wish of the next on that device', async () => {
  await world.say(await world.codeOf('demo-amina'));
  await askNext();
  await world.say(await world.codeOf('demo-selam'));
  const since = (await world.mailbox.log(conversation, 0, 500)).watermark;
  await world.tap('human:');
  await world.tap('choose:other');
  await world.tap('choose:yes');
  const [ticket] = await world.desk.list('wegstad', 'waiting', 10);
  expect(ticket?.person).toBe('demo-selam');
  expect(ticket?.messages.from).toBeGreaterThanOrEqual(since - 1);
});

test('in a group nothing personal is said, also not to who has a session there', async () => {
  const said = await groupHears(
    inGroup('29:amina', await world.codeOf('demo-amina')),
    inGroup('29:amina', 'wanneer is mijn afspraak'),
  );
  expect(said.length).toBeGreaterThan(0);
  expect(said.join('\n')).not.toContain('Stadhuis');
});

test('who only says who they are, as in Azure’s Direct Line, is tied to a conversation and not to that name', async () => {
  const write = (conversation: string, text: string): Arrival => {
    const { activity, ...arrival } = inGroup('amina', text);
    const account = { id: conversation, isGroup: false, name: '', conversationType: '' };
    return { ...arrival, conversation, activity: { ...activity, channelId: 'directline', conversation: account } };
  };
  await world.mailbox.accept([write('c_own', await world.codeOf('demo-amina'))]);
  await world.mailbox.idle();
  await world.mailbox.accept([
    write('c_other', 'wanneer is mijn afspraak'),
    write('c_own', 'wanneer is mijn afspraak'),
  ]);
  await world.mailbox.idle();
  const heard = async (conversation: string): Promise<string> =>
    (await world.mailbox.log(conversation, 0, 50)).entries.map(({ activity }) => activity.text).join('\n');
  expect(await heard('c_own')).toContain('kamer 2.14');
  expect(await heard('c_other')).not.toContain('kamer 2.14');
});

test('what two people write at once in a group is not taken for one message of the second', async () => {
  await groupHears(inGroup('29:amina', 'hallo'), inGroup('29:joost', 'wanneer is mijn afspraak'));
  const { entries } = await world.mailbox.log('c_group', 0, 500);
  expect(entries.map(({ direction }) => direction)).toEqual(['in', 'out', 'in', 'out']);
});

test('the answer to one person is not said to the next on that device, and counts as not delivered', async () => {
  await world.say(await world.codeOf('demo-amina'));
  for (const command of ['human:', 'choose:other', 'choose:yes']) await world.tap(command);
  const [ticket] = await world.desk.list('wegstad', 'waiting', 10);
  const id = ticket?.id ?? '';
  const staff = { id: 'sanne', name: 'Sanne Verhoef' };
  await world.desk.claim(id, { id: 'claim-1', staff, at: world.clock.now() });
  await world.desk.answer(id, { id: 'answer-1', staff, at: world.clock.now() }, 'Uw uitkering komt morgen.');
  await world.mailbox.idle();
  await world.say(await world.codeOf('demo-selam'));
  await world.desk.answer(id, { id: 'answer-2', staff, at: world.clock.now() }, 'Het gaat om 850 euro.');
  await world.mailbox.idle();
  const { entries } = await world.mailbox.wholeLog(conversation, 0, 500);
  const said = entries.map(({ activity }) => activity.text).join('\n');
  expect(said).toContain('Uw uitkering komt morgen.');
  expect(said).not.toContain('850 euro');
  expect(await world.desk.find(id)).toMatchObject({ status: 'claimed', undelivered: 1 });
});
