import { describe, expect, test } from '@jest/globals';
import { createMask } from '../../src/conversations/mask-activity.ts';
import type { Activity } from '../../src/core/activity.ts';
import { createIds } from '../../src/core/ids.ts';
import { maskPersonalNumbers } from '../../src/core/personal-numbers.ts';

/** All invented: they pass the tests that such numbers pass. */
const disappears: readonly (readonly [text: string, gone: string, kind: string])[] = [
  ['mijn bsn is 111222333', '111222333', 'bsn'],
  ['bsn,111222333', '111222333', 'bsn'],
  ['bsn.111222333.', '111222333', 'bsn'],
  ['BSN:111222333', '111222333', 'bsn'],
  ['1112.22.333', '1112.22.333', 'bsn'],
  ['111 222 333', '111 222 333', 'bsn'],
  ['111-222-333', '111-222-333', 'bsn'],
  ['111\u00a0222\u00a0333', '333', 'bsn'],
  ['111222\n333', '333', 'bsn'],
  ['111 222\r\n333', '333', 'bsn'],
  ['1 1 1 2 2 2 3 3 3', '3 3 3', 'bsn'],
  ['111\u200b222\u200b333', '333', 'bsn'],
  ['111/222/333', '333', 'bsn'],
  ['\u0661\u0661\u0661\u0662\u0662\u0662\u0663\u0663\u0663', '\u0663\u0663\u0663', 'bsn'],
  ['\u06f1\u06f1\u06f1 \u06f2\u06f2\u06f2 \u06f3\u06f3\u06f3', '\u06f3\u06f3\u06f3', 'bsn'],
  ['\uff11\uff11\uff11\uff12\uff12\uff12\uff13\uff13\uff13', '\uff13', 'bsn'],
  ['bsn111222333', '111222333', 'bsn'],
  ['111222333abc', '111222333', 'bsn'],
  ['ik ben 25, 111222333 2 kinderen', '111222333', 'bsn'],
  ['mijn IBAN is NL91ABNA0417164300', 'ABNA0417164300', 'iban'],
  ['NL91ABNA0417164300 en ik woon hier', 'ABNA0417164300', 'iban'],
  ['NL91 ABNA 0417 1643 00 is van mij en mijn man', '0417', 'iban'],
  ['nl91abna0417164300 voor de huur van november', '0417164300', 'iban'],
  ['rekening NL91\nABNA\n0417\n1643\n00', '0417', 'iban'],
  ['NL\u0669\u0661 ABNA \u0660\u0664\u0661\u0667 \u0661\u0666\u0664\u0663 \u0660\u0660', '0417', 'iban'],
  ['DE89370400440532013000 is de bank', '370400440532013000', 'iban'],
  ['kaart 4111 1111 1111 1111', '1111 1111', 'card'],
  ['kaart 4111111111111111 10 euro', '4111111111111111', 'card'],
  ['kaart 4111 1111 1111 1111 12/27', '1111 1111', 'card'],
  ['4111\n1111\n1111\n1111', '1111', 'card'],
  ['mijn v-nummer is 287.123.4567', '287.123.4567', 'v_number'],
  ['V nummer: 2871234567', '2871234567', 'v_number'],
  ['vnr 2871234567', '2871234567', 'v_number'],
  ['vreemdelingennummer 287 123 4567', '4567', 'v_number'],
  ['v2871234567', '2871234567', 'v_number'],
  ['mijn wachtwoord is Zomer2026!', 'Zomer2026', 'password'],
  ['DigiD wachtwoord: Zomer2026', 'Zomer2026', 'password'],
  ['my password is: summer2026', 'summer2026', 'password'],
  ['pincode 4821', '4821', 'password'],
  ['mijn pin is 4821', '4821', 'password'],
  ['pin: 4821', '4821', 'password'],
  ['كلمة السر هي Zomer2026', 'Zomer2026', 'password'],
  ['şifrem 4821abc', '4821abc', 'password'],
  ['رمز عبور من 4821abc', '4821abc', 'password'],
];

const survives: readonly string[] = [
  'bel mij op 06 12345678',
  'mijn ticket is W-78H-8KPD',
  'afspraak op 24-11-2025 om 10:30',
  'afspraak 27 november 2026 om 10:00, kamer 2.14',
  'brief van 2025-11-24',
  'huur € 1.250,00 en € 12.345.678',
  '10 11 12 13 14 december',
  'open 09:00 - 12:30 en 13:00 - 17:00',
  'postcode 1234 AB, huisnummer 12',
  'ik verdien 2100 euro en mijn huur is 850 euro',
  'wachtwoord vergeten',
  'mijn wachtwoord is niet goed',
  'groep 3, lokaal 14, bus 300 om 12.15',
  'veilig thuis 0800-2000 en 113 of 112',
  'mijn dossier is van 1 januari 2024 tot 31 december 2026',
];

describe('numbers that must not be kept', () => {
  test.each(disappears)('%j', (text, gone, kind) => {
    const { masked, kinds } = maskPersonalNumbers(text);
    expect(masked).not.toContain(gone);
    expect(masked).toContain('•••');
    expect(kinds).toContain(kind);
  });
});

