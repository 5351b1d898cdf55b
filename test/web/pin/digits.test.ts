import { expect, test } from '@jest/globals';
import { digitsOf } from '../../../web/src/pin/digits.ts';

test.each([
  ['12345', '12345'],
  ['١٢٣٤٥', '12345'],
  ['۱۲۳۴۵', '12345'],
  ['1 2-3a4', '1234'],
  ['', ''],
])('%s is %s', (typed, digits) => expect(digitsOf(typed)).toBe(digits));
