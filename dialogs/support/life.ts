import { postBack } from '../../src/turn/commands.ts';
import type { AnswerHandler, Handler } from '../../src/turn/topic-dialog.ts';
import { straightToPerson } from './straight-to-person.ts';

interface Saying {
  key: string;
  facts: string[];
  /** Intents to go on with. */
  next?: string[];
}

/** What usually holds, and a person for the rest. */
const explains = (intent: string, { key, facts, next = [] }: Saying): AnswerHandler => ({
  answer: (turn) =>
    turn.say({
      key,
      facts,
      actions: [
        ...next.map((one) => postBack('ask', one, turn.text(`intents.${one}`))),
        postBack('more', intent, turn.text('general.button_more')),
        postBack('human', intent, turn.text('general.button_human')),
      ],
    }),
});

/** Living here: no topic of ours, so the one thing that must be known, and a person. */
export const life: Record<string, Handler> = {
  'life.housing': explains('life.housing', {
    key: 'life.housing_guidance',
    facts: ['F121', 'F113', 'F36'],
    next: ['support.volunteer'],
  }),
  'life.health': explains('life.health', { key: 'life.health_doctor', facts: ['F128'] }),
  'life.work': explains('life.work', {
    key: 'life.work_card',
    facts: ['F131', 'F113'],
    next: ['life.report_change'],
  }),
  'life.school': explains('life.school', { key: 'life.school_children', facts: ['F127'] }),
  'life.azc': explains('life.azc', { key: 'life.azc_link', facts: ['F31', 'F32'], next: ['leerroute.intake'] }),
  'life.benefit': explains('life.benefit', {
    key: 'life.benefit_where',
    facts: ['F112', 'F114', 'F115'],
    next: ['life.report_change'],
  }),
  'life.digid': explains('life.digid', { key: 'life.digid_yours', facts: ['F129'] }),
  'life.report_change': straightToPerson('life.report_change', { urgency: 'urgent', facts: ['F113', 'F120'] }),
  'life.travel': straightToPerson('life.travel', { facts: ['F113', 'F147'] }),
  'life.divorce': straightToPerson('life.divorce', { facts: ['F85', 'F141'] }),
  'life.family': straightToPerson('life.family', { urgency: 'urgent', facts: ['F147'] }),
};
