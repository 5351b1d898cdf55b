import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TrainingLine } from '../lu.ts';
import type { Recognizer } from '../recognizer.ts';
import { modelFile, readModel } from './model-file.ts';
import { recognizeBy, trainModel, type Model, type Progress } from './model.ts';
import type { TrainingTask } from './train-worker.ts';

export type { Progress };

export interface LocalOptions {
  /** The folder with a folder a language, each with its `.lu` files. */
  localesDir: string;
  /** Where trained models are kept, a file each. */
  modelsDir: string;
  onProgress?: (progress: Progress) => void;
}

/** The recognizer that is trained here: from its file, or first trained in a thread of its own. Throws a LuError. */
export async function createLocalRecognizer({ localesDir, modelsDir, onProgress }: LocalOptions): Promise<Recognizer> {
  const file = modelFile(localesDir, modelsDir);
  let model = readModel(file);
  if (!model) {
    await trainInThread({ localesDir, file }, onProgress);
    model = readModel(file);
  }
  if (!model) throw new Error(`${file}: the model was written but cannot be read.`);
  return recognizerOf(model);
}

/** A recognizer that was trained on these lines, here and now, and is kept nowhere. */
export const trainLocalRecognizer = (lines: readonly TrainingLine[]): Recognizer => recognizerOf(trainModel(lines));

const recognizerOf = (model: Model): Recognizer => ({
  name: 'local',
  recognize: async (utterance, hints) => recognizeBy(model, utterance, hints),
});

async function trainInThread(task: TrainingTask, onProgress: LocalOptions['onProgress']): Promise<void> {
  const thread = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: task });
  if (onProgress) thread.on('message', onProgress);
  const [exitCode] = (await once(thread, 'exit')) as [number];
  if (exitCode !== 0) throw new Error(`Training ended with code ${exitCode}.`);
}
