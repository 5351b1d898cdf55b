import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { add, factRow as fact, found, put, replace, root, say } from './content-copy.ts';

test('the content as it is has no error', () => {
  expect(found('error')).toEqual([]);
});

const faults: [string, () => void, string][] = [
  [
    'a key that Dutch lacks',
    () => say('locales/en/general.json', { extra: 'Extra' }),
    'locales/en/general.json: extra: is not in Dutch',
  ],
  [
    'a topic that Dutch lacks',
    () => put('locales/en/planets.json', '{"mars": "Mars"}'),
    'locales/en/planets.json: has no Dutch: there is no locales/nl/planets.json',
  ],
  [
    'a key that a spoken language lacks',
    () => say('locales/ar/support.json', { danger_fire: undefined }),
    'locales/ar/support.json: danger_fire: is missing: a municipality speaks this language',
  ],
  [
    'a language that a municipality speaks and that has no folder',
    () => replace('municipalities/wegstad.yaml', 'languages: [nl, en, ar]', 'languages: [nl, en, ar, uk]'),
    'locales/uk/general.json: greet: is missing: a municipality speaks this language',
  ],
  [
    'a folder of no language',
    () => put('locales/xx/locale.json', '{"name": "X", "direction": "ltr", "reviewed": {}}'),
    'locales/xx: is no language of src/core/locale.ts',
  ],
  [
    'another placeholder',
    () => say('locales/en/support.json', { claimed: '{{who}} is now reading your question.' }),
    'locales/en/support.json: claimed: placeholders differ: without {{name}}',
  ],
  [
    'another telephone number',
    () => say('locales/en/support.json', { call_113: 'Call 0800-0131' }),
    'locales/en/support.json: call_113: numbers differ: with 0800-0131',
  ],
  [
    'a placeholder of no fact',
    () => say('locales/nl/general.json', { greet: 'Hallo {{F998}}' }),
    'locales/nl/general.json: greet: {{F998}} is no fact',
  ],
  [
    'a placeholder of a fact without a value',
    () => say('locales/nl/general.json', { greet: 'Hallo {{F28}}' }),
    'locales/nl/general.json: greet: {{F28}} has no value to show',
  ],
  [
    'a fact in a dialog that is not there',
    () => put('dialogs/general/new.ts', "\nconst facts = ['F998'];\n"),
    'dialogs/general/new.ts:2: F998: is no fact',
  ],
  [
    'a malformed fact',
    () => add('dialogs/support/facts.yaml', fact('F998', { confidence: 'sure' })),
    'dialogs/support/facts.yaml: 25.confidence: Invalid option: expected one of "V1"|"V2"|"V3"|"G"|"S"|"open"',
  ],
  [
    'a fact file that is no YAML',
    () => put('dialogs/support/facts.yaml', '- id: [F998\n'),
    'dialogs/support/facts.yaml: the file: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1:',
  ],
  [
    'a fact that no longer holds',
    () => add('dialogs/support/facts.yaml', fact('F998', { validTo: '2026-11-24' })),
    'dialogs/support/facts.yaml: F998: does not hold on 2026-11-25',
  ],
  [
    'a fact that does not hold yet',
    () => add('dialogs/support/facts.yaml', fact('F998', { validFrom: '2027-01-01' })),
    'dialogs/support/facts.yaml: F998: does not hold on 2026-11-25',
  ],
  [
    'a fact that was checked in the future',
    () => add('dialogs/support/facts.yaml', fact('F998', { checkedOn: '2027-11-22' })),
    'dialogs/support/facts.yaml: F998: is checked on a day that has not come',
  ],
  [
    'a text key in a turn that is not there',
    () => put('src/turn/new.ts', "turn.say({\n  key: 'general.nothing_like_it' });\n"),
    'src/turn/new.ts:2: general.nothing_like_it: is no text of locales/nl',
  ],
  [
    'an intent where a text is wanted',
    () => put('src/turn/new.ts', "turn.text('support.human');\n"),
    'src/turn/new.ts:1: support.human: is no text of locales/nl',
  ],
  [
    'an intent that is not there',
    () => put('dialogs/general/new.ts', "const handlers = { 'general.dance': says };\n"),
    'dialogs/general/new.ts:1: general.dance: is neither a text of locales/nl nor an intent',
  ],
  [
    'the beginning of a key that begins none',
    () => put('dialogs/general/new.ts', 'turn.say({ key: `support.nowhere_${kind}` });\n'),
    'dialogs/general/new.ts:1: support.nowhere_: begins no text of locales/nl',
  ],
  [
    'a choice without a title',
    () => put('dialogs/general/new.ts', "titled(turn, 'support.about_', ['letter', 'planets']);\n"),
    'dialogs/general/new.ts:1: support.about_planets: is no text of locales/nl',
  ],
  ['an empty text', () => say('locales/ar/general.json', { thanks: ' ' }), 'locales/ar/general.json: thanks: is empty'],
  [
    'a text that is none',
    () => say('locales/ar/general.json', { thanks: ['a'] }),
    'locales/ar/general.json: thanks: is not a text',
  ],
  [
    'a key that stands twice',
    () => replace('locales/nl/general.json', '"bye":', '"bye": "Dag.",\n  "bye":'),
    'locales/nl/general.json:9: a key stands twice',
  ],
  [
    'a phrase that stands twice',
    () =>
      add('locales/nl/taalhuis.lu', '\n# taalhuis.cost\n- Wat kost een sterrenkijker?\n- wat kost een sterrenkijker\n'),
    'locales/nl/taalhuis.lu: taalhuis.cost: stands twice: "wat kost een sterrenkijker"',
  ],
  [
    'a phrase under two intents',
    () => {
      add('locales/en/taalhuis.lu', '\n# taalhuis.cost\n- what does a telescope cost\n');
      add('locales/en/volunteer.lu', '\n# volunteer.rules\n- What does a telescope cost?\n');
    },
    'locales/en/volunteer.lu: volunteer.rules: "What does a telescope cost?" stands under taalhuis.cost too',
  ],
  [
    'an intent of the phrases that is not in the catalogue',
    () => add('locales/nl/taalhuis.lu', '\n# taalhuis.moon\n- naar de maan\n'),
    'locales/nl/taalhuis.lu: taalhuis.moon: is not in dialogs/intents.yaml',
  ],
  [
    'a line of phrases that cannot be read',
    () => put('locales/nl/moon.lu', 'naar de maan\n'),
    'locales/nl/moon.lu: locales/nl/moon.lu:1: expected "# intent", "- what somebody says" or "> comment"',
  ],
  [
    'an intent without a title',
    () => add('dialogs/intents.yaml', '- { name: taalhuis.moon, kind: answer, wants: The moon. }\n'),
    'dialogs/intents.yaml: taalhuis.moon: has no title',
  ],
  [
    'a title that is not there',
    () => say('locales/nl/intents.json', { 'life.work': undefined }),
    'dialogs/intents.yaml: life.work: its title intents.life.work is not in locales/nl',
  ],
  [
    'a title of no intent',
    () => say('locales/nl/intents.json', { 'life.moon': 'De maan' }),
    'locales/nl/intents.json: life.moon: is no title of an intent',
  ],
  [
    'an intent that stands twice',
    () => add('dialogs/intents.yaml', '- { name: general.bye, kind: talk, wants: To leave. }\n'),
    'dialogs/intents.yaml: general.bye: stands twice',
  ],
  [
    'a kind of intent that there is not',
    () => add('dialogs/intents.yaml', '- { name: general.sing, kind: song, wants: To sing. }\n'),
    'dialogs/intents.yaml: 87.kind: Invalid option: expected one of "answer"|"personal"|"action"|"human"|"answer+human"|"emergency"|"talk"',
  ],
  [
    'a topic without example conversations',
    () => put('dialogs/moon/dialog.ts', '\n'),
    'dialogs/moon/conversations: the topic has no example conversations',
  ],
  [
    'an example conversation that expects what is not there',
    () => put('dialogs/general/conversations/new.yaml', example('general.moon')),
    'dialogs/general/conversations/new.yaml: New: expects general.moon, which is no text of locales/nl',
  ],
  [
    'an example conversation that cannot be read',
    () => put('dialogs/general/conversations/new.yaml', example('general.greet').replace('say:', 'shout:')),
    'dialogs/general/conversations/new.yaml: 0.steps.0: Unrecognized key: "shout"; 0.steps.0: needs one of say, tap, code and caseWorker',
  ],
  [
    'a language without example conversations of a topic',
    () => {
      rmSync(join(root(), 'dialogs/general/conversations'), { recursive: true });
      put('dialogs/general/conversations/new.yaml', example('general.greet'));
    },
    'dialogs/general/conversations: ar: no example conversation is in this language',
  ],
  [
    'a language whose direction is wrong',
    () => say('locales/ar/locale.json', { direction: 'ltr' }),
    'locales/ar/locale.json: direction: is not what src/core/locale.ts says',
  ],
  [
    'a review without a day',
    () => say('locales/ar/locale.json', { reviewed: { general: { by: 'a translator' } } }),
    'locales/ar/locale.json: reviewed.general.on: Invalid input: expected string, received undefined',
  ],
  [
    'a review of what is not there',
    () => say('locales/ar/locale.json', { reviewed: { moon: { by: 'a translator', on: '2026-11-25' } } }),
    'locales/ar/locale.json: reviewed.moon: there are no such texts',
  ],
];

test.each(faults)('%s is named', (_name, plant, line) => {
  plant();
  expect(found('error')).toContain(line);
});

test('a text that is too long and a button that is cut are told, and stop nothing', () => {
  say('locales/nl/general.json', { greet: 'Hallo. '.repeat(50), button_more: 'Laat mij nog meer zien' });
  expect(found('warning')).toEqual(
    expect.arrayContaining([
      'locales/nl/general.json: greet: 350 characters; more than 320 is not read',
      'locales/nl/general.json: button_more: a button of 22 characters; WhatsApp shows 20',
    ]),
  );
  expect(found('error')).toEqual([]);
});

function example(text: string): string {
  return `- name: New\n  language: nl\n  steps:\n    - say: hoi\n      expect: { texts: [${text}] }\n`;
}
