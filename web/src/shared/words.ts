/** The values of `{{name}}` in a text. */
export type WordValues = Readonly<Record<string, string | number>>;

/** Gives the text of a key in one language. */
export type Words<Key extends string> = (key: Key, values?: WordValues) => string;

/** Texts by key; what a language lacks is said by `fallback`. */
export function wordsOf<Key extends string>(
  texts: Readonly<Partial<Record<Key, string>>>,
  fallback: Readonly<Record<Key, string>>,
): Words<Key> {
  return (key, values = {}) =>
    (texts[key] ?? fallback[key]).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
