import { join } from 'node:path';
import { leadingLanguage } from '../../core/locale.ts';
import type { Municipality } from '../../core/municipality.ts';
import { loadMunicipalities, MunicipalityError } from '../municipalities.ts';
import { checkAnswers } from './answers.ts';
import { checkTitles, readCatalogue } from './catalogue.ts';
import { checkConversations } from './conversations.ts';
import { readFacts } from './facts.ts';
import { buttonKeys, checkKeysInCode, speakingFiles } from './keys-in-code.ts';
import { checkLanguages } from './languages.ts';
import { checkLocaleFiles } from './locale-files.ts';
import { checkPhrases, type ReadPhrases } from './phrases.ts';
import { wrong, type Problem } from './problem.ts';
import { readTextFiles, textsOf } from './text-files.ts';
import { checkWording } from './wording.ts';

export interface ContentCheck {
  /** The folder that `locales`, `dialogs`, `municipalities` and `src/turn` stand in. */
  root: string;
  /** The day on which facts must hold, as an ISO date. */
  today: string;
  readPhrases: ReadPhrases;
  /** Whether an intent is on money, fines, permits, health or terms. */
  isCareful(intent: string): boolean;
}

/** Everything that is wrong in what the assistant says, knows and learns from. */
export function checkContent({ root, today, readPhrases, isCareful }: ContentCheck): Problem[] {
  const read = readTextFiles(root);
  const dutch = textsOf(read.files, leadingLanguage);
  const catalogue = readCatalogue(root);
  const { facts, problems: factProblems } = readFacts(root, today);
  const { municipalities, problems: municipalityProblems } = readMunicipalities(root);
  const code = speakingFiles(root);
  const spoken = new Set(municipalities.flatMap(({ languages }) => languages));
  return [
    ...read.problems,
    ...catalogue.problems,
    ...factProblems,
    ...municipalityProblems,
    ...checkLocaleFiles(root, read.languages),
    ...checkLanguages(read, municipalities),
    ...checkWording(read.files, { facts, buttons: buttonKeys(code, dutch), isCareful }),
    ...checkTitles(catalogue, dutch),
    ...checkKeysInCode(code, { dutch, facts: facts ?? { has: () => true }, catalogue }),
    ...checkAnswers(root, { dutch, facts, catalogue, code }),
    ...checkPhrases(root, read.languages, catalogue, readPhrases),
    ...checkConversations(root, { dutch, spoken, catalogue }),
  ];
}

function readMunicipalities(root: string): { municipalities: Municipality[]; problems: Problem[] } {
  try {
    return { municipalities: [...loadMunicipalities(join(root, 'municipalities')).values()], problems: [] };
  } catch (error) {
    if (!(error instanceof MunicipalityError)) throw error;
    return {
      municipalities: [],
      problems: error.problems.map((problem) => wrong('municipalities', undefined, problem)),
    };
  }
}
