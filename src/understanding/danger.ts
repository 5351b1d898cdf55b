import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Recognition } from './recognizer.ts';
import { indexPatterns } from './pattern-index.ts';
import { compilePattern, findPattern, patternWords, type WordPattern } from './word-patterns.ts';

/** In the order in which they are told when a text shows several. */
export const dangerKinds = ['fire', 'suicide', 'child', 'medical', 'violence'] as const;

export type DangerKind = (typeof dangerKinds)[number];

export interface Danger {
  danger: boolean;
  /** Whose danger it is. */
  about?: 'self' | 'other';
  /** Absent when only the recognizer saw it. */
  kind?: DangerKind;
}

/** Whether a text tells of danger. Rather once too often than once too few. */
export type DangerDetector = (utterance: string, recognition?: Pick<Recognition, 'intents'>) => Danger;

/** What `locales/<language>/danger.yaml` holds: patterns of words (see word-patterns.ts). */
interface DangerWords {
  kinds: Record<DangerKind, WordPattern[]>;
  /** Phrases that only look like danger; they are taken out before danger is looked for. */
  harmless: WordPattern[];
  /** Words by which people speak of themselves, of someone else, and of someone else whatever stands beside it. */
  self: WordPattern[];
  other: WordPattern[];
  others: WordPattern[];
}

const emergency = 'support.emergency';
/** From which chance on the recognizer alone raises it; higher when what it saw was a harmless phrase. */
const alarm = { usual: 0.3, besideHarmless: 0.9 };
const takenOut = '\u0000';

/** A detector by the words of all languages at once, whatever language a text seems to be in. Throws for a bad file. */
export function createDanger({ localesDir }: { localesDir: string }): DangerDetector {
  const languages = readdirSync(localesDir)
    .map((language) => join(localesDir, language, 'danger.yaml'))
    .filter((file) => existsSync(file))
    .map(readDangerWords);
  const all = (list: 'harmless' | 'self' | 'other' | 'others'): WordPattern[] =>
    languages.flatMap((words) => words[list]);
  const kinds = Object.fromEntries(
    dangerKinds.map((kind) => [kind, languages.flatMap((words) => words.kinds[kind])]),
  ) as DangerWords['kinds'];
  const patternsIn = indexPatterns({
    ...kinds,
    harmless: all('harmless'),
    self: all('self'),
    other: all('other'),
    others: all('others'),
  });

  return (utterance, recognition) => {
    const words = patternWords(utterance);
    const patternsOf = patternsIn(words);
    const has = (list: Parameters<typeof patternsOf>[0]): boolean =>
      patternsOf(list).some((pattern) => findPattern(pattern, words) !== undefined);
    const isHarmless = takeOut(patternsOf('harmless'), words);
    const kind = dangerKinds.find(has);
    const chance = recognition?.intents.find(({ name }) => name === emergency)?.score ?? 0;
    if (!kind && chance < (isHarmless ? alarm.besideHarmless : alarm.usual)) return { danger: false };
    const about = has('others') || (has('other') && !has('self')) ? 'other' : 'self';
    return { danger: true, about, ...(kind && { kind }) };
  };
}

/** Blanks the words that the patterns match; whether there were any. */
function takeOut(patterns: readonly WordPattern[], words: string[]): boolean {
  let found = false;
  for (const pattern of patterns) {
    for (let match = findPattern(pattern, words); match; match = findPattern(pattern, words, match.end)) {
      words.fill(takenOut, match.start, match.end);
      found = true;
    }
  }
  return found;
}

function readDangerWords(file: string): DangerWords {
  const content = (parse(readFileSync(file, 'utf8')) ?? {}) as Record<string, unknown>;
  const list = (name: string, value: unknown): WordPattern[] => {
    if (!Array.isArray(value)) throw new Error(`${file}: "${name}" is not a list of patterns`);
    return value.map((pattern) => {
      try {
        return compilePattern(String(pattern), { exactly: name === 'harmless' });
      } catch (error) {
        throw new Error(`${file}: under "${name}", ${(error as Error).message}`, { cause: error });
      }
    });
  };
  const kinds = Object.fromEntries(dangerKinds.map((kind) => [kind, list(kind, content[kind])]));
  const [harmless, self, other, others] = ['harmless', 'self', 'other', 'others'].map((name) =>
    list(name, content[name]),
  );
  return { kinds, harmless, self, other, others } as DangerWords;
}
