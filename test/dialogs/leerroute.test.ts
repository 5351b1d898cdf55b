import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadAnswers } from '../../src/knowledge/answers.ts';
import { openTurnWorld, root, type Said, type TurnWorld } from '../turn/world.ts';

let world: TurnWorld;
beforeEach(async () => {
  world = await openTurnWorld();
  await world.join('nl');
});
afterEach(() => world.close());

type Wanted = { law?: string; group?: string; from?: string; age?: string; place?: string; why?: string };

const questions: Record<string, keyof Wanted> = {
  'general.ask_law': 'law',
  'general.ask_group': 'group',
  'leerroute.fine_ask_letter': 'from',
  'support.ask_age': 'age',
  'appointments.ask_place': 'place',
  'leerroute.who_must_why': 'why',
};

const usual: Wanted = { from: 'none', place: 'class', why: 'other' };

/** Asks by a button, and answers what is asked back; gives all that was said. */
async function heard(intent: string, wanted: Wanted = {}): Promise<Said[]> {
  const all = await world.tap(`ask:${intent}`);
  for (let turns = 0; turns < 5; turns += 1) {
    const asked = questions[all.at(-1)?.texts.at(-1) ?? ''];
    if (!asked) return all;
    all.push(...(await world.tap(`choose:${wanted[asked] ?? usual[asked] ?? 'unknown'}`)));
  }
  throw new Error(`${intent} asks on and on`);
}

/** Keys of what was said of the topic, without what was asked. */
const textsOf = (said: Said[]): string[] =>
  said.flatMap(({ texts }) => texts).filter((key) => key.startsWith('leerroute.') && !(key in questions));
const wordsOf = (said: Said[]): string => said.map(({ text }) => text).join('\n');
const verify = async (person: string): Promise<void> => void (await world.say(await world.codeOf(person)));

const asylum = { law: '2021', group: 'asylum' };
const family = { law: '2021', group: 'family' };
const oldAsylum = { law: '2013', group: 'asylum_family' };
const oldFamily = { law: '2013', group: 'family' };
const unknown = {};

describe('each group hears its own text, and not that of another', () => {
  const cases: [string, Wanted, string][] = [
    ['z', asylum, 'z_asylum'],
    ['z', family, 'z_family'],
    ['z', unknown, 'z'],
    ['exam', asylum, 'exam_asylum'],
    ['exam', family, 'exam_family'],
    ['exam', oldFamily, 'exam_old'],
    ['exam', unknown, 'exam'],
    ['cost_loan', asylum, 'cost_loan_asylum'],
    ['cost_loan', { law: '2021', group: 'other' }, 'cost_loan_family'],
    ['cost_loan', oldAsylum, 'cost_loan_old_asylum'],
    ['cost_loan', oldFamily, 'cost_loan_old'],
    ['cost_loan', unknown, 'cost_loan'],
    ['obligations', { law: '2021' }, 'obligations_new'],
    ['obligations', { law: '2013' }, 'obligations_old'],
    ['obligations', { law: 'none' }, 'obligations_none'],
    ['obligations', unknown, 'obligations'],
    ['extension', { law: '2021' }, 'extension_new'],
    ['extension', { law: '2013' }, 'extension_old'],
    ['exemption', { law: '2021' }, 'exemption_new'],
    ['exemption', { law: '2013' }, 'exemption_old'],
    ['old_law', oldAsylum, 'old_law_asylum'],
    ['old_law', oldFamily, 'old_law_mine'],
    ['old_law', { law: '2021' }, 'old_law_new'],
    ['old_law', unknown, 'old_law'],
    ['who_must', { why: 'turkish' }, 'who_must_turkish'],
    ['who_must', { why: 'ukraine' }, 'who_must_ukraine'],
    ['who_must', { why: 'other' }, 'who_must'],
    ['pvt', unknown, 'pvt'],
  ];
  test.each(cases)('%s, %j', async (intent, wanted, key) => {
    const said = textsOf(await heard(`leerroute.${intent}`, wanted));
    expect(said.filter((one) => one !== 'leerroute.exam_more')).toEqual([`leerroute.${key}`]);
  });

  test('the hours of taking part are not for family migrants', async () => {
    expect(wordsOf(await heard('leerroute.z', asylum))).toContain('800 uur meedoen');
    await world.tap('scope:leerroute.z');
    const said = wordsOf(await heard('leerroute.z', family));
    expect(said).toContain('800 uur les');
    expect(said).not.toContain('uur meedoen');
  });

  test('free tries are only said to who got asylum, and only with their price afterwards', async () => {
    expect(wordsOf(await heard('leerroute.exam', asylum))).toMatch(/2 keer gratis.*50 euro/s);
    await world.tap('scope:leerroute.exam');
    expect(wordsOf(await heard('leerroute.exam', family))).not.toContain('gratis');
  });

  test('an old law and a new one are not mixed', async () => {
    await heard('leerroute.obligations', { law: '2013' });
    for (const intent of ['map', 'pvt', 'overview', 'b1', 'school', 'knm']) {
      const said = await heard(`leerroute.${intent}`);
      expect(textsOf(said).every((key) => key.endsWith('_old'))).toBe(true);
      expect(wordsOf(said)).not.toMatch(/\b(PIP|12 uur|40 uur)\b/);
    }
  });

  test('every answer ends in a person', async () => {
    for (const { intent } of loadAnswers(root.dialogs).values()) {
      if (!intent.startsWith('leerroute.')) continue;
      const [last] = (await heard(intent, asylum)).slice(-1);
      const values = last?.actions.map(({ value }) => value) ?? [];
      expect([intent, values.some((value) => /^human:|^code:none|^choose:/.test(value))]).toEqual([intent, true]);
    }
  });
});

