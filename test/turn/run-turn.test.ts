import { afterEach, describe, expect, test } from '@jest/globals';
import { meanings, stateOf } from './meanings.ts';
import { openTurnWorld, type TurnWorld } from './world.ts';

let world: TurnWorld;
afterEach(() => world.close());

describe('first contact', () => {
  test('a page that chose a language is greeted in it; other clients get every language with a button', async () => {
    world = await openTurnWorld(meanings);
    const [arabic] = await world.join('ar');
    expect([arabic?.language, arabic?.texts]).toEqual([
      'ar',
      ['general.welcome', 'general.data_notice', 'general.unreviewed'],
    ]);
    await world.close();
    world = await openTurnWorld(meanings);
    const [all] = await world.join();
    expect(all?.actions.map(({ value }) => value)).toEqual(['language:nl', 'language:en', 'language:ar']);
  });

  test('whoever just writes hears that this is a computer, once, and gets the answer in the same message', async () => {
    world = await openTurnWorld(meanings);
    const first = await world.say('hoi');
    expect(first.map(({ texts }) => texts)).toEqual([['general.intro', 'general.data_notice', 'general.greet']]);
    expect((await world.say('hoi'))[0]?.texts).toEqual(['general.greet']);
  });
});

describe('language', () => {
  test('changes on evidence, and stays on a word or two', async () => {
    world = await openTurnWorld({ ...meanings, ok: ['general.thanks', 0.95, 'en'] });
    await world.join('nl');
    expect((await world.say('ok'))[0]?.language).toBe('nl');
    expect((await world.say('when is my appointment please'))[0]?.language).toBe('en');
  });

  test('a language that was chosen is kept, and the answer to another one is in that one', async () => {
    world = await openTurnWorld(meanings);
    await world.tap('language:ar');
    expect((await world.say('when is my appointment please'))[0]?.language).toBe('en');
    expect((await stateOf(world)).language).toBe('ar');
  });

  test('one that is not open here is not chosen', async () => {
    world = await openTurnWorld(meanings);
    expect((await world.tap('language:uk'))[0]?.texts).toEqual(['general.language_unknown']);
  });
});

