import { afterEach, describe, expect, test } from '@jest/globals';
import type { Payment, Relief } from '../../src/core/case-data.ts';
import { indexPayment, indexRelief, payments, reliefs } from '../../src/people/collections.ts';
import { openTurnWorld, type Said, type TurnWorld } from '../turn/world.ts';

let world: TurnWorld;
afterEach(() => world.close());

const meanings = {
  'is mijn huur betaald': ['ontzorgen.payments'],
  'mijn verhuurder belt, de huur is niet betaald': ['ontzorgen.payments'],
  'hebben jullie mijn verhuurder betaald': ['ontzorgen.payments'],
  'wanneer komt mijn leefgeld': ['ontzorgen.allowance'],
  'wanneer stopt het': ['ontzorgen.end'],
  'deurwaarder aan de deur': ['ontzorgen.debt'],
  'wat is ontzorgen': ['ontzorgen.what'],
} as const;

const person = 'demo-farid';
const provenance = { source: 'Proefadministratie', asOf: '2026-11-20' };
let count = 0;

async function open(records: { payments?: Partial<Payment>[]; relief?: Partial<Relief> } = {}): Promise<void> {
  world = await openTurnWorld(meanings);
  const base = { person, municipality: 'wegstad', ...provenance };
  const paid = (records.payments ?? []).map((payment): Payment => ({
    ...base,
    id: `p${count++}`,
    month: '2026-11',
    kind: 'rent',
    status: 'unknown',
    ...payment,
  }));
  const relief = records.relief && ({ ...base, id: person, start: '2026-08-01', ...records.relief } satisfies Relief);
  await world.store.write([
    ...paid.map((body) => ({
      op: 'insert' as const,
      collection: payments,
      id: body.id,
      body,
      index: indexPayment(body),
    })),
    ...(relief
      ? [{ op: 'insert' as const, collection: reliefs, id: person, body: relief, index: indexRelief(relief) }]
      : []),
  ]);
}

const verify = async (): Promise<unknown> => world.say(await world.codeOf(person));
const textOf = (said: readonly Said[]): string => said.map(({ text }) => text).join('\n');
const keysOf = (said: readonly Said[]): string[] => said.flatMap(({ texts }) => texts);
const waiting = () => world.desk.list('wegstad', 'waiting', 10);
const headline = async (): Promise<string[]> => ((await waiting())[0]?.headline ?? []).map(({ key }) => key);

/** What says in each language that something is paid. */
const paidWords = { nl: 'betaald op', en: 'paid on', ar: 'تم الدفع في' } as const;
const languages = Object.keys(paidWords) as (keyof typeof paidWords)[];

/** Every way in which a record does not say that the rent is paid; the last one needs no haste. */
const unpaid: [string, Partial<Payment>[], boolean][] = [
  ['no record', [], true],
  ['another kind only', [{ kind: 'gas', status: 'executed', executedOn: '2026-11-02' }], true],
  ['failed', [{ status: 'failed' }], true],
  ['stopped', [{ status: 'stopped' }], true],
  ['unknown', [{ status: 'unknown' }], true],
  ['executed without a date', [{ status: 'executed' }], true],
  ['executed on a day to come', [{ status: 'executed', executedOn: '2026-11-25' }], true],
  ['planned without a date', [{ status: 'planned' }], true],
  ['planned on a day that is over', [{ status: 'planned', plannedOn: '2026-11-23' }], true],
  [
    'planned with a date of execution',
    [{ status: 'planned', plannedOn: '2026-11-24', executedOn: '2026-11-02' }],
    false,
  ],
  ['planned', [{ status: 'planned', plannedOn: '2026-11-30' }], false],
];

/** The lines about the rent: the answer's other lines may be paid. */
const rentLines = (said: readonly Said[]): string =>
  textOf(said)
    .split('\n')
    .filter((line) => /huur|rent|إيجار/.test(line))
    .join('\n');

