import type { PersonId } from '../core/ids.ts';
import type { OutboxDraft, TurnInput } from '../conversations/actor.ts';
import type { Language } from '../core/locale.ts';
import type { ChannelIdentity } from '../core/person.ts';
import type { Recognition } from '../understanding/recognizer.ts';
import type { TurnServices } from './services.ts';
import type { ConversationState } from './state.ts';
import type { Turn } from './turn.ts';

/** A step of a turn. True when the turn is complete and no later step is needed. */
export type Step = (turn: OpenTurn) => Promise<boolean>;

/** A turn under way, as its steps see it. */
export interface OpenTurn extends Turn {
  readonly services: TurnServices;
  readonly input: TurnInput<ConversationState>;
  language: Language;
  /** Who writes here, in the channel's own words. */
  readonly identity: ChannelIdentity;
  recognition?: Recognition;
  /** What this turn is about, once it is understood. */
  intent?: string;
  /** Set by a dialog that cannot use what was said: it is understood afresh. */
  interrupted: boolean;
  /** Set once this turn has read what is this person's alone. */
  about?: PersonId;
  /** Messages of earlier turns that this turn's reply answers too. */
  readonly alsoAnswers: string[];
  /** True when no reply is owed now: a case worker or a ticket answers these messages. */
  answeredElsewhere: boolean;
  /** What goes to other actors. */
  readonly passedOn: OutboxDraft[];
  /** Says a text as it stands: what a case worker wrote. */
  sayVerbatim(text: string, options: { by: string; dutch?: string }): Promise<void>;
  /** What is said after this begins another message. Gives how many messages stand before that one. */
  endMessage(): number;
  /** Runs the steps; an exception ends in an apology in the person's language and the offer of a person. */
  collect(run: () => Promise<void>): Promise<void>;
  /** The outbox entries of what was said. */
  reply(): OutboxDraft[];
}
