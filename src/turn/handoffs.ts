import type { TicketId } from '../core/ids.ts';
import type { ConversationState, HandoffState } from './state.ts';

/** More open questions than this are not kept in sight: the oldest that nobody claimed is dropped from here, not from the queue. */
const most = 8;

/** Whom the newcomer is talking to: the ticket that was claimed last, else the one that was asked last. */
export const currentHandoff = (state: ConversationState): HandoffState | undefined =>
  state.handoffs?.findLast(({ status }) => status === 'claimed') ?? state.handoffs?.at(-1);

export const handoffOf = (state: ConversationState, ticket: TicketId): HandoffState | undefined =>
  state.handoffs?.find((handoff) => handoff.ticket === ticket);

/** Puts it last: asked or claimed most recently. */
export function keepHandoff(state: ConversationState, handoff: HandoffState): void {
  const others = (state.handoffs ?? []).filter(({ ticket }) => ticket !== handoff.ticket);
  state.handoffs = [...others, handoff].slice(-most);
}

/** The same place with other fields. */
export function changeHandoff(state: ConversationState, ticket: TicketId, fields: Partial<HandoffState>): void {
  state.handoffs = (state.handoffs ?? []).map((handoff) =>
    handoff.ticket === ticket ? { ...handoff, ...fields } : handoff,
  );
}

export function dropHandoff(state: ConversationState, ticket: TicketId): void {
  const left = (state.handoffs ?? []).filter((handoff) => handoff.ticket !== ticket);
  if (left.length > 0) state.handoffs = left;
  else delete state.handoffs;
}