describe('what people need to say', () => {
  test.each(survives)('%j', (text) => {
    expect(maskPersonalNumbers(text)).toEqual({ masked: text, kinds: [] });
  });

  /** Numbers are masked by a test that one in ten passes by chance, so a few of each kind prove nothing. */
  const many = (make: (n: number) => string): string[] => Array.from({ length: 2_000 }, (_, n) => make(n));
  const pad = (n: number, length: number): string => String(n).padStart(length, '0');
  const mobile = (n: number): string => pad(10_000_019 + n * 40_009, 8);

  test.each([
    ['a Dutch mobile number', many((n) => `06${mobile(n)}`)],
    ['the same with a space', many((n) => `06 ${mobile(n)}`)],
    ['the same with a hyphen', many((n) => `06-${mobile(n)}`)],
    ['the same in pairs', many((n) => `06 ${mobile(n).replace(/(..)(?=.)/g, '$1 ')}`)],
    ['the same from abroad', many((n) => `+31 6 ${mobile(n)}`)],
    ['the same with (0)', many((n) => `+31 (0)6 ${mobile(n)}`)],
    ['the same with zeros', many((n) => `0031 6 ${mobile(n)}`)],
    ['the same in one piece', many((n) => `00316${mobile(n)}`)],
    ['a number with an area code', many((n) => `0123 ${pad(100_000 + n * 397, 6)}`)],
    ['a number from Syria', many((n) => `+963 944 ${pad(100_000 + n * 397, 6)}`)],
    ['a date', many((n) => `${pad((n % 28) + 1, 2)}-${pad((n % 12) + 1, 2)}-${1990 + (n % 50)}`)],
    ['a date with an hour', many((n) => `${pad((n % 28) + 1, 2)}-${pad((n % 12) + 1, 2)}-2026 ${n % 24} uur`)],
    ['a date with points', many((n) => `${(n % 28) + 1}.${(n % 12) + 1}.${1990 + (n % 50)}`)],
    ['a date as computers write it', many((n) => `2026-${pad((n % 12) + 1, 2)}-${pad((n % 28) + 1, 2)}`)],
    ['a date in one piece', many((n) => `2026${pad((n % 12) + 1, 2)}${pad((n % 28) + 1, 2)}`)],
    ['years', many((n) => `van ${1990 + (n % 30)} ${2000 + (n % 27)}`)],
    ['an amount', many((n) => `€ ${pad(100_000 + n * 397, 6)},${pad(n % 100, 2)}`)],
  ] as const)('%s', (_name, texts) => {
    expect(texts.filter((text) => maskPersonalNumbers(text).kinds.length > 0)).toEqual([]);
  });
});

describe('an activity', () => {
  const mask = createMask(createIds(Buffer.alloc(32, 7)));
  const bsn = '111222333';

  test.each<[string, Activity]>([
    ['the text', { text: `bsn ${bsn}` }],
    ['a pressed value', { value: `bsn ${bsn}` }],
    ['a value of fields', { value: { form: { number: bsn, list: [bsn] } } }],
    ['a number in a value', { value: { number: Number(bsn) } }],
    ['a name in a value', { value: { [bsn]: true } }],
    ['the name of a file', { attachments: [{ contentType: 'image/jpeg', name: `bsn ${bsn}.jpg` }] }],
    ['a card', { attachments: [{ contentType: 'application/x', content: { text: bsn } }] }],
    ['what is spoken', { speak: bsn, summary: bsn }],
  ])('%s keeps no number', (_name, fields) => {
    const masked = mask({ type: 'message', ...fields });
    expect(JSON.stringify(masked)).not.toContain(bsn);
    expect((masked.channelData as { numbers?: string[] }).numbers).toEqual(['bsn']);
  });

  test('the ids of clients and platforms stay, and a number in their copy is not said', () => {
    const sent = {
      type: 'message',
      text: 'hallo',
      channelData: { clientActivityID: '12345672-1a2b', message: { id: '123456782', text: bsn }, tenant: 123456782 },
      attachments: [{ contentType: 'image/png', contentUrl: 'wegwijs:upload/12345672' }],
    };
    const { channelData, attachments } = mask(sent);
    expect(channelData).toEqual({
      clientActivityID: '12345672-1a2b',
      message: { id: '123456782', text: '•••' },
      tenant: '•••',
    });
    expect(attachments).toEqual(sent.attachments);
  });

  test('a long text is read in a time that grows with it', () => {
    const texts = ['pin', '1 ', 'NL91 ', 'v ', '06 ', '1.', '+31 '].map((part) => part.repeat(10_000));
    const spaces = `pin${' '.repeat(200_000)}`.repeat(2);
    for (const text of [...texts, spaces]) expect(mask({ type: 'message', text }).text?.length).toBeGreaterThan(0);
  });

  test('a link code is taken out of a value too, and does not count as given', () => {
    const masked = mask({ type: 'message', text: 'kies', value: { code: '23C45-6D78J' } });
    expect(JSON.stringify(masked.value)).not.toContain('23C45');
  });

  test('what is nested without end is not followed without end', () => {
    let value: unknown = bsn;
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    expect(() => mask({ type: 'message', value })).not.toThrow();
  });
});
