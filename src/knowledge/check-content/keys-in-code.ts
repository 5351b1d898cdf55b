import type { Catalogue } from './catalogue.ts';
import { filesUnder, lineAt, type ContentFile } from './content-files.ts';
import { wrong, type Problem } from './problem.ts';

/** The code that names texts, facts and intents. */
export const speakingFiles = (root: string): ContentFile[] => [
  ...filesUnder(root, 'dialogs', '.ts'),
  ...filesUnder(root, 'src/turn', '.ts'),
];

interface Content {
  dutch: ReadonlyMap<string, string>;
  facts: { has(id: string): boolean };
  catalogue: Catalogue;
}

/** Whatever the code names is there: text keys, beginnings of text keys, intents and facts. */
export function checkKeysInCode(files: readonly ContentFile[], content: Content): Problem[] {
  const topics = new Set(
    [...content.dutch.keys(), ...content.catalogue.intents.keys()].map((key) => key.split('.')[0]),
  );
  return files.flatMap((file) => [
    ...namesIn(file)
      .filter(({ name }) => topics.has(name.split('.')[0]))
      .flatMap((named) => checkName(file, named, content)),
    ...choicesIn(file).flatMap((named) => checkName(file, { ...named, isText: true }, content)),
    ...factsInCode(file)
      .filter(({ name }) => !content.facts.has(name))
      .map(({ name, at }) => wrong(place(file, at), name, 'is no fact')),
  ]);
}

export interface Named {
  name: string;
  /** Offset in the file. */
  at: number;
  /** True where only a text will do; else the name may be an intent's. */
  isText?: boolean;
  /** True where what follows is only known when it runs. */
  isBeginning?: boolean;
}

function checkName(
  file: ContentFile,
  { name, at, isText, isBeginning }: Named,
  { dutch, catalogue }: Content,
): Problem[] {
  if (isBeginning || /[._]$/.test(name)) {
    const isKnown = [...dutch.keys(), ...(isText ? [] : catalogue.intents.keys())].some((key) => key.startsWith(name));
    return isKnown ? [] : [wrong(place(file, at), name, 'begins no text of locales/nl')];
  }
  if (dutch.has(name) || (!isText && catalogue.intents.has(name))) return [];
  return [
    wrong(place(file, at), name, isText ? 'is no text of locales/nl' : 'is neither a text of locales/nl nor an intent'),
  ];
}

const place = ({ path, source }: ContentFile, at: number): string => `${path}:${lineAt(source, at)}`;

const quoted =
  /(?<before>(?:\b(?:key|before):|\b(?:text|hasText)\(|\btextIn\([\w.]+,|\bsay\([\w.]+,)\s*)?(?:'(?<whole>[a-z]+\.[\w.]*)'|`(?<start>[a-z]+\.[\w.]*)(?<rest>\$\{)?)/g;

const namesIn = ({ source }: ContentFile): Named[] =>
  [...source.matchAll(quoted)].map(({ groups = {}, index }) => ({
    name: groups['whole'] ?? groups['start'] ?? '',
    at: index,
    isText: groups['before'] !== undefined,
    isBeginning: groups['rest'] !== undefined,
  }));

const titledChoices = /\btitled\(\s*\w+,\s*'(?<prefix>[^']+)',\s*\[(?<values>[^\]]*)\]/g;

/** The choices of `titled(turn, prefix, values)` whose values stand there. */
const choicesIn = ({ source }: ContentFile): Named[] =>
  [...source.matchAll(titledChoices)].flatMap(({ groups = {}, index }) =>
    [...(groups['values'] ?? '').matchAll(/'([^']+)'/g)].map(([, value]) => ({
      name: `${groups['prefix']}${value}`,
      at: index,
    })),
  );

/** The facts that code names, with their places. */
export const factsInCode = ({ source }: ContentFile): Named[] =>
  [...source.matchAll(/'(F\d{1,3}[a-z]?)'/g)].map(({ 1: name = '', index }) => ({ name, at: index }));

const buttonText =
  /\b(?:postBack\([^()]*?\btext(?:In)?\(|title:\s*[\w.]*\btext(?:In)?\()(?:\w+,\s*)?(?:'(?<whole>[^']+)'|`(?<start>[^`$]+)\$\{)/g;
const titledBeginning = /\btitled\(\s*\w+,\s*'(?<start>[^']+)',\s*\w/g;

/** The Dutch keys whose texts are titles of buttons: by how the code uses them; what begins with call_ is dialled. */
export function buttonKeys(files: readonly ContentFile[], dutch: ReadonlyMap<string, string>): Set<string> {
  const used = files.flatMap(({ source }) => [...source.matchAll(buttonText), ...source.matchAll(titledBeginning)]);
  const whole = [
    ...used.flatMap(({ groups }) => groups?.['whole'] ?? []),
    ...files.flatMap((file) => choicesIn(file).map(({ name }) => name)),
  ];
  const beginnings = used.flatMap(({ groups }) => groups?.['start'] ?? []);
  const isButton = (key: string): boolean =>
    whole.includes(key) || /\.call_/.test(key) || beginnings.some((beginning) => key.startsWith(beginning));
  return new Set([...dutch.keys()].filter(isButton));
}