describe('the rent is never said to be paid', () => {
  describe.each(unpaid)('with %s', (_, records, isUrgent) => {
    test.each(languages)('in %s', async (language) => {
      await open({ payments: records });
      await world.tap(`language:${language}`);
      await verify();
      const said = await world.tap('ask:ontzorgen.payments');
      expect(rentLines(said)).not.toBe('');
      expect(rentLines(said)).not.toContain(paidWords[language]);
      expect((await waiting()).map(({ urgency, headline: [about] }) => [urgency, about?.key])).toEqual(
        isUrgent ? [['urgent', 'headline.ontzorgen_payments']] : [],
      );
    });
  });
});

describe('what is paid', () => {
  const records: Partial<Payment>[] = [
    { status: 'executed', executedOn: '2026-11-02', cents: 61_250 },
    { kind: 'water', month: '2026-10', status: 'failed' },
    { kind: 'gas', month: '2026-10', status: 'executed', executedOn: '2026-10-05' },
    { month: '2026-10', status: 'executed', executedOn: '2026-10-02' },
    { month: '2026-09', status: 'failed' },
  ];

  test('is said with its date, its amount, who delivered it and when', async () => {
    await open({ payments: [records[0] ?? {}] });
    await verify();
    const [said] = await world.say('is mijn huur betaald');
    expect(said?.text.replace(/\u00a0/g, ' ')).toContain(
      '• huur, november 2026, € 612,50: betaald op maandag 2 november 2026.',
    );
    expect(said?.text).toContain('Zo stond het op vrijdag 20 november 2026 bij Proefadministratie.');
    expect(await waiting()).toEqual([]);
  });

  test('stands beside what went wrong last month and what this month does not have; that goes to a person', async () => {
    await open({ payments: records });
    await verify();
    const text = textOf(await world.say('is mijn huur betaald'));
    expect(text).toContain('water, oktober 2026: de betaling is niet gelukt');
    expect(text).toContain('gas, oktober 2026: betaald op maandag 5 oktober 2026');
    expect(text).not.toContain('huur, oktober');
    expect(text).not.toContain('september');
    expect(await headline()).toEqual(['headline.ontzorgen_payments', 'headline.payment_failed', 'headline.language']);
  });

  test('of last month is shown by a button, and a rent that is not there yet brings no haste', async () => {
    await open({ payments: [{ status: 'executed', executedOn: '2026-11-02' }] });
    await verify();
    await world.say('is mijn huur betaald');
    const [said] = await world.tap('ask:ontzorgen.payments-last');
    expect(said?.texts).toEqual(['ontzorgen.payments_none']);
    expect(said?.text).toContain('oktober 2026');
    expect(await waiting()).toEqual([]);
  });

  test('is kept from whom we do not know, and from the next person', async () => {
    await open({ payments: records });
    const [said] = await world.say('is mijn huur betaald');
    expect(said?.texts.slice(-2)).toEqual(['ontzorgen.payments_general', 'ontzorgen.code_first']);
    expect(said?.text).not.toMatch(/november|€/);
    await verify();
    world.clock.advance(11 * 60_000);
    expect(keysOf(await world.say('is mijn huur betaald'))).toEqual([
      'ontzorgen.payments_general',
      'general.pin_first',
    ]);
  });
});

describe('the landlord says that it is unpaid', () => {
  test('then the ticket comes before everything, with what the record has', async () => {
    await open({ payments: [{ status: 'executed', executedOn: '2026-11-02' }] });
    await verify();
    const said = await world.say('mijn verhuurder belt, de huur is niet betaald');
    expect(keysOf(said)[0]).toBe('support.receipt');
    expect(textOf(said)).not.toContain('betaald op');
    expect(await headline()).toEqual([
      'headline.ontzorgen_payments',
      'headline.landlord_says_unpaid',
      'headline.payment_executed',
      'headline.language',
    ]);
  });

  test('without a code too; name and telephone reach it later', async () => {
    await open();
    const said = await world.say('mijn verhuurder belt, de huur is niet betaald');
    expect(keysOf(said).at(-1)).toBe('support.ask_first_name');
    expect((await waiting()).map(({ urgency, verified }) => [urgency, verified])).toEqual([['urgent', false]]);
    await world.say('Tomas');
    await world.say('0123 456 789');
    expect((await waiting())[0]?.selfDeclared).toEqual({ firstName: 'Tomas', phone: '0123 456 789' });
  });

  test('said again it is added to the same ticket, once', async () => {
    await open();
    await verify();
    await world.say('is mijn huur betaald');
    await world.tap('ask:ontzorgen.payments-unpaid');
    expect(keysOf(await world.tap('ask:ontzorgen.payments-unpaid'))).toEqual([
      'ontzorgen.told',
      'support.status_waiting',
    ]);
    expect(await waiting()).toHaveLength(1);
    expect((await headline()).filter((key) => key === 'headline.landlord_says_unpaid')).toHaveLength(1);
  });

  test('naming one in a question is no complaint', async () => {
    await open({ payments: [{ status: 'executed', executedOn: '2026-11-02' }] });
    await verify();
    expect(keysOf(await world.say('hebben jullie mijn verhuurder betaald'))).toEqual(['ontzorgen.payments']);
  });
});

