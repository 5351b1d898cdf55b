/** PORT between a turn and the topics: what a dialog may see and do. */
import type { TurnContext } from 'botbuilder';
import type { Action, Explanation } from '../core/activity.ts';
import type { ConversationId, TicketId } from '../core/ids.ts';
import type { Language } from '../core/locale.ts';
import type { Municipality } from '../core/municipality.ts';
import type { Payment, Relief, Route } from '../core/case-data.ts';
import type { Appointment, Person } from '../core/person.ts';
import type { Scope } from '../core/scope.ts';
import type { HandoffRequest, ToldMore } from '../core/ticket.ts';
import type { Recognition } from '../understanding/recognizer.ts';
import type { Command } from './commands.ts';
import type { ConversationState, HandoffState } from './state.ts';
import type { Dialog } from './dialogs.ts';
import type { TurnOwnData } from './own-data.ts';

/** One turn, as dialogs see it. `turnOf(context)` gives it. */
export interface Turn {
  readonly context: TurnContext;
  readonly conversation: ConversationId;
  readonly municipality: Municipality;
  readonly language: Language;
  readonly now: number;
  /** The message ids that this turn answers. */
  readonly messages: readonly string[];
  /** Changed in place; committed with the turn. */
  readonly state: ConversationState;
  readonly utterance: string;
  readonly recognition?: Recognition;
  /** The button that was pressed. */
  readonly command: Command | undefined;
  /** The intent of the message, when it is sure enough to be answered. */
  understood(): Promise<string | undefined>;
  /** A day with its weekday, and a time, in Dutch wall-clock time and the turn's language. */
  date(instant: string): string;
  time(instant: string): string;
  /** A month (as 2026-11) in words, and euro cents as an amount, in the turn's language. */
  month(month: string): string;
  euros(cents: number): string;
  /** The question that a person has or will get, when there is one. */
  readonly openHandoff: HandoffState | undefined;
  /** True when somebody works at the municipality now, so that a number to call is of use. */
  readonly isOpen: boolean;
  /** The text of a key in the turn's language, its values filled in. */
  text(key: string, values?: TextValues): string;
  textIn(language: Language, key: string): string;
  hasText(key: string): boolean;
  /** Says again what the bot said last: in the simpler words of `<key>_simple` where there are. */
  repeat(): Promise<void>;
  /** Says something. All that one turn says becomes one message. */
  say(saying: Saying): Promise<void>;
  /** The person behind this conversation, while a session is open (or on an own phone that is linked). */
  verified(): Promise<Person | undefined>;
  appointments(person: Person, limit: number): Promise<Appointment[]>;
  /** What the record has; undefined where nothing was delivered. */
  route(person: Person): Promise<Route | undefined>;
  /** Newest month first; of these months (as 2026-11) or later. */
  payments(person: Person, fromMonth: string): Promise<Payment[]>;
  relief(person: Person): Promise<Relief | undefined>;
  /** Law and group: from the record of a verified person, else as they said in this conversation. */
  scope(): Promise<Scope>;
  /** A link to a calendar file; undefined on a phone that is known to be shared, where a file would stay behind. */
  calendarLink(person: Person, appointments: readonly Appointment[]): Promise<string | undefined>;
  /** A link to our own page where the person enters or chooses a PIN; undefined when this conversation is tied to nobody. */
  pinPage(purpose: 'enter' | 'choose'): Promise<string | undefined>;
  /** What is kept of this person, and having it erased. */
  readonly ownData: TurnOwnData;
  /** For a dialog that cannot use what was said: the message is understood afresh and the dialog ends. */
  interrupt(): void;
  /** Passes to a person. They are told when the ticket exists, in the reply that then comes. */
  handOff(request: HandoffWish): Promise<void>;
  /** How many questions are answered before this ticket; undefined when somebody has it already. */
  before(ticket: TicketId): Promise<number | undefined>;
  /** Adds to a ticket of this conversation; who answers it reads this turn's messages too. */
  tellMore(ticket: TicketId, more?: Pick<ToldMore, 'headline' | 'selfDeclared'>): void;
}

export type { HandoffState } from './state.ts';

export type TextValues = Record<string, string | number>;

export interface Saying {
  /** Key in `locales/<lng>/<topic>.json`, as `topic.key`. */
  key: string;
  values?: TextValues;
  actions?: Action[];
  /** Facts that the text rests on besides those it names by placeholder. */
  facts?: string[];
  urgent?: boolean;
  speaker?: Explanation['speaker'];
  dutch?: string;
  /** True when somebody else is here from now on: what stands above goes out of sight. */
  clearsAbove?: boolean;
}

export type HandoffWish = Pick<HandoffRequest, 'topic' | 'intent' | 'headline' | 'summary'> &
  Partial<Pick<HandoffRequest, 'urgency' | 'selfDeclared' | 'verified'>> & {
    /** True when who answers reads only what stands in the request, nothing of the conversation. */
    withoutMessages?: boolean;
    /** True when this turn itself says something; else the ticket's receipt is the answer. */
    answeredNow?: boolean;
    /** True when the intent is begun again with the ticket's id as `answers.ticket` after its receipt: to ask more. */
    asksOn?: boolean;
  };

/** One folder in `dialogs/`. */
export interface Topic {
  name: string;
  /** The intents that it takes, from the catalogue. */
  intents: readonly string[];
  /** Begun with `{ intent }` as its options when somebody wants one of its intents. */
  dialog: Dialog;
}

export interface TopicOptions {
  intent: string;
  /** What is known already and so is not asked. */
  answers?: Record<string, string>;
}

const key = Symbol.for('wegwijs.turn');

export const attachTurn = (context: TurnContext, turn: Turn): void => void context.turnState.set(key, turn);

/** The turn that a context belongs to. */
export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn | undefined>(key);
  if (!turn) throw new Error('no turn is running on this context');
  return turn;
}
