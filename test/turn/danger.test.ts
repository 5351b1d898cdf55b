import { afterEach, describe, expect, test } from '@jest/globals';
import { alertOf } from '../../src/core/alert.ts';
import { SendFailure } from '../../src/core/errors.ts';
import { alerts } from '../../src/handoff/alert.ts';
import { loadFacts } from '../../src/knowledge/facts.ts';
import { identities } from '../../src/people/collections.ts';
import { fakeChannel, type FakeChannel } from '../conversations/world.ts';
import { openTurnWorld, root, type Said, type TurnWorld } from './world.ts';

let world: TurnWorld;
let mail: FakeChannel;
afterEach(() => world.close());

const conversation = 'c_web.wegstad.test';
const meanings = {
  'zeg nog eens': ['general.repeat'],
  'hoe weet je dat': ['general.source'],
  au: ['support.emergency', 0.5],
} as const;

async function open(options: { send?: () => Promise<void>; store?: Parameters<typeof openTurnWorld>[1] } = {}) {
  mail = { ...fakeChannel(options.send), name: 'mail' };
  world = await openTurnWorld(meanings, { mail, ...options.store });
}

const textsOf = (said: Said[]): string[] => said.flatMap(({ texts }) => texts);
const callsOf = (said: Said[]): string[] =>
  said.flatMap(({ actions }) => actions.filter(({ type }) => type === 'call').map(({ value }) => value));
const hour = 3_600_000;

describe('the crisis contact', () => {
  test('is mailed that there may be danger, and nothing of what was said, by whom or of which kind', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    const said = await world.say('ik wil niet meer leven');
    expect(textsOf(said)).toEqual(['support.danger_suicide', 'support.danger_contact_told']);
    expect(said[0]?.text).toContain('Crisisdienst Wegstad');
    const [delivery] = mail.given;
    expect(delivery?.activity).toMatchObject({
      recipient: { id: 'crisis@wegstad.example', name: 'Crisisdienst Wegstad' },
      channelData: { subject: 'Wegwijs Wegstad: misschien gevaar in een gesprek' },
    });
    const text = delivery?.activity.text ?? '';
    expect(text).toContain('Gemeente: Wegstad\nTijd: dinsdag 24 november 2026, 11:00 uur\nVia: de chatpagina');
    expect(text).toContain(`http://localhost:3978/console#conversation=${conversation}`);
    expect(JSON.stringify(delivery?.activity)).not.toMatch(/leven|Amina|113|dood|suïcide|zelf/i);
    expect(JSON.stringify(world.logged)).not.toMatch(/niet meer leven/);
  });

  test('hears once an hour of one conversation; what came in between is counted', async () => {
    await open();
    for (let time = 0; time < 4; time++) await world.say('ik wil dood');
    expect(mail.given).toHaveLength(1);
    expect((await world.store.get(alerts, alertOf(conversation)))?.body.state).toMatchObject({ repeats: 3 });
    await world.say('ik wil dood', { conversation: 'c_web.wegstad.other' });
    expect(mail.given).toHaveLength(2);
    expect(mail.given[1]?.activity.text).not.toContain('sinds het vorige bericht');
    world.clock.advance(hour);
    await world.say('ik wil dood');
    expect(mail.given).toHaveLength(3);
    expect(mail.given[2]?.activity.text).toContain('sinds het vorige bericht ook al: 3 keer');
  });

  test('whom a mail could not reach is mailed at the next danger, however soon', async () => {
    let isFull = true;
    await open({
      send: () =>
        isFull ? Promise.reject(new SendFailure('refused', 'the mail server answered 550')) : Promise.resolve(),
    });
    const said = await world.say('ik wil dood');
    expect(callsOf(said)).toEqual(['tel:112', 'tel:08000113']);
    expect(world.logged.join()).toContain('a message was given up');
    isFull = false;
    await world.say('ik wil dood');
    expect(mail.given).toHaveLength(2);
  });

  test('out of hours is mailed, and the person hears that nobody reads this now', async () => {
    await open();
    world.clock.advance(10 * hour);
    expect(textsOf(await world.say('ik wil dood'))).toEqual(['support.danger_suicide', 'support.danger_nobody_reads']);
    expect(mail.given).toHaveLength(1);
  });

  test('of this municipality is told, of no other', async () => {
    await open();
    await world.say('ik wil dood', { conversation: 'c_web.overdam.test', municipality: 'overdam' });
    expect(mail.given.map(({ activity }) => activity.recipient?.id)).toEqual(['crisis@overdam.example']);
  });

  test('nobody is told where there is no mail, and that is said', async () => {
    world = await openTurnWorld(meanings);
    expect(textsOf(await world.say('ik wil dood'))).toContain('support.danger_nobody_reads');
    expect(await world.store.get(alerts, alertOf(conversation))).toBeUndefined();
  });

  test('who is a stranger to it cannot send from a channel what only a conversation says', async () => {
    await open();
    await world.say('danger.noticed', {
      type: 'event',
      name: 'danger.noticed',
      value: {},
      conversation: alertOf(conversation),
    });
    expect(mail.given).toHaveLength(0);
  });
});

