import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { reasonOf } from '../core/errors.ts';
import { evaluate } from '../understanding/evaluate.ts';
import { readLabelled } from '../understanding/labelled.ts';
import type { Recognizer } from '../understanding/recognizer.ts';
import { createLocalRecognizer, trainLocalRecognizer } from '../understanding/registry.ts';
import { roundsOf } from '../understanding/rounds.ts';

const usage = 'Usage: npm run -s eval -- FILE.jsonl [--recognizer local|luis|clu] [--train FILE.jsonl] [--fold k]';
const recognizers = ['local', 'luis', 'clu'];

/** Prints one line of JSON: how well labelled messages are recognized, without dialogs. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { recognizer: { type: 'string', default: 'local' }, train: { type: 'string' }, fold: { type: 'string' } },
  });
  const { recognizer, train, fold } = values;
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error(`Name one file of labelled messages. ${usage}`);
  if (!recognizers.includes(recognizer)) throw new Error(`There is no recognizer "${recognizer}". ${usage}`);
  if (fold !== undefined && !/^\d+$/.test(fold))
    throw new Error(`--fold is ${fold}: it must be a number from 1. ${usage}`);
  if (recognizer !== 'local') throw new Error(reasonAgainst(recognizer, train !== undefined));
  const rounds = roundsOf({
    test: readLabelled(file),
    ...(train !== undefined && { train: readLabelled(train) }),
    ...(fold !== undefined && { fold: Number(fold) }),
  });
  let round = 0;
  const evaluation = await evaluate(rounds, async (lines) => {
    say(`round ${++round} of ${rounds.length}`);
    return lines ? trainLocalRecognizer(lines) : ownRecognizer();
  });
  process.stdout.write(`${JSON.stringify(evaluation)}\n`);
}

const reasonAgainst = (recognizer: string, trains: boolean): string =>
  trains
    ? `${recognizer} is trained where it runs: --train is for the local recognizer only.`
    : `There is no adapter for ${recognizer} here: only the local recognizer can be scored.`;

const ownRecognizer = (): Promise<Recognizer> =>
  createLocalRecognizer({
    localesDir: fileURLToPath(new URL('../../locales', import.meta.url)),
    modelsDir: join(readConfig().dataDir, 'models'),
    onProgress: ({ step, steps, about }) => say(`training the recognizer: ${about} (${step}/${steps})`),
  });

const say = (line: string): void => void process.stderr.write(`${line}\n`);

main().catch((error: unknown) => {
  say(reasonOf(error));
  process.exitCode = 2;
});
