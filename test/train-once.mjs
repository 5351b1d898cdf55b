import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalRecognizer } from '../src/understanding/registry.ts';

/** Before the first test: trains the recognizer that the tests share, when its phrases changed since the last run. */
export default async function trainOnce() {
  await createLocalRecognizer({
    localesDir: join(import.meta.dirname, '..', 'locales'),
    modelsDir: join(tmpdir(), 'wegwijs-test-models'),
    onProgress: ({ step, steps, about }) => {
      if (step > 0) process.stderr.write(`training the recognizer: ${about} (${step}/${steps})\n`);
    },
  });
}
