import { afterEach, describe, expect, test } from '@jest/globals';
import { transcriptOf } from '../../src/console/transcript.ts';
import { openTurnWorld, type Said, type TurnWorld } from '../turn/world.ts';

let world: TurnWorld;
afterEach(() => world.close());

const sanne = { id: 'sanne', name: 'Sanne Verhoef' };
const operation = (id: string) => ({ id, staff: sanne, at: world.clock.now() });
const takeBackIn = (said: Said[]): string =>
  said.flatMap(({ actions }) => actions).findLast(({ value }) => value.startsWith('handoff:t_'))?.value ?? '';
const keysOf = (said: Said[]): string[] => said.flatMap(({ texts }) => texts);

async function passOn(...taps: string[]): Promise<{ ticket: string; button: string }> {
  let said: Said[] = [];
  for (const tap of taps) said = await world.tap(tap);
  const button = takeBackIn(said);
  return { button, ticket: button.replace('handoff:', '') };
}

const question = ['human:', 'choose:other', 'choose:skip', 'choose:yes'];

describe('a wish is taken back', () => {
  test('while it waits: its ticket is closed, and the conversation has nothing open', async () => {
    world = await openTurnWorld();
    await world.join('nl');
    const { ticket, button } = await passOn(...question);
    expect(keysOf(await world.tap(button))).toEqual(['support.taken_back']);
    expect(await world.desk.find(ticket)).toMatchObject({ status: 'closed', closedBecause: 'newcomer_took_back' });
    expect(keysOf(await world.tap('ask:support.status'))).toEqual(['support.status_none']);
    expect(keysOf(await world.tap(button))).toEqual(['support.taken_back_late']);
  });

  test('after somebody began: it stays theirs, they read it, and the newcomer is told so', async () => {
    world = await openTurnWorld();
    await world.join('nl');
    const { ticket, button } = await passOn(...question);
    await world.desk.claim(ticket, operation('op-claim-1'));
    await world.mailbox.idle();
    const said = await world.tap(button);
    expect(keysOf(said)).toEqual(['support.claimed', 'support.taken_back_noted']);
    expect(said.at(-1)?.text).toContain('Sanne Verhoef is al bezig');
    const found = await world.desk.find(ticket);
    expect(found).toMatchObject({ status: 'claimed', owner: sanne });
    if (!found) throw new Error('the ticket is gone');
    const { mailbox } = world;
    const read = await transcriptOf({ log: (id, after, limit) => mailbox.log(id, after, limit) }, found);
    expect(read.at(-1)?.activity).toMatchObject({ value: button });
  });

  test('of two that wait, the one that is named', async () => {
    world = await openTurnWorld();
    await world.join('nl');
    const first = await passOn(...question);
    const second = await passOn('ask:appointments.request', 'choose:other', 'choose:skip', 'choose:yes');
    const [which] = await world.tap('handoff:end');
    expect(which?.texts).toEqual(['support.take_back_which']);
    expect(which?.actions.map(({ value }) => value)).toEqual([first.button, second.button]);
    expect(new Set(which?.actions.map(({ title }) => title)).size).toBe(2);
    await world.tap(first.button);
    expect(await world.desk.find(first.ticket)).toMatchObject({ status: 'closed' });
    expect(await world.desk.find(second.ticket)).toMatchObject({ status: 'waiting' });
  });
});

test('whoever answers a sign-up for the Taalhuis reads what was shared and nothing of the conversation', async () => {
  world = await openTurnWorld({ schuld: ['general.thanks'] });
  await world.join('nl');
  await world.say('schuld');
  const { ticket } = await passOn(
    'ask:taalhuis.buddy',
    'choose:little',
    'choose:any',
    'choose:chat',
    'choose:skip',
    'choose:yes',
  );
  const found = await world.desk.find(ticket);
  if (!found) throw new Error('no ticket was made');
  const { mailbox } = world;
  expect(await transcriptOf({ log: (id, after, limit) => mailbox.log(id, after, limit) }, found)).toEqual([]);
  expect(found).toMatchObject({ team: 'taalhuis', topic: 'taalhuis' });
});
