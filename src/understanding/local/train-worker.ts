import { parentPort, workerData } from 'node:worker_threads';
import { readTrainingSet } from '../lu.ts';
import { writeModel } from './model-file.ts';
import { trainModel } from './model.ts';

/** What the thread is asked to do; it posts Progress, and ends when the file stands. */
export interface TrainingTask {
  localesDir: string;
  file: string;
}

const { localesDir, file } = workerData as TrainingTask;
writeModel(
  file,
  trainModel(readTrainingSet(localesDir), (progress) => parentPort?.postMessage(progress)),
);
