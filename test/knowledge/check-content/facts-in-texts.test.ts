import { expect, test } from '@jest/globals';
import { unusedFacts } from '../../../src/knowledge/check-content/unused-facts.ts';
import { add, factRow, found, put, root, say } from '../content-copy.ts';

const answers = 'dialogs/taalhuis/answers.yaml';
const facts = 'dialogs/support/facts.yaml';
const general = 'locales/nl/general.json';
const entry = (intent: string, more = ''): string =>
  `- intent: ${intent}\n  said:\n    - { text: general.greet${more} }\n`;

const faults: [string, () => void, string][] = [
  [
    'spans of one fact that overlap',
    () => add(facts, factRow('F998') + factRow('F998', { validFrom: '2027-01-01' })),
    `${facts}: F998: stands twice with spans that overlap`,
  ],
  [
    'a text with a fact that is open',
    () => {
      add(facts, factRow('F998', { confidence: 'open', value: 1 }));
      say(general, { greet: 'Hallo {{F998}}' });
    },
    `${general}: greet: {{F998}} is open: it is never said`,
  ],
  [
    'a text with a fact that is not confirmed, and no other for it',
    () => {
      add(facts, factRow('F998', { confidence: 'G', value: 1 }));
      say(general, { greet: 'Hallo {{F998}}' });
    },
    `${general}: greet: {{F998}} is not confirmed (G): greet_unconfirmed must say it without`,
  ],
  [
    'the other text with a fact that is not confirmed',
    () => {
      add(facts, factRow('F998', { confidence: 'S', value: 1 }));
      say(general, { greet_unconfirmed: 'Hallo {{F998}}' });
    },
    `${general}: greet_unconfirmed: {{F998}} is not confirmed (S)`,
  ],
  [
    'a fact from second hand that is said as if it was seen',
    () => {
      add(facts, factRow('F998', { confidence: 'V3', value: 1 }));
      say(general, { greet: 'Hallo {{F998}}', greet_unconfirmed: 'Hallo' });
    },
    `${general}: greet: has a fact from second hand, and not that we have not seen it there ("niet bij ... gezien")`,
  ],
  [
    'an amount',
    () => say('locales/nl/taalhuis.json', { cost: 'Dat kost 2 euro.' }),
    'locales/nl/taalhuis.json: cost: has an amount in it: name a fact',
  ],
  [
    'an amount before whose digits the euro stands',
    () => say('locales/ar/taalhuis.json', { cost: 'يورو 20' }),
    'locales/ar/taalhuis.json: cost: has an amount in it: name a fact',
  ],
  [
    'the amount of a fine by a fact',
    () => say('locales/nl/leerroute.json', { receipt_fine: 'Een boete is {{F75a}} euro.' }),
    'locales/nl/leerroute.json: receipt_fine: has an amount in it',
  ],
  [
    'the amount of a fine without its currency',
    () => say('locales/nl/leerroute.json', { receipt_fine: 'Een boete is {{F75a}}.' }),
    'locales/nl/leerroute.json: receipt_fine: has an amount in it',
  ],
  [
    'an answer on no intent',
    () => add(answers, entry('taalhuis.moon')),
    ': taalhuis.moon: is no intent, and no part of one',
  ],
  [
    'an answer with a text that is not there',
    () => add(answers, entry('general.bye').replace('general.greet', 'general.moon')),
    `${answers}: general.bye: says general.moon, which is no text of locales/nl`,
  ],
  [
    'an answer with a fact that is not there',
    () => add(answers, entry('general.bye', ', facts: [F998]')),
    `${answers}: general.bye: rests on F998, which is no fact`,
  ],
  [
    'an answer that goes on with no intent',
    () => add(answers, `${entry('general.bye')}  next: [general.moon]\n`),
    `${answers}: general.bye: goes on with general.moon, which is no intent with a title`,
  ],
  [
    'an answer that stands twice',
    () => add(answers, entry('taalhuis.what')),
    `${answers}: taalhuis.what: stands twice`,
  ],
  [
    'an answer without a text for everyone',
    () => add(answers, entry('general.bye', ", law: '2013'")),
    `${answers}: 3.said: must end with what is said when law and group are not known`,
  ],
  [
    'a file of answers that is no YAML',
    () => put(answers, '- intent: [a\n'),
    `${answers}: the file: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1:`,
  ],
  [
    'an intent of which nothing is said',
    () =>
      add('dialogs/intents.yaml', '- { name: taalhuis.moon, kind: answer, title: intents.moon, wants: The moon. }\n'),
    `${answers}: taalhuis.moon: is answered neither here nor by a handler of its own`,
  ],
];

test.each(faults)('%s is named', (_name, plant, line) => {
  plant();
  expect(found('error')).toEqual(expect.arrayContaining([expect.stringContaining(line)]));
});

test('amounts of facts that are confirmed may be said', () => {
  say('locales/nl/ontzorgen.json', { what: 'Het onderzoek kost {{F22}} euro.' });
  expect(found('error').filter((line) => line.includes('amount'))).toEqual([]);
});

test.each(['Dat kan tot 8 weken.', 'Dat duurt zes maanden.'])('a limit outside the facts is told: %s', (text) => {
  say('locales/nl/leerroute.json', { receipt_extension: text });
  expect(found('warning')).toContain('locales/nl/leerroute.json: receipt_extension: has a limit in it: name a fact');
});

test('an answer that rests on second hand without saying so is told', () => {
  add(answers, entry('general.bye', ', facts: [F93]'));
  const line = `${answers}: general.bye: rests on second hand, and general.greet does not say that we have not seen it there`;
  expect(found('warning')).toContain(line);
  say(general, { greet: 'Wij hebben dit niet bij DUO zelf gezien.' });
  expect(found('warning')).not.toContain(line);
});

test('a change that is entered beforehand is no fault, and one without a successor is', () => {
  add(facts, factRow('F998', { validTo: '2026-12-31' }) + factRow('F998', { validFrom: '2027-01-01' }));
  add(facts, factRow('F999', { validTo: '2026-12-31' }));
  expect(found('error', '2027-01-01').filter((line) => /F99[89]/.test(line))).toEqual([
    `${facts}: F999: does not hold on 2027-01-01`,
  ]);
});

test('facts that nothing is said from are listed', () => {
  add(facts, factRow('F998'));
  expect(unusedFacts(root())).toContain('F998');
  add(answers, entry('general.bye', ', facts: [F998]'));
  expect(unusedFacts(root())).not.toContain('F998');
});