describe('the answer', () => {
  test.each([
    ['nl', 'ik wil dood', 'Niemand van de gemeente leest dit nu.'],
    ['en', 'i want to die', 'Nobody of the municipality reads this now.'],
    ['ar', 'أريد أن أموت', 'لا أحد من البلدية يقرأ هذا الآن.'],
  ])('in %s says who reads it', async (language, sentence, nobody) => {
    await open();
    await world.tap(`language:${language}`);
    const [told] = await world.say(sentence);
    expect(told).toMatchObject({ language, texts: ['support.danger_suicide', 'support.danger_contact_told'] });
    expect(told?.text).toContain('Crisisdienst Wegstad');
    expect(told?.text).not.toContain(nobody);
    world.clock.advance(10 * hour);
    expect((await world.say(sentence))[0]?.text).toContain(nobody);
  });

  test('on a shared phone is short and does not say what it is about', async () => {
    await open();
    await world.say(await world.codeOf('demo-amina'));
    await world.say(await world.codeOf('demo-selam'));
    const [suicide] = await world.say('ik wil dood');
    const [violence] = await world.say('mijn man slaat mij');
    expect(suicide?.texts).toEqual(['support.danger_shared_0113', 'support.danger_nobody_reads']);
    expect(violence?.texts).toEqual(['support.danger_shared_2000', 'support.danger_nobody_reads']);
    for (const said of [suicide, violence]) {
      expect(JSON.stringify([said?.text, said?.actions])).not.toMatch(/dood|leven|geweld|slaat|Veilig|crisis/i);
      expect(said?.actions[0]).toMatchObject({ type: 'call', value: 'tel:112' });
    }
    expect((await world.say('er is brand in mijn huis'))[0]?.texts).toContain('support.danger_fire');
  });

  test('is given when the record cannot be read', async () => {
    let isBroken = false;
    await open({
      store: {
        store: (store) => ({
          ...store,
          get: (collection, id) =>
            isBroken && (collection as unknown) === identities
              ? Promise.reject(new Error('no record'))
              : store.get(collection, id),
        }),
      },
    });
    isBroken = true;
    expect(callsOf(await world.say('ik wil dood'))).toEqual(['tel:112', 'tel:08000113']);
    expect(world.logged.join()).toContain('danger was answered without the record');
  });

  test('names the numbers of its facts, in the text and under the buttons, in every language', async () => {
    await open();
    const facts = loadFacts(root.dialogs);
    const digits = (id: string): string => facts.get(id)?.at(-1)?.value?.toString().replaceAll('-', '') ?? '';
    const wanted: Record<string, string[]> = {
      'ik wil dood': ['F139', 'F140'],
      'mijn man slaat mij': ['F139', 'F141', 'F142'],
      au: ['F139', 'F140', 'F141'],
    };
    for (const language of ['nl', 'en', 'ar']) {
      await world.tap(`language:${language}`);
      for (const [sentence, ids] of Object.entries(wanted)) {
        const [said] = await world.say(sentence);
        expect(said?.facts).toEqual(ids);
        const lines = ids.filter((id) => id !== 'F142');
        expect(callsOf([said as Said])).toEqual(lines.map((id) => `tel:${digits(id)}`));
        for (const id of ids) expect(said?.text.replaceAll('-', '')).toContain(digits(id));
      }
    }
  });

  test('said again is still of danger, and its sources are not told to who asks later', async () => {
    await open();
    await world.say('ik wil dood');
    await world.say('zeg nog eens');
    const { entries } = await world.mailbox.log(conversation, 0, 100);
    const intents = entries
      .filter(({ direction }) => direction === 'out')
      .map(({ activity }) => (activity.channelData as { wegwijs?: { intent?: string } }).wegwijs?.intent);
    expect(intents).toEqual(['support.emergency', 'support.emergency']);
    expect(textsOf(await world.tap('source:'))).toEqual(['general.source_none']);
  });
});
