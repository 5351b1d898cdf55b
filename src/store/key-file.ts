import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { createDataKey, formatDataKeys, parseDataKeys, type DataKey } from './data-keys.ts';

/**
 * The data keys of an installation without `DATA_KEYS`: one key in a file that only its owner reads, made at the first
 * start and on disk before it is used. The file's text is a valid `DATA_KEYS`.
 */
export function loadOrCreateKeyFile(path: string): DataKey[] {
  const existing = read(path);
  if (existing) return existing;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  create(path);
  const created = read(path);
  if (!created) throw new Error(`${path}: the key file is gone right after it was made`);
  return created;
}

function read(path: string): DataKey[] | undefined {
  let text: string;
  try {
    chmodSync(path, 0o600);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return parseDataKeys(text.trim());
  } catch (cause) {
    throw new Error(`${path} does not hold data keys`, { cause });
  }
}

/** Written beside and linked into place: another process sees a whole file or none, and the first one wins. */
function create(path: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    writeDurably(draft, formatDataKeys([createDataKey('k1')]) + '\n');
    linkSync(draft, path);
    syncDirectory(dirname(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
}

function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
