import type { Span } from '../core/ticket.ts';
import type { OpenTurn } from './step.ts';

/** Where what this turn hears will stand in the log. Its reply follows at `to` + 1. */
export const spanOf = ({ input }: OpenTurn): Span => ({ from: input.seq, to: input.seq + input.batch.length - 1 });

/** Lets whoever answers the ticket read what this turn hears. */
export function passOnMessages(turn: OpenTurn, ticket: string): void {
  const value = { messages: turn.messages, ...spanOf(turn) };
  turn.passedOn.push({ to: ticket, activity: { type: 'event', name: 'newcomer.message', value } });
}
