import { wordsOf } from '../normalize.ts';

export type Script = 'Latin' | 'Arabic' | 'Cyrillic' | 'Ethiopic' | 'other';

const scripts: [Script, RegExp][] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Ethiopic', /\p{Script=Ethiopic}/u],
  ['other', /\p{L}/u],
];
/** People write Dutch words inside other scripts, hardly the other way round: so much of a text decides. */
const foreignShare = 1 / 3;

/** The script that a text is written in, whatever Dutch words stand in it; `undefined` without letters. */
export function scriptOf(text: string): Script | undefined {
  const counts = new Map<Script, number>();
  for (const word of wordsOf(text)) {
    const script = scripts.find(([, letter]) => letter.test(word))?.[0];
    if (script) counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  const words = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const [foreign, count] = [...counts].filter(([script]) => script !== 'Latin').sort(([, a], [, b]) => b - a)[0] ?? [];
  if (foreign && count! >= words * foreignShare) return foreign;
  return counts.has('Latin') ? 'Latin' : foreign;
}
