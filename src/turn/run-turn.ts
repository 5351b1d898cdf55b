import type { OutboxDraft, TurnInput, TurnOutcome } from '../conversations/actor.ts';
import { hearEvent } from './events.ts';
import { greetNewcomer } from './greet.ts';
import { guard } from './guard.ts';
import { sayWhatWaited } from './held.ts';
import { relayToCaseWorker } from './handed-over.ts';
import { chooseLanguage } from './language.ts';
import { obeyCommand } from './obey.ts';
import type { TurnServices } from './services.ts';
import { freshState, type ConversationState } from './state.ts';
import { sayMasked } from './masked.ts';
import { talk } from './talk.ts';
import { openTurn } from './open-turn.ts';
import type { Step } from './step.ts';
import { sayAside } from './set-aside.ts';
import { identify } from './who.ts';

/** In this order, for every message, in every state of a conversation. */
const steps: readonly Step[] = [
  sayAside, // three tries failed: say so, pass on, read nothing
  hearEvent, // from a ticket, the PIN page, delivery
  guard, // danger first; floods; messages that come late
  identify, // codes; who this is
  chooseLanguage,
  greetNewcomer,
  sayWhatWaited, // answers of case workers, once they may be read here
  sayMasked, // a number that nobody should send
  relayToCaseWorker, // a person is talking: the bot is quiet
  obeyCommand, // a button
  talk, // understand, then the topic's dialog
];

/** One turn of a conversation: reads what came in, decides what is said. Sends nothing. */
export function createConversationTurn(services: TurnServices) {
  return async (input: TurnInput<ConversationState>): Promise<TurnOutcome<ConversationState>> => {
    const turn = openTurn(services, input, structuredClone(input.state ?? freshState()));
    await turn.collect(async () => {
      for (const step of steps) if (await step(turn)) return;
    });
    const entries: OutboxDraft[] = [...turn.reply(), ...turn.passedOn];
    return { state: turn.state, entries };
  };
}
