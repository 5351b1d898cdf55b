import type { OutboxDraft, Turn } from '../conversations/actor.ts';
import type { Municipality } from '../core/municipality.ts';
import { noticeOf, type SomebodyWaits } from '../core/notice.ts';
import { membersOf } from './team-time.ts';
import type { Ticket } from './ticket.ts';

/**
 * A ticket's turn that also tells who may answer it: when it comes to wait for somebody else than before, and its owner
 * when the newcomer waits for them again. Whether and when they want to hear it is theirs.
 */
export function tellingStaff(turn: Turn<Ticket>, municipality: (id: string) => Municipality): Turn<Ticket> {
  return async (input) => {
    const outcome = await turn(input);
    const place = municipality(input.municipality);
    const value: SomebodyWaits = { urgency: outcome.state.urgency };
    const told = whoIsTold(place, input.state, outcome.state).map((staff): OutboxDraft => ({
      to: noticeOf(place.id, staff),
      activity: { type: 'event', name: 'ticket.waiting', value },
    }));
    return { ...outcome, entries: [...outcome.entries, ...told] };
  };
}

/** Whom a mail can reach. */
function whoIsTold(place: Municipality, before: Ticket | undefined, after: Ticket): string[] {
  const whom = waitsFor(place, after);
  const told = before ? waitsFor(place, before) : [];
  const reached = new Set(place.staff.filter(({ contact }) => contact?.email).map(({ id }) => id));
  return whom.filter((staff) => reached.has(staff) && !told.includes(staff));
}

function waitsFor(place: Municipality, { status, offered, owner, silence, team }: Ticket): string[] {
  if (status === 'claimed') return owner && silence ? [owner.id] : [];
  if (status !== 'waiting') return [];
  return offered ? [offered.to] : membersOf(place, team).map(({ id }) => id);
}
