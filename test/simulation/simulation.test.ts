import { expect, test } from '@jest/globals';
import { figuresOf } from './figures.ts';
import { short } from './plans.ts';
import { simulate } from './simulate.ts';

test('a holiday, a bridge day and an overload: nobody is forgotten, promises are kept, broken ones apologised for', async () => {
  const figures = figuresOf(await simulate(short));
  expect(figures).toMatchObject({ newcomers: 80, tickets: 80, languages: 9, forgotten: 0, unansweredAtEnd: 0 });
  // Of eighty, one broken promise is more than one in a hundred, and ids decide who comes first: `npm run simulate`
  // measures the share on two weeks of 400.
  expect(figures.promises.keptShare).toBeGreaterThanOrEqual(0.9);
  expect(figures.apologies).toBe(figures.promises.broken);
  expect(figures.promised.urgent.median).toBeLessThanOrEqual(1);
  expect(figures.promised.normal.median).toBeLessThanOrEqual(2);
  expect(figures.nobodyThere).toBeGreaterThan(0);
}, 120_000);
