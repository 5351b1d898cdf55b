import type { HeadlinePart, Urgency } from '../../src/core/ticket.ts';
import type { Answers, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { askSend, askWho, passOn, titled, unlessSent } from './passing-on.ts';

/** `none`: there is no letter. */
type Sender = 'duo' | 'gemeente' | 'bailiff' | 'landlord' | 'energy' | 'other' | 'none';

interface StraightToPerson {
  urgency?: Urgency;
  /** Who may have sent the letter, where days matter: it is asked who did, and how old the letter is. */
  senders?: readonly Sender[];
  /** True where without a letter nothing runs yet. */
  isCalmWithoutLetter?: boolean;
}

/**
 * What always goes to a person. Before the first question stands what must be known at once: `<intent>_first`. After
 * the receipt stands what it is not: `<topic>.receipt_<name>`.
 */
export function straightToPerson(intent: string, wish: StraightToPerson = {}): FormHandler {
  const [topic = ''] = intent.split('.');
  const urgencyOf = ({ from }: Answers): Urgency =>
    wish.isCalmWithoutLetter && from === 'none' ? 'normal' : (wish.urgency ?? 'normal');
  return {
    async next(turn, answers) {
      const question = askLetter(turn, answers, wish) ?? (await askWho(turn, answers)) ?? askSend(turn, answers);
      const before = `${intent}_first`;
      return question && Object.keys(answers).length === 0 && turn.hasText(before) ? { ...question, before } : question;
    },
    finish: (turn, answers) =>
      unlessSent(turn, answers, () =>
        passOn(turn, answers, {
          topic,
          intent,
          headline: [{ key: headlineKey(turn, intent) }, ...aboutLetter(answers)],
          urgency: urgencyOf(answers),
        }),
      ),
  };
}

/** The Dutch words for the case worker: its own headline, else the intent's title. */
export const headlineKey = (turn: Turn, intent: string): string => {
  const own = `headline.${intent.replace('.', '_')}`;
  return turn.hasText(own) ? own : `intents.${intent}`;
};

/** From whom, and how old by the date on it (D2, D35): two taps, no typing. */
function askLetter(turn: Turn, answers: Answers, { senders }: StraightToPerson): Question | undefined {
  if (!senders) return undefined;
  if (!answers.from) {
    return { id: 'from', key: 'support.ask_from', choices: titled(turn, 'support.from_', senders) };
  }
  if (answers.from !== 'none' && !answers.age) {
    const choices = titled(turn, 'support.age_', ['week', 'month', 'older', 'unknown']);
    return { id: 'age', key: 'support.ask_age', choices };
  }
  return undefined;
}

const aboutLetter = ({ from, age }: Answers): HeadlinePart[] => [
  ...(from ? [{ key: `headline.from_${from}` }] : []),
  ...(age ? [{ key: `headline.age_${age}` }] : []),
];
