import { expect, test } from '@jest/globals';
import { startHousekeeping } from '../../src/app/housekeeping.ts';
import { silentLog } from '../../src/core/log.ts';
import { holdClock } from '../held-clock.ts';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

test('a full batch is followed by another, and every hour comes again, also after a failure', async () => {
  const clock = holdClock();
  const left = [200, 200, 7];
  let calls = 0;
  const stop = startHousekeeping(
    {
      codes: () => {
        calls += 1;
        return calls === 5 ? Promise.reject(new Error('away')) : Promise.resolve(left.shift() ?? 0);
      },
    },
    { clock, log: silentLog },
  );
  await settled();
  expect(calls).toBe(3);
  for (const expected of [4, 5, 6]) {
    clock.advance(3_600_000);
    await settled();
    expect(calls).toBe(expected);
  }
  stop();
  clock.advance(7_200_000);
  await settled();
  expect(calls).toBe(6);
});
