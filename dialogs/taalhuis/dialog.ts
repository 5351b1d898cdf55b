import type { FactAnswer } from '../../src/core/scope.ts';
import { allFromFacts } from '../../src/turn/from-facts.ts';
import { TopicDialog } from '../../src/turn/topic-dialog.ts';
import { buddy, signup } from './signup.ts';
import { where } from './where.ts';

/** The Taalhuis: what it is, where, and a sign-up for which nobody needs a code. */
export const createTaalhuisDialog = (answers: ReadonlyMap<string, FactAnswer>): TopicDialog =>
  new TopicDialog('taalhuis', {
    ...allFromFacts(answers, ['taalhuis.what', 'taalhuis.cost', 'taalhuis.taalboost']),
    'taalhuis.where': where,
    'taalhuis.signup': signup,
    'taalhuis.buddy': buddy,
  });
