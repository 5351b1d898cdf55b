import { readFileSync } from 'node:fs';
import { reasonOf } from '../core/errors.ts';
import { z } from 'zod';

/** A message with what it wants, as people labelled it: a line of a file of labelled messages. */
export type LabelledMessage = z.infer<typeof labelledMessage>;

const words = z.string().trim().min(1);
const labelledMessage = z.object({
  text: words,
  intent: words,
  lang: words.optional(),
  /** Other intents that are right as well. */
  alt: z.array(words).optional(),
  /** `train`, `test`, or a letter a fold: r to train on, t to test on. */
  split: words.optional(),
});

/** A file of labelled messages that cannot be used; the message names the file and, where it can, the line. */
export class LabelledError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'LabelledError';
  }
}

/** Reads a file with one JSON object a line. Throws a LabelledError for the first bad line. */
export function readLabelled(file: string): LabelledMessage[] {
  const rows = textOf(file).split('\n');
  const messages = rows.flatMap((row, index) => (row.trim() === '' ? [] : [parseRow(row, `${file}:${index + 1}`)]));
  if (messages.length === 0) throw new LabelledError(`${file}: there are no messages in it.`);
  return messages;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new LabelledError(`${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function parseRow(row: string, where: string): LabelledMessage {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch (error) {
    throw new LabelledError(`${where}: this is not JSON: ${reasonOf(error)}`, { cause: error });
  }
  const result = labelledMessage.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new LabelledError(`${where}: ${issue!.path.length > 0 ? `"${issue!.path.join('.')}": ` : ''}${issue!.message}`);
}
