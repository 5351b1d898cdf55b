import type { Urgency } from '../../src/core/ticket.ts';
import type { Answers, FormHandler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { aboutLetter, askLetter, type Sender } from './letter.ts';
import { askSend, askWho, passOn, unlessSent } from './passing-on.ts';

export interface StraightToPerson {
  urgency?: Urgency;
  /** Who may have sent the letter, where days matter: it is asked who did, and how old the letter is. */
  senders?: readonly Sender[];
  /** True where without a letter nothing runs yet. */
  isCalmWithoutLetter?: boolean;
  /** What the text before the first question rests on. */
  facts?: string[];
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
      const question =
        askLetter(turn, answers, wish.senders) ?? (await askWho(turn, answers)) ?? askSend(turn, answers);
      const key = `${intent}_first`;
      const isFirst = Object.keys(answers).length === 0 && turn.hasText(key);
      return question && isFirst ? { ...question, explains: [{ key, facts: wish.facts ?? [] }] } : question;
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
