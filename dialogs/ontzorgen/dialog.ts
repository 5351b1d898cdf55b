import type { FactAnswer, ScopedText } from '../../src/core/scope.ts';
import { allFromFacts } from '../../src/turn/from-facts.ts';
import { TopicDialog } from '../../src/turn/topic-dialog.ts';
import { straightToPerson } from '../support/straight-to-person.ts';
import { allowance } from './allowance.ts';
import { debt } from './debt.ts';
import { end } from './end.ts';
import { payments } from './payments.ts';
import { withChoices } from './with-choices.ts';

const billSenders = ['bailiff', 'landlord', 'energy', 'other'] as const;

/** Ontzorgen is for whom this is said to, or may be. */
const isForThem = ({ text }: ScopedText): boolean => ['ontzorgen.what', 'ontzorgen.what_asylum'].includes(text);

/** Money: what the record says, the rules around it, and what cannot wait for a person. It works out no payment and no date. */
export const createOntzorgenDialog = (answers: ReadonlyMap<string, FactAnswer>): TopicDialog =>
  new TopicDialog('ontzorgen', {
    ...allFromFacts(answers, ['ontzorgen.self']),
    'ontzorgen.what': withChoices(answers, 'ontzorgen.what', ['must'], isForThem),
    'ontzorgen.benefits': withChoices(answers, 'ontzorgen.benefits', ['care', 'rent', 'child', 'insurance', 'waiting']),
    'ontzorgen.payments': payments,
    'ontzorgen.allowance': allowance,
    'ontzorgen.end': end(answers),
    'ontzorgen.missing_payment': straightToPerson('ontzorgen.missing_payment', { urgency: 'urgent' }),
    'ontzorgen.bill': straightToPerson('ontzorgen.bill', {
      urgency: 'urgent',
      senders: billSenders,
      facts: ['F138'],
    }),
    'ontzorgen.debt': debt,
  });