describe('the end of the term', () => {
  const year = /\b20\d\d\b/;

  test('is never worked out: who is not known hears the rule with its source', async () => {
    const said = await heard('leerroute.deadline', { law: '2021' });
    expect(said.at(-1)?.texts).toEqual(['leerroute.deadline_new', 'leerroute.deadline_code_first']);
    expect(wordsOf(said)).toContain('artikel 11');
    expect(said.at(-1)?.text).not.toMatch(year);
    expect(said.at(-1)?.actions.map(({ value }) => value)).toEqual(['code:have', 'code:none']);
  });

  test('as DUO gave it, with source and date', async () => {
    await verify('demo-amina');
    const [said] = await heard('leerroute.deadline');
    expect(said?.texts).toEqual(['leerroute.deadline_own']);
    expect(said?.text).toMatch(/Brief van DUO \(demo\), \w+ \d+ \w+ 2026/);
  });

  test.each(['demo-selam', 'demo-hodan', 'demo-farid'])(
    '%s, whose record has none, is not told one',
    async (person) => {
      await verify(person);
      const [said] = await heard('leerroute.deadline');
      expect(said?.texts).toEqual(['leerroute.deadline_own_none']);
      expect(said?.text).not.toMatch(year);
    },
  );

  test('the code answers what was asked', async () => {
    await heard('leerroute.deadline', { law: '2021' });
    const said = await world.say(await world.codeOf('demo-amina'));
    expect(textsOf(said)).toEqual(['leerroute.deadline_own']);
  });
});

describe('a fine', () => {
  const promise = /(krijgt|is er|je hebt) geen boete|nooit een boete|je (krijgt|moet) (wel|een boete)|euro|€/i;
  const cases: [string, Wanted, string][] = [
    ['asylum', asylum, 'fine_asylum'],
    ['family of somebody with asylum', { law: '2021', group: 'asylum_family' }, 'fine_asylum'],
    ['family', family, 'fine_family'],
    ['old law, asylum', oldAsylum, 'fine_old_asylum'],
    ['old law', oldFamily, 'fine_old'],
    ['unknown', unknown, 'fine'],
    ['no duty', { law: 'none' }, 'fine'],
  ];

  test.each(cases)('%s, without a letter', async (_name, wanted, key) => {
    const said = await heard('leerroute.fine', { ...wanted, from: 'none' });
    expect(textsOf(said)).toEqual([`leerroute.${key}`]);
    expect(wordsOf(said)).not.toMatch(promise);
    expect(wordsOf(said)).toContain('Blijf naar de les gaan');
  });

  test.each(cases)('%s, with a letter', async (_name, wanted, key) => {
    const said = await heard('leerroute.fine', { ...wanted, from: 'duo', age: 'month' });
    expect(textsOf(said)).toEqual([`leerroute.${key}_letter`]);
    expect(wordsOf(said)).toContain('6 weken na de datum op de brief');
    expect(wordsOf(said)).not.toMatch(promise);
  });

  test('what is heard of DUO is not said alone, and of the municipality neither yes nor no', async () => {
    const said = wordsOf(await heard('leerroute.fine', { ...asylum, from: 'none' }));
    expect(said).toMatch(/Raad van State.*dat zagen wij niet bij DUO zelf.*Over de gemeente weet ik het niet/s);
    await world.tap('scope:leerroute.fine');
    expect(wordsOf(await heard('leerroute.fine', { ...family, from: 'none' }))).not.toContain('Rechters');
  });

  test('an old letter does not wait; a fresh one is calm when nobody is there', async () => {
    expect(textsOf(await heard('leerroute.fine', { ...asylum, from: 'duo', age: 'older' }))).toContain(
      'leerroute.fine_older',
    );
    expect(textsOf(await heard('leerroute.fine', { from: 'duo', age: 'week' }))).not.toContain('leerroute.fine_calm');
    world.clock.advance(11 * 3_600_000);
    expect(textsOf(await heard('leerroute.fine', { from: 'duo', age: 'week' }))).toContain('leerroute.fine_calm');
  });

  test('with a letter it is urgent, without one it is not', async () => {
    const urgencyOf = async (wanted: Wanted): Promise<string | undefined> => {
      await heard('leerroute.fine', wanted);
      await world.tap('choose:skip');
      await world.tap('choose:yes');
      return (await world.desk.list('wegstad', 'waiting', 5))[0]?.urgency;
    };
    expect(await urgencyOf({ ...family, from: 'none' })).toBe('normal');
    expect(await urgencyOf({ ...family, from: 'gemeente', age: 'week' })).toBe('urgent');
  });
});

