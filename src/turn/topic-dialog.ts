import type { Action } from '../core/activity.ts';
import { plainText, postBack } from './commands.ts';
import { Dialog, type DialogContext, type DialogTurnResult } from './dialogs.ts';
import { turnOf, type Saying, type TextValues, type TopicOptions, type Turn } from './turn.ts';

export type Answers = Record<string, string>;

/** One thing asked: with buttons, or as a short text of the person's own. */
export interface Question {
  id: string;
  /** Said before it: what must be known first. */
  before?: string;
  /** Said before it, with what it rests on; not repeated when the answer is not understood. */
  explains?: readonly Pick<Saying, 'key' | 'values' | 'facts'>[];
  /** What is asked, as `topic.key`. */
  key: string;
  values?: TextValues;
  /** Buttons; absent for a text. */
  choices?: Choice[];
  /** Buttons that leave the question. */
  also?: Action[];
  /** The longest text that is kept. */
  maxChars?: number;
}

export interface Choice {
  value: string;
  title: string;
}

/** What a topic does with an intent: says something, or asks a few questions first. */
export type Handler = AnswerHandler | FormHandler;

export interface AnswerHandler {
  answer(turn: Turn): Promise<void>;
}

export interface FormHandler {
  /** The next question after these answers; none when all is asked. Asked anew each turn, so it must decide the same. */
  next(turn: Turn, answers: Answers): Promise<Question | undefined>;
  finish(turn: Turn, answers: Answers): Promise<void>;
  /** Hears each answer as it comes, by the question's id, where it must not wait for the last one. */
  heard?(turn: Turn, answers: Answers, id: string): void;
}

interface FormState {
  intent: string;
  answers: Answers;
}

/** The dialog of one topic. Its place in the stack holds which form is being filled in, and the answers so far. */
export class TopicDialog extends Dialog {
  readonly handlers: Readonly<Record<string, Handler>>;

  constructor(topic: string, handlers: Record<string, Handler>) {
    super(topic);
    this.handlers = handlers;
  }

  override async beginDialog(dialogs: DialogContext, options?: object): Promise<DialogTurnResult> {
    const { intent, answers = {} } = options as TopicOptions;
    const turn = turnOf(dialogs.context);
    const handler = this.handlers[intent];
    if (!handler) throw new Error(`topic ${this.id} has no handler for ${intent}`);
    if ('answer' in handler) {
      await handler.answer(turn);
      return dialogs.endDialog();
    }
    return this.#goOn(dialogs, turn, handler, { intent, answers });
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const turn = turnOf(dialogs.context);
    const form = dialogs.activeDialog?.state as FormState;
    const handler = this.handlers[form.intent];
    const question = handler && 'next' in handler ? await handler.next(turn, form.answers) : undefined;
    if (!handler || !('next' in handler) || !question) {
      // Nothing is left to ask, by what happened since: the message is no answer.
      turn.interrupt();
      return dialogs.endDialog();
    }
    const answer = answerTo(question, turn);
    if (answer !== undefined) {
      const answers = { ...form.answers, [question.id]: answer };
      handler.heard?.(turn, answers, question.id);
      return this.#goOn(dialogs, turn, handler, { ...form, answers });
    }
    const other = await turn.understood();
    if (other === 'general.repeat' && (await isForThem(turn))) await turn.repeat();
    else if (other !== undefined && other !== form.intent) turn.interrupt();
    else await ask(turn, question, 'general.choose_please');
    return Dialog.EndOfTurn;
  }

  async #goOn(dialogs: DialogContext, turn: Turn, handler: FormHandler, form: FormState): Promise<DialogTurnResult> {
    const question = await handler.next(turn, form.answers);
    if (!question) {
      await handler.finish(turn, form.answers);
      return dialogs.endDialog();
    }
    if (dialogs.activeDialog) dialogs.activeDialog.state = form;
    await ask(turn, question);
    return Dialog.EndOfTurn;
  }
}

/** Whether what was asked last may be said to whoever is there now. */
async function isForThem(turn: Turn): Promise<boolean> {
  const { last } = turn.state;
  return !last?.person || (await turn.verified())?.id === last.person;
}

async function ask(turn: Turn, question: Question, before?: string): Promise<void> {
  for (const key of [before, question.before]) if (key) await turn.say({ key });
  if (!before) for (const saying of question.explains ?? []) await turn.say(saying);
  const choices = (question.choices ?? []).map(({ value, title }) => postBack('choose', value, title));
  const actions: Action[] = [...choices, ...(question.also ?? [])];
  await turn.say({ key: question.key, actions, ...(question.values ? { values: question.values } : {}) });
}

/** The value chosen by button, by number or by typing the title; or the text itself where a text was asked. */
function answerTo(question: Question, turn: Turn): string | undefined {
  const { command, utterance } = turn;
  const choices = question.choices ?? [];
  if (command) {
    return command.verb === 'choose' ? choices.find(({ value }) => value === command.about)?.value : undefined;
  }
  const typed = plainText(utterance);
  const chosen = choices.find(({ title }, index) => plainText(title) === typed || String(index + 1) === typed);
  if (chosen) return chosen.value;
  return question.maxChars && utterance ? utterance.slice(0, question.maxChars) : undefined;
}