describe('a personal question', () => {
  test('says nothing personal before the code, and answers what was asked after it', async () => {
    world = await openTurnWorld(meanings);
    const [before] = await world.say('wanneer is mijn afspraak');
    expect(before?.texts).toContain('appointments.code_first');
    expect(before?.text).not.toContain('Sanne');
    const [after] = await world.say(await world.codeOf('demo-amina'));
    expect(after?.texts).toEqual(['general.session_open', 'appointments.next', 'general.choose_pin']);
    expect(after?.text).toContain('Sanne Verhoef');
    expect(after?.text).toContain('dinsdag 24 november 2026');
  });

  test('after ten minutes asks for the PIN on our page, not in the chat', async () => {
    world = await openTurnWorld(meanings);
    await world.say(await world.codeOf('demo-amina'));
    expect((await world.say('wanneer is mijn afspraak'))[0]?.texts).toEqual(['appointments.next']);
    world.clock.advance(10 * 60_000);
    const [late] = await world.say('wanneer is mijn afspraak');
    expect(late?.texts).toEqual(['general.pin_first']);
    expect(late?.actions[0]?.value).toMatch(/^http:\/\/localhost:3978\/pin#/);
  });

  test('a wrong code, a used one and one of another municipality are refused in the same words', async () => {
    world = await openTurnWorld(meanings);
    const code = await world.codeOf('demo-amina');
    await world.say(code, { conversation: 'c_web.wegstad.other' });
    const used = await world.say(code);
    const foreign = await world.say(await world.codeOf('demo-yusuf', 'overdam'));
    const wrong = await world.say('9X7K4-9X7K4');
    expect(used[0]?.texts).toEqual(['general.code_refused']);
    expect([foreign[0]?.text, wrong[0]?.text]).toEqual([used[0]?.text, used[0]?.text]);
  });

  test('a moved appointment says that it was moved; without one the letter counts', async () => {
    world = await openTurnWorld(meanings);
    await world.say(await world.codeOf('demo-selam'));
    expect((await world.say('wanneer is mijn afspraak'))[0]?.texts).toEqual(['appointments.next_moved']);
    await world.close();
    world = await openTurnWorld(meanings);
    await world.say(await world.codeOf('demo-farid'));
    expect((await world.say('wanneer is mijn afspraak'))[0]?.texts).toEqual(['appointments.none_known']);
  });
});

describe('a wish', () => {
  test('without a code becomes a ticket in four taps, with a Dutch headline and what it is not', async () => {
    world = await openTurnWorld(meanings);
    await world.say('ik kan niet komen');
    await world.tap('choose:appointment');
    await world.tap('choose:tomorrow');
    await world.tap('choose:skip');
    const [receipt] = await world.tap('choose:yes');
    expect(receipt?.texts).toEqual(['support.receipt', 'appointments.phone_now', 'appointments.receipt_absent']);
    expect(receipt?.answers).toHaveLength(1);
    const [ticket] = await world.desk.list('wegstad', 'waiting', 10);
    expect(ticket).toMatchObject({ verified: false, urgency: 'urgent', topic: 'appointments', team: 'integration' });
    expect(ticket?.headline.map(({ key }) => key)).toEqual([
      'headline.appointments_absent',
      'headline.when_tomorrow',
      'headline.language',
      'headline.unverified',
    ]);
  });

  test('of a verified person names the appointment; two ask which', async () => {
    world = await openTurnWorld(meanings);
    await world.say(await world.codeOf('demo-amina'));
    const [which] = await world.say('ik kan niet komen');
    expect(which?.texts).toEqual(['appointments.ask_which']);
    expect(which?.actions.map(({ value }) => value)).toEqual([
      'choose:demo-amina-1',
      'choose:demo-amina-2',
      'choose:class',
      'choose:exam',
    ]);
    await world.tap(which?.actions[1]?.value ?? '');
    await world.tap('choose:yes');
    const [ticket] = await world.desk.list('wegstad', 'waiting', 10);
    expect(ticket).toMatchObject({ verified: true, person: 'demo-amina', urgency: 'normal' });
    expect(ticket?.headline[1]).toMatchObject({ key: 'headline.appointment', values: { kind: 'PVT' } });
  });

  test('"no, not now" sends nothing; a class goes to the school and an exam to DUO', async () => {
    world = await openTurnWorld(meanings);
    for (const [place, key] of [
      ['class', 'appointments.elsewhere_class'],
      ['exam', 'appointments.elsewhere_exam'],
    ]) {
      await world.say('ik kan niet komen');
      expect((await world.tap(`choose:${place}`))[0]?.texts).toEqual([key]);
    }
    await world.say('ik wil een mens');
    await world.tap('choose:other');
    await world.tap('choose:skip');
    expect((await world.tap('choose:no'))[0]?.texts).toEqual(['support.not_sent']);
    expect(await world.desk.list('wegstad', 'waiting', 10)).toEqual([]);
  });

  test('typing a button, its number or in Arabic digits chooses it too; something else starts over', async () => {
    world = await openTurnWorld(meanings);
    await world.say('ik wil een mens');
    expect((await world.say('٢'))[0]?.texts).toEqual(['support.ask_first_name']);
    await world.say('Amina');
    expect((await world.say('mag ik een tolk'))[0]?.texts).toEqual(['appointments.interpreter']);
    expect((await world.tap('choose:yes'))[0]?.texts).toEqual(['general.button_old']);
  });
});

describe('a person is talking', () => {
  const claimed = async (): Promise<string> => {
    world = await openTurnWorld(meanings);
    await world.say('ik wil een mens');
    for (const value of ['choose:other', 'choose:skip', 'choose:yes']) await world.tap(value);
    const [ticket] = await world.desk.list('wegstad', 'waiting', 10);
    await world.desk.claim(ticket?.id ?? '', {
      id: 'op-claim-1',
      staff: { id: 'sanne', name: 'Sanne' },
      at: world.clock.now(),
    });
    await world.mailbox.idle();
    return ticket?.id ?? '';
  };
  const operation = (id: string) => ({ id, staff: { id: 'sanne', name: 'Sanne' }, at: world.clock.now() });

  test('the bot is quiet, and the answer of the case worker answers every message', async () => {
    const ticket = await claimed();
    expect((await world.say('hoi')).map(({ texts }) => texts)).toEqual([['support.claimed']]);
    expect(await world.say('bent u er?')).toEqual([]);
    await world.desk.answer(ticket, operation('op-answer-1'), 'Ik ben er.');
    await world.desk.answer(ticket, operation('op-answer-1'), 'Ik ben er.');
    await world.mailbox.idle();
    const said = await world.say('dank');
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ speaker: 'person', text: 'Sanne:\nIk ben er.' });
    expect(said[0]?.answers).toHaveLength(2);
    expect(said[0]?.actions.map(({ value }) => value)).toEqual(['handoff:end']);
  });

  test('closing gives the conversation back, and the newcomer can end it too', async () => {
    const ticket = await claimed();
    await world.desk.close(ticket, operation('op-close-1'), 'answered');
    await world.mailbox.idle();
    const after = await world.say('hoi');
    expect(after.map(({ texts }) => texts).slice(1)).toEqual([['support.closed'], ['general.greet']]);
    await world.close();
    const other = await claimed();
    const ended = await world.tap('handoff:end');
    expect(ended.at(-1)?.texts).toEqual(['support.ended_by_you']);
    expect(await world.desk.find(other)).toMatchObject({ status: 'closed' });
    expect((await world.say('hoi'))[0]?.texts).toEqual(['general.greet']);
  });

  test('a second wish makes a second ticket, and the first is not lost: its claimer is heard', async () => {
    const first = await claimed();
    await world.desk.release(first, operation('op-release-1'));
    await world.mailbox.idle();
    await world.say('ik kan niet komen');
    for (const value of ['choose:appointment', 'choose:later', 'choose:skip', 'choose:yes']) await world.tap(value);
    const waiting = await world.desk.list('wegstad', 'waiting', 10);
    expect(waiting).toHaveLength(2);
    await world.desk.claim(first, operation('op-claim-2'));
    await world.mailbox.idle();
    await world.say('hoi');
    await world.desk.answer(first, operation('op-answer-2'), 'Over je eerste vraag.');
    await world.desk.close(first, operation('op-close-2'), 'answered');
    await world.mailbox.idle();
    const said = await world.say('hoi');
    expect(said.map(({ texts, speaker }) => (speaker === 'person' ? speaker : texts[0]))).toEqual([
      'person',
      'support.closed',
      'general.greet',
    ]);
    expect((await stateOf(world)).handoffs?.map(({ ticket }) => ticket)).toEqual(
      waiting.map(({ id }) => id).filter((id) => id !== first),
    );
  });

  test('an answer that cannot be said now is said later; one that never can is seen by who wrote it', async () => {
    const ticket = await claimed();
    const { texts } = world;
    const { say } = texts;
    const breakIt = (): void => {
      texts.say = (language, key, values) => {
        if (key === 'support.says') throw new Error('no text today');
        return say(language, key, values);
      };
    };
    const sweepAfter = async (ms: number): Promise<void> => {
      world.clock.advance(ms);
      await world.mailbox.sweep();
      await world.mailbox.idle();
    };
    breakIt();
    await world.desk.answer(ticket, operation('op-answer-7'), 'Ik kom eraan.');
    await world.mailbox.idle();
    texts.say = say;
    await sweepAfter(3_000);
    const said = await world.say('ok');
    expect(said.some(({ text }) => text.includes('Ik kom eraan.'))).toBe(true);
    breakIt();
    await world.desk.answer(ticket, operation('op-answer-8'), 'Nooit.');
    await world.mailbox.idle();
    for (const ms of [3_000, 6_000, 16_000, 61_000]) await sweepAfter(ms);
    texts.say = say;
    await sweepAfter(61_000);
    expect(await world.desk.find(ticket)).toMatchObject({ undelivered: 1 });
  });

  test('danger breaks through, goes first and makes no ticket', async () => {
    await claimed();
    const said = await world.say('ik wil dood');
    expect(said.at(-1)?.texts).toEqual(['support.danger_suicide', 'support.danger_nobody_reads']);
    expect(said.at(-1)?.actions.map(({ value }) => value)).toEqual(['tel:112', 'tel:08000113']);
    expect(await world.desk.list('wegstad', 'waiting', 10)).toEqual([]);
  });
});

