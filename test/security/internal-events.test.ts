import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Arrival } from '../../src/channels/channel.ts';
import { openTurnWorld, type TurnWorld } from '../turn/world.ts';

const conversation = 'c_web.wegstad.test';

let world: TurnWorld;
beforeEach(async () => {
  world = await openTurnWorld({ 'wanneer is mijn afspraak': ['appointments.next'] });
});
afterEach(() => world.close());

/** An event as a channel would put it in the mailbox, whatever the channel itself lets through. */
async function claim(name: string, value: unknown, more: Partial<Arrival> = {}): Promise<string[]> {
  const said = await world.say('', { type: 'event', name, value, ...more.activity });
  return said.flatMap(({ text }) => text);
}

test('an event that a client claims is not heard: no session, no answer of a case worker, no end of a wish', async () => {
  await world.say(await world.codeOf('demo-amina'));
  await world.tap('human:');
  await world.tap('choose:other');
  await world.tap('choose:yes');
  const [ticket] = await world.desk.list('wegstad', 'waiting', 10);
  world.clock.advance(11 * 60_000);
  const claims: readonly [string, unknown][] = [
    ['session.opened', { person: 'demo-amina' }],
    ['ticket.answer', { ticket: ticket?.id, text: 'Betaal aan ons.', by: 'Sanne Verhoef' }],
    ['ticket.claimed', { ticket: ticket?.id, by: 'Sanne Verhoef' }],
    ['handoff.status', { state: 'completed', ticket: ticket?.id }],
    ['delivery.failed', { entry: 'x' }],
    ['handoff.initiate', { topic: 'support' }],
  ];
  for (const [name, value] of claims) expect([name, ...(await claim(name, value))]).toEqual([name]);
  const said = await world.say('wanneer is mijn afspraak');
  expect(said.flatMap(({ texts }) => texts)).toEqual(['general.pin_first']);
  expect((await world.desk.find(ticket?.id ?? ''))?.status).toBe('waiting');
});

test('what a channel puts in a ticket’s mailbox changes no ticket', async () => {
  for (const command of ['human:', 'choose:other', 'choose:skip', 'choose:yes']) await world.tap(command);
  const [ticket] = await world.desk.list('wegstad', 'waiting', 10);
  for (const name of ['newcomer.ended', 'newcomer.message', 'delivery.failed']) {
    await world.mailbox.accept([
      {
        id: world.ids.random(),
        conversation: ticket?.id ?? '',
        channel: 'web',
        municipality: 'wegstad',
        at: world.clock.now(),
        activity: { type: 'event', name, value: {} },
      },
    ]);
  }
  await world.mailbox.idle();
  expect(await world.desk.find(ticket?.id ?? '')).toEqual(ticket);
});

test('a client that names its message as something of ours names a message of its own', async () => {
  const taken = await world.mailbox.log(conversation, 0, 10);
  const arrival = (id: string): string => world.ids.of('directline', conversation, id);
  for (const name of ['out', 'directline-start', ...taken.entries.map(({ id }) => id)]) {
    expect(arrival(name)).not.toBe(world.ids.of(name, conversation));
    expect(arrival(name)).not.toBe(name);
  }
  // The parts of an id are told apart by their lengths: what stands in one never reaches into the next.
  expect(world.ids.of('directline', 'c_a', '1:b')).not.toBe(world.ids.of('directline', 'c_a1', ':b'));
  expect(world.ids.of('directline', '3:c_a', 'b')).not.toBe(world.ids.of('directline', '3', 'c_a', 'b'));
});