describe('leefgeld', () => {
  test('is said with the day and the amount of the record', async () => {
    await open({
      payments: [
        { kind: 'living_money', status: 'planned', plannedOn: '2026-12-04', month: '2026-12', cents: 7_000 },
        { kind: 'living_money', status: 'planned', plannedOn: '2026-11-27', cents: 7_500 },
      ],
    });
    await verify();
    const [said] = await world.say('wanneer komt mijn leefgeld');
    expect(said?.text.replace(/\u00a0/g, ' ')).toContain('vrijdag 27 november 2026: € 75,00. Het is nog niet betaald.');
  });

  test('that went wrong goes to a person, as money that did not come', async () => {
    await open({ payments: [{ kind: 'living_money', status: 'failed' }] });
    await verify();
    expect(keysOf(await world.say('wanneer komt mijn leefgeld')).slice(0, 2)).toEqual([
      'ontzorgen.allowance_rows',
      'ontzorgen.passed_on',
    ]);
    expect((await waiting()).map(({ urgency, headline: [about] }) => [urgency, about?.key])).toEqual([
      ['urgent', 'headline.ontzorgen_missing_payment'],
    ]);
  });

  test('with a day that is over is not known', async () => {
    await open({ relief: { nextBenefitOn: '2026-11-20' } });
    await verify();
    expect(keysOf(await world.say('wanneer komt mijn leefgeld'))).toEqual(['ontzorgen.allowance_unknown']);
  });
});

describe('the end', () => {
  test.each([
    ['to come', { end: '2027-01-31' }, ['ontzorgen.end_own', 'ontzorgen.end_after']],
    ['past', { end: '2026-10-31' }, ['ontzorgen.end_past', 'ontzorgen.end_after']],
    ['not in the record', {}, ['ontzorgen.what_old_law', 'ontzorgen.end_unknown']],
    [
      'with something to do',
      { end: '2027-01-31', openAction: 'Breng je pas mee.' },
      ['ontzorgen.end_own', 'ontzorgen.end_after', 'ontzorgen.end_to_do'],
    ],
  ])('that is %s is said so', async (_, relief, keys) => {
    await open({ relief });
    await verify();
    expect(keysOf(await world.say('wanneer stopt het'))).toEqual(keys);
  });
});

describe('a bailiff', () => {
  test('is with a person before the first question; every tap reaches them at once', async () => {
    await open();
    await world.say('deurwaarder aan de deur');
    expect(await headline()).toEqual(['headline.ontzorgen_debt', 'headline.language', 'headline.unverified']);
    await world.tap('choose:bailiff');
    expect(await headline()).toContain('headline.from_bailiff');
    await world.tap('choose:week');
    await world.tap('choose:yes');
    expect((await headline()).slice(0, 4)).toEqual([
      'headline.ontzorgen_debt',
      'headline.from_bailiff',
      'headline.age_week',
      'headline.at_the_door',
    ]);
  });

  test('that is taken back leaves no question: what is said next is understood', async () => {
    await open();
    await verify();
    const said = await world.say('deurwaarder aan de deur');
    const back = said.flatMap(({ actions }) => actions).find(({ value }) => value.startsWith('handoff:'));
    await world.tap(back?.value ?? '');
    expect(await waiting()).toEqual([]);
    expect(keysOf(await world.say('wat is ontzorgen'))).toEqual(['ontzorgen.what_old_law']);
    expect(keysOf(await world.tap('choose:bailiff'))).toEqual(['general.button_old']);
  });
});
