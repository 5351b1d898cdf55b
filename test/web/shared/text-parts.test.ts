import { describe, expect, test } from '@jest/globals';
import { phoneAddress, safeAddress, textParts } from '../../../web/src/shared/text-parts.ts';

const shown = (text: string): string =>
  textParts(text)
    .map((part) => (part.kind === 'plain' ? part.text : `[${part.kind}:${part.text}]`))
    .join('');

describe('parts of a text', () => {
  test.each([
    ['geen getal', 'geen getal'],
    ['op 24-11-2026 om 09:00', 'op [number:24-11-2026] om [number:09:00]'],
    ['van 09:00 – 10:30.', 'van [number:09:00 – 10:30].'],
    ['op 03-12-2026', 'op [number:03-12-2026]'],
    ['op 3 december', 'op [number:3] december'],
    ['€ 1.234,50 per maand', '[number:€ 1.234,50] per maand'],
    ['80% klaar', '[number:80%] klaar'],
    ['niveau B1 of A2', 'niveau [number:B1] of [number:A2]'],
    ['nummer W-1042.', 'nummer [number:W-1042].'],
    ['code K7PQ2-9XWRT', 'code [number:K7PQ2-9XWRT]'],
    ['bel 112!', 'bel [phone:112]!'],
    ['€ 112', '[number:€ 112]'],
    ['bel 0800-2000 of 113', 'bel [phone:0800-2000] of [phone:113]'],
    ['bel 06 12345678', 'bel [phone:06 12345678]'],
    ['bel +31 20 123 45 67', 'bel [phone:+31 20 123 45 67]'],
    ['kijk op https://a.example/x?y=1.', 'kijk op [web:https://a.example/x?y=1].'],
    ['(https://a.example/x)', '([web:https://a.example/x])'],
    ['http://a.example en javascript:x', 'http://a.example en javascript:x'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
    expect(
      textParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });

  test('a phone number is dialled without its spaces', () => {
    expect(textParts('+31 20 123 45 67')).toEqual([
      { kind: 'phone', text: '+31 20 123 45 67', href: 'tel:+31201234567' },
    ]);
  });
});

describe('addresses of buttons', () => {
  const own = 'http://localhost:3978';
  test.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['/pin#t', 'http://localhost:3978/pin#t'],
    ['http://localhost:3978/pin#t', 'http://localhost:3978/pin#t'],
    ['http://a.example/', undefined],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['//a.example/x', undefined],
    ['https://', undefined],
  ])('%s opens %s', (value, expected) => expect(safeAddress(value, own)).toBe(expected));

  test.each([
    ['tel:112', 'tel:112'],
    ['+31 (0)20 123-4567', 'tel:+310201234567'],
    ['tel:javascript:alert(1)', undefined],
    ['12', undefined],
  ])('%s calls %s', (value, expected) => expect(phoneAddress(value)).toBe(expected));
});
