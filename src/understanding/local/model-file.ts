import { createHash } from 'node:crypto';
import {
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  fsyncSync,
  closeSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { trainingFiles } from '../lu.ts';
import type { Model } from './model.ts';
import { BrokenPack, pack, unpack } from './pack.ts';

const here = import.meta.dirname;

/** The code that makes a model what it is. */
const codeFiles = (): string[] => [
  ...['lu.ts', 'normalize.ts'].map((name) => join(here, '..', name)),
  ...readdirSync(here)
    .sort()
    .map((name) => join(here, name)),
];

/** The file that belongs to these training files and to this code: another line or another algorithm is another file. */
export function modelFile(localesDir: string, modelsDir: string): string {
  const hash = createHash('sha256');
  const add = (name: string, content: string): void => void hash.update(`${name}\0${content.length}\0${content}`);
  for (const { path, source } of trainingFiles(localesDir)) add(path, source);
  for (const file of codeFiles()) add(relative(here, file), readFileSync(file, 'utf8'));
  return join(modelsDir, hash.digest('hex').slice(0, 32));
}

/** The model in a file; `undefined` when there is none, or not a whole one. */
export function readModel(file: string): Model | undefined {
  try {
    return unpack(readFileSync(file)) as Model;
  } catch (error) {
    if (error instanceof BrokenPack || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Appears under its name only when all of it is on disk. */
export function writeModel(file: string, model: Model): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}-${process.hrtime.bigint()}`;
  writeFileSync(unfinished, pack(model), { flag: 'wx' });
  const descriptor = openSync(unfinished, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(unfinished, file);
}