describe('what it does not know', () => {
  test('unsure: the likeliest as buttons, something else, and a person', async () => {
    world = await openTurnWorld(meanings);
    const [reply] = await world.say('misschien');
    expect(reply?.texts).toContain('general.clarify');
    expect(reply?.actions.map(({ value }) => value)).toEqual([
      'ask:appointments.cancel',
      'ask:appointments.list',
      'ask:general.menu',
      'human:',
    ]);
  });

  test('a person stands below every such question, and is not offered twice', async () => {
    world = await openTurnWorld(meanings);
    const [reply] = await world.say('ach');
    const values = reply?.actions.map(({ value }) => value);
    expect(values).not.toContain('ask:support.human');
    expect(values?.slice(-2)).toEqual(['ask:general.menu', 'human:']);
  });

  test('danger that only a chance saw leaves a way back', async () => {
    world = await openTurnWorld(meanings);
    const [reply] = await world.say('au');
    expect(reply?.texts).toEqual(['support.danger_general', 'support.danger_nobody_reads']);
    expect(reply?.actions.at(-1)?.value).toBe('ask:general.menu');
  });

  test('a masked number and a topic without answers offer one person, who knows the topic', async () => {
    world = await openTurnWorld({ ...meanings, 'bsn •••': ['volunteer.escalate', 0.95] });
    const [reply] = await world.say('bsn 111222333');
    expect(reply?.actions.map(({ value }) => value)).toEqual(['human:volunteer.escalate', 'ask:general.menu']);
  });

  test('a button for a person that is about nothing of ours asks what it is about', async () => {
    world = await openTurnWorld(meanings);
    expect((await world.tap('human:nothing.known'))[0]?.texts).toContain('support.ask_about');
  });

  test('a photo is a letter and a voice note a question for a person; that neither can be opened is said first', async () => {
    world = await openTurnWorld(meanings);
    await world.join('nl');
    const [photo] = await world.say('', { attachments: [{ contentType: 'image/png' }] });
    expect(photo?.texts).toEqual(['general.photo_unseen', 'support.letter_first', 'support.ask_from']);
    const [voice] = await world.say('', { attachments: [{ contentType: 'audio/ogg' }] });
    expect(voice?.texts).toEqual(['general.voice_unheard', 'support.ask_first_name']);
  });

  test('typing the title of a button is pressing it, in any case and with a full stop', async () => {
    world = await openTurnWorld(meanings);
    await world.say('wanneer is mijn afspraak');
    expect((await world.say('ik heb een CODE.'))[0]?.texts).toEqual(['general.code_type_it']);
  });

  test('a topic without answers says so and offers a person; nothing understood offers the menu', async () => {
    world = await openTurnWorld(meanings);
    const [reply] = await world.say('escalate');
    expect(reply?.texts).toContain('general.not_yet_about');
    expect(reply?.actions.map(({ value }) => value)).toEqual(['human:volunteer.escalate', 'ask:general.menu']);
    expect((await world.say('blablabla'))[0]?.texts).toEqual(['general.none']);
  });

  test('"how do you know" gives source and date; "say it again" says it again', async () => {
    world = await openTurnWorld(meanings);
    const [answer] = await world.say('mag ik een tolk');
    const [source] = await world.tap('source:');
    expect(source?.text).toContain('Besluit inburgering 2021, artikel 5.2');
    expect(source?.text).toContain('2 april 2026');
    await world.say('mag ik een tolk');
    const [again] = await world.say('zeg nog eens');
    expect(again?.texts).toEqual(['appointments.interpreter_simple']);
    expect(again?.actions).toEqual(answer?.actions);
    expect(again?.actions.length).toBeGreaterThan(0);
  });
});
