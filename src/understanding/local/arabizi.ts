import { fold, wordsOf } from '../normalize.ts';

/** How each Arabic letter is typed with Latin letters and digits; the first is the most usual. Folded letters only. */
const spellings: Record<string, string[]> = {
  ا: ['a', 'e'], ب: ['b'], ت: ['t'], ث: ['th', 's'], ج: ['j', 'g'], ح: ['7', 'h'], خ: ['kh', '5'], د: ['d'],
  ذ: ['th', 'z'], ر: ['r'], ز: ['z'], س: ['s'], ش: ['sh', 'ch'], ص: ['s', '9'], ض: ['d'], ط: ['t', '6'], ظ: ['z'],
  ع: ['3', 'a'], غ: ['gh', 'g'], ف: ['f'], ق: ['q', '2', 'k'], ک: ['k'], ل: ['l'], م: ['m'], ن: ['n'], ه: ['h', 'a'],
  و: ['w', 'o', 'ou'], ی: ['y', 'i', 'ee'], ء: ['', '2'],
}; // prettier-ignore

/** One sign for each sound, whichever way it was typed; vowels, and the sounds typed as vowels, are left out. */
const sounds: [RegExp, string][] = [
  [/kh|5/g, 'x'],
  [/gh/g, 'v'],
  [/sh|ch/g, 'c'],
  [/th/g, 't'],
  [/[aeiouyw23]/g, ''],
  [/7/g, 'h'],
  [/6/g, 't'],
  [/9/g, 's'],
  [/8/g, 'q'],
  [/g/g, 'j'],
  [/q/g, 'k'],
  [/z/g, 'd'],
  [/(.)\1+/g, '$1'],
];
const article = /^(al|el|il)(?=..)/;

/** An Arabic text letter by letter in Latin letters: short vowels stay out. Words in Latin letters stay as they are. */
export const transliterated = (text: string): string =>
  wordsOf(fold(text))
    .map((word) => [...word].map((letter) => spellings[letter]?.[0] ?? letter).join(''))
    .join(' ');

/**
 * The consonants of a text in Arabic, in either script: "موعدي" and "maw3idi" become the same, so that lines in Arabic
 * letters teach how Arabic in Latin letters reads.
 */
export const skeletonOf = (text: string): string =>
  wordsOf(transliterated(text))
    .map((word) => sounds.reduce((rest, [sound, sign]) => rest.replace(sound, sign), word.replace(article, '')))
    .filter((word) => word !== '')
    .join(' ');

const vowel = /[aeiouyw23]$/;

/** An Arabic line as somebody might type it in Latin letters, for recognizing the language; short vowels are guessed. */
export function romanized(line: string, random: () => number): string {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
  return wordsOf(fold(line))
    .map((word) => {
      let typed = '';
      for (const letter of word) {
        const spelling = pick(spellings[letter] ?? [letter]);
        const needsVowel = typed !== '' && !vowel.test(typed) && !/^[aeiouyw]/.test(spelling) && random() < 0.7;
        typed += (needsVowel ? pick(['a', 'a', 'e', 'i', 'o']) : '') + spelling;
      }
      return typed;
    })
    .join(' ');
}
