import type { Group, Law } from './person.ts';

/** Under which rules somebody falls, as far as known. */
export interface Scope {
  law?: Law | 'unknown';
  group?: Group | 'unknown';
  /** From the municipality's record, or as the person said; the record overrules. */
  basis?: 'record' | 'self';
}

export type ScopePart = 'law' | 'group';

/** What is said on an intent from facts: the first part that fits a person. */
export interface FactAnswer {
  intent: string;
  said: readonly ScopedText[];
  /** What is asked when it is not known; absent: both. The rest is used where it is known, and not asked. */
  asks?: readonly ScopePart[];
  /** Intents to go on with, as buttons; two at most. */
  next: readonly string[];
}

/** A text for some people; without `law` and `groups` it is for everyone, and for those of whom nothing is known. */
export interface ScopedText {
  law?: Law;
  groups?: readonly Group[];
  /** Key in `locales/<lng>/`, as `topic.key`. */
  text: string;
  /** What it rests on, besides the facts that it names by placeholder. */
  facts: readonly string[];
}

export const laws = ['2021', '2013', 'none'] as const satisfies readonly Law[];
export const groups = ['asylum', 'asylum_family', 'family', 'other'] as const satisfies readonly Group[];

const isFor = ({ law, groups: own }: ScopedText, scope: Scope): boolean =>
  (law === undefined || law === scope.law) && (own === undefined || own.some((group) => group === scope.group));

/** The first text that fits; where a part of the scope is not known, the one for everyone. */
export const textFor = (answer: FactAnswer, scope: Scope): ScopedText | undefined =>
  answer.said.find((one) => isFor(one, scope));

/** What must still be asked before a text can be chosen. */
export function missingScope(
  { said, asks = ['law', 'group'] }: FactAnswer,
  { law, group }: Scope,
): ScopePart | undefined {
  for (const one of said) {
    if (one.law !== undefined && law === undefined && asks.includes('law')) return 'law';
    if (one.law !== undefined && one.law !== law) continue;
    if (one.groups === undefined) return undefined;
    if (group === undefined && asks.includes('group')) return 'group';
    if (one.groups.some((own) => own === group)) return undefined;
  }
  return undefined;
}
