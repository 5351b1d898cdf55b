import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const locales = join(import.meta.dirname, '../../locales');

/** What stands in `locales/`, by its key (`general.welcome`), up to the first blank that a turn fills in. */
export function phrase(language, key) {
  const [topic, ...path] = key.split('.');
  const texts = JSON.parse(readFileSync(join(locales, language, `${topic}.json`), 'utf8'));
  const text = texts[path.join('.')] ?? path.reduce((inner, name) => inner?.[name], texts);
  if (typeof text !== 'string') throw new Error(`locales/${language}/${topic}.json has no ${path.join('.')}.`);
  return text.split('{{')[0].trim();
}

/** Amina's next appointment, as `municipalities/demo-people/wegstad.yaml` has it. */
export const amina = { person: 'demo-amina', caseWorker: 'sanne', place: 'Marktplein 1, Wegstad, kamer 2.14' };

/** Without the invisible marks that keep a number or a name in its own direction. */
export const plain = (text) => text.replace(/[\u200e\u200f\u2066-\u2069]/g, '');
