import { join } from 'node:path';
import { FactsError, isValidOn, loadFacts, type Fact } from '../facts.ts';
import { filesUnder } from './content-files.ts';
import { wrong, type Problem } from './problem.ts';

export interface Facts {
  /** Undefined when a file could not be read: then nothing can be said of what is not there. */
  facts: Map<string, Fact> | undefined;
  problems: Problem[];
}

/** The facts, or every fault in their files; and which of them do not hold on a day (ISO date). */
export function readFacts(root: string, today: string): Facts {
  try {
    const facts = loadFacts(join(root, 'dialogs'));
    return { facts, problems: [...facts.values()].flatMap((fact) => checkDates(root, fact, today)) };
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    const own = (file: string): string => file.replace(join(root, '/'), '').replaceAll('\\', '/');
    return { facts: undefined, problems: error.problems.map(({ file, key, what }) => wrong(own(file), key, what)) };
  }
}

function checkDates(root: string, fact: Fact, today: string): Problem[] {
  return [
    ...(isValidOn(fact, today) ? [] : [wrong(fileOf(root, fact), fact.id, `does not hold on ${today}`)]),
    ...(fact.checkedOn > today ? [wrong(fileOf(root, fact), fact.id, 'is checked on a day that has not come')] : []),
  ];
}

const fileOf = (root: string, { id }: Fact): string =>
  filesUnder(root, 'dialogs', 'facts.yaml').find(({ source }) => new RegExp(`\\bid: *${id}\\b`).test(source))?.path ??
  '';