describe('the own route', () => {
  test('hours, the next step, who delivered it and when', async () => {
    await verify('demo-amina');
    const [said] = await heard('leerroute.mine');
    expect(said?.text).toMatch(
      /Z-route.*212 van 800 uur.*96 van 800 uur.*vrijwilligerswerk.*november 2026 bij Volgsysteem/s,
    );
  });

  test('exams: passed, not yet passed, and the day of the next', async () => {
    await verify('demo-elif');
    const [said] = await heard('leerroute.mine');
    expect(said?.text).toMatch(
      /Examen gehaald: KNM\n.*nog niet gehaald: luisteren B1\n.*Examen lezen B1: \w+ 19 december/s,
    );
    expect(said?.text).toContain('Les Nederlands: 180 uur\n');
  });

  test('nothing of it before the code; the routes are for everyone', async () => {
    const [said] = await heard('leerroute.mine');
    expect(said?.texts).toEqual(['leerroute.overview', 'leerroute.mine_code_first']);
    expect(said?.text).not.toMatch(/uur|november/);
  });

  test('no record is said as such', async () => {
    await verify('demo-farid');
    expect((await heard('leerroute.mine'))[0]?.texts).toEqual(['leerroute.mine_none']);
  });

  const own: [string, string][] = [
    ['demo-amina', 'obligations_z_asylum'],
    ['demo-selam', 'obligations_education'],
    ['demo-elif', 'obligations_b1'],
    ['demo-farid', 'obligations_old'],
  ];
  test.each(own)('%s hears what their own route asks, unasked', async (person, key) => {
    await verify(person);
    expect((await heard('leerroute.obligations'))[0]?.texts).toEqual([`leerroute.${key}`]);
  });
});

test('a talk is prepared in own words, read back and passed on as such', async () => {
  await verify('demo-amina');
  await world.tap('ask:leerroute.talk_prepare');
  await world.tap('choose:class');
  await world.say('de bus komt altijd te laat');
  const [last] = await world.tap('choose:more_help');
  expect(last?.texts).toEqual(['leerroute.prepare_summary', 'support.ask_send']);
  expect(last?.text).toMatch(/Goed: De les\n.*de bus komt altijd te laat\n.*Meer hulp/);
  await world.tap('choose:yes');
  const [ticket] = await world.desk.list('wegstad', 'waiting', 1);
  expect(ticket?.headline.map(({ key }) => key)).toEqual([
    'headline.leerroute_talk_prepare',
    'headline.prepare_well_class',
    'headline.prepare_badly_words',
    'headline.prepare_wish_more_help',
    'headline.language',
  ]);
  expect(ticket?.topic).toBe('leerroute');
});

test('missing a class, an exam and an appointment are three things', async () => {
  const class_ = await heard('leerroute.absence', { place: 'class' });
  expect(textsOf(class_)).toEqual(['leerroute.absence_class']);
  const exam = await heard('leerroute.absence', { place: 'exam' });
  expect(exam.at(-1)?.texts).toEqual(['appointments.elsewhere_exam']);
  const appointment = await heard('leerroute.absence', { place: 'appointment' });
  expect(appointment.at(-1)?.actions.map(({ value }) => value)).toContain('ask:appointments.absent');
});
