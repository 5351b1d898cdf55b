import type { HeadlinePart } from '../../src/core/ticket.ts';
import type { HandoffState } from '../../src/turn/turn.ts';
import type { Answers, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { askWho, passOn, titled } from '../support/passing-on.ts';
import { headlineKey } from '../support/straight-to-person.ts';

const phoneChars = 20;

/** The question on this intent that a person has or will get. */
export const openOn = (turn: Turn, intent: string): HandoffState | undefined =>
  turn.state.handoffs?.findLast((handoff) => handoff.intent === intent);

interface AtOnce {
  intent: string;
  headline: HeadlinePart[];
  /** True when this turn says something itself; else the receipt is the answer. */
  answeredNow?: boolean;
  /** True when the intent is begun again after the receipt, to ask more. */
  asksOn?: boolean;
}

/**
 * Passes on with haste, before anything is asked (D8, D35). Where a question on this is open already, whoever answers it
 * reads this too; that one is given back.
 */
export async function passAtOnce(turn: Turn, { intent, headline, ...how }: AtOnce): Promise<HandoffState | undefined> {
  const open = openOn(turn, intent);
  if (open) turn.tellMore(open.ticket, { headline });
  else {
    const [topic = ''] = intent.split('.');
    const parts = [{ key: headlineKey(turn, intent) }, ...headline];
    await passOn(turn, {}, { topic, intent, headline: parts, urgency: 'urgent', ...how });
  }
  return open;
}

/** First name and telephone of somebody whom we do not know; both may be skipped. */
export async function askReach(turn: Turn, answers: Answers): Promise<Question | undefined> {
  if (await turn.verified()) return undefined;
  const who = await askWho(turn, answers);
  if (who || answers.phone) return who;
  return { id: 'phone', key: 'support.ask_phone', choices: titled(turn, 'support.', ['skip']), maxChars: phoneChars };
}

/** Lets who answers read what was just answered. */
export function tellReach(turn: Turn, { ticket = '', ...answers }: Answers, id: string): void {
  const value = answers[id];
  if (!value || value === 'skip') return;
  if (id === 'firstName' || id === 'phone') turn.tellMore(ticket, { selfDeclared: { [id]: value } });
}

/** It stands beside a question that is open. */
export async function sayTold(turn: Turn, handoff: HandoffState | undefined): Promise<void> {
  await turn.say({ key: 'ontzorgen.told' });
  if (!handoff?.number || !handoff.promise) return;
  const values = { number: handoff.number, day: turn.date(handoff.promise), time: turn.time(handoff.promise) };
  await turn.say({ key: 'support.status_waiting', values });
}
