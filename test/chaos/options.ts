import { parseArgs } from 'node:util';

export interface ChaosOptions {
  store: 'sqlite' | 'mongodb';
  /** How many servers stand on the store; SQLite has one. */
  processes: number;
  kills: number;
  /** After so many minutes nothing new is begun. */
  minutes: number;
  seed: number;
}

/** Reads the arguments of `npm run chaos`. Throws an `Error` whose message says what is wrong. */
export function readOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      store: { type: 'string', default: 'sqlite' },
      processes: { type: 'string' },
      kills: { type: 'string', default: '50' },
      minutes: { type: 'string', default: '12' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const { store } = values;
  if (store !== 'sqlite' && store !== 'mongodb') throw new Error('--store is sqlite or mongodb');
  const processes = wholeNumber('processes', values.processes ?? (store === 'mongodb' ? '3' : '1'), 1);
  if (store === 'sqlite' && processes > 1) throw new Error('a SQLite file has one server: --processes needs mongodb');
  return {
    store,
    processes,
    kills: wholeNumber('kills', values.kills, 0),
    minutes: wholeNumber('minutes', values.minutes, 1),
    seed: wholeNumber('seed', values.seed, 0),
  };
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least) throw new Error(`--${name} is a whole number from ${least}`);
  return number;
}
