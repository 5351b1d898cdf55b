import type { Urgency, HeadlinePart } from '../../src/core/ticket.ts';
import type { Answers, Choice, Question } from '../../src/turn/topic-dialog.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { Turn } from '../../src/turn/turn.ts';

const nameChars = 40;
const phoneChars = 20;

/** Choices by key, titled in the turn's language. */
export const titled = (turn: Turn, prefix: string, values: readonly string[]): Choice[] =>
  values.map((value) => ({ value, title: turn.text(`${prefix}${value}`) }));

/** What is asked of somebody whom we do not know: a first name, and where a person may reach them. Both may be skipped. */
export async function askWho(turn: Turn, answers: Answers): Promise<Question | undefined> {
  if (await turn.verified()) return undefined;
  if (!answers.firstName) {
    return {
      id: 'firstName',
      key: 'support.ask_first_name',
      choices: titled(turn, 'support.', ['skip']),
      maxChars: nameChars,
    };
  }
  return undefined;
}

/** The last question: what the case worker will read, and whether it may go. */
export function askSend(turn: Turn, answers: Answers): Question | undefined {
  if (!answers.send) {
    return { id: 'send', key: 'support.ask_send', choices: titled(turn, 'support.send_', ['yes', 'call', 'no']) };
  }
  if (answers.send === 'call' && !answers.phone) {
    return { id: 'phone', key: 'support.ask_phone', choices: titled(turn, 'support.', ['skip']), maxChars: phoneChars };
  }
  return undefined;
}

/** Passes on, unless the person chose not to. */
export async function unlessSent(turn: Turn, answers: Answers, send: () => Promise<void>): Promise<void> {
  if (answers.send === 'no') {
    const human = postBack('human', answers.about ?? '', turn.text('general.button_human'));
    return turn.say({ key: 'support.not_sent', actions: [human] });
  }
  await send();
}

interface Passing {
  /** Text key of what it is about, where the intent's title does not say it. */
  about?: string;
  /** What the newcomer read back, in their own language; absent: what it is about. */
  summary?: string;
  topic: string;
  intent: string;
  headline: HeadlinePart[];
  urgency: Urgency;
  answeredNow?: boolean;
  asksOn?: boolean;
}

/** Makes the ticket, with a Dutch headline from the answers' keys. The receipt follows when it exists. */
export async function passOn(turn: Turn, answers: Answers, passing: Passing): Promise<void> {
  const isKnown = (await turn.verified()) !== undefined;
  const told = (value: string | undefined): string | undefined => (value && value !== 'skip' ? value : undefined);
  const firstName = told(answers.firstName);
  const phone = told(answers.phone);
  const headline: HeadlinePart[] = [
    ...passing.headline,
    { key: 'headline.language', values: { language: turn.language } },
    ...(answers.send === 'call' ? [{ key: 'headline.call' }] : []),
    ...(isKnown ? [] : [{ key: 'headline.unverified' }]),
  ];
  await turn.handOff({
    topic: passing.topic,
    intent: passing.intent,
    urgency: passing.urgency,
    headline,
    summary:
      passing.summary ??
      turn.text('support.summary', { about: turn.text(passing.about ?? `intents.${passing.intent}`) }),
    ...(passing.answeredNow ? { answeredNow: true } : {}),
    ...(passing.asksOn ? { asksOn: true } : {}),
    ...(isKnown ? {} : { selfDeclared: { ...(firstName ? { firstName } : {}), ...(phone ? { phone } : {}) } }),
  });
}
