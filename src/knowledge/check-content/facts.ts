import { join } from 'node:path';
import { factOn, FactsError, isValidOn, loadFacts, type Fact } from '../facts.ts';
import { filesUnder } from './content-files.ts';
import { wrong, type Problem } from './problem.ts';

export interface Facts {
  /** What holds on the day. Undefined when a file could not be read: then nothing can be said of what is not there. */
  facts: Map<string, Fact> | undefined;
  problems: Problem[];
}

/** The facts, or every fault in their files; and which of them do not hold on a day (ISO date). */
export function readFacts(root: string, today: string): Facts {
  try {
    const facts = loadFacts(join(root, 'dialogs'));
    const now = [...facts.keys()].flatMap((id) => factOn(facts, id, today) ?? []);
    return {
      facts: new Map(now.map((fact) => [fact.id, fact])),
      problems: [
        ...now
          .filter((fact) => !isValidOn(fact, today))
          .map((fact) => wrong(fileOf(root, fact), fact.id, `does not hold on ${today}`)),
        ...[...facts.values()]
          .flat()
          .filter(({ checkedOn }) => checkedOn > today)
          .map((fact) => wrong(fileOf(root, fact), fact.id, 'is checked on a day that has not come')),
      ],
    };
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    const own = (file: string): string => file.replace(join(root, '/'), '').replaceAll('\\', '/');
    return { facts: undefined, problems: error.problems.map(({ file, key, what }) => wrong(own(file), key, what)) };
  }
}

const fileOf = (root: string, { id }: Fact): string =>
  filesUnder(root, 'dialogs', 'facts.yaml').find(({ source }) => new RegExp(`\\bid["']?: *["']?${id}\\b`).test(source))
    ?.path ?? '';
