import type { AuditEntry } from '../core/audit.ts';
import type { EraseWish, OwnData } from '../core/own-data.ts';
import type { Person } from '../core/person.ts';
import { isSessionOpen, sessionMs } from '../core/session.ts';
import type { OpenTurn } from './step.ts';

/** What somebody may do with what is kept of them. `person` is the one whom `turn.verified()` gave. */
export interface TurnOwnData {
  /** True where others read along: there nothing of this is done. */
  readonly isGroup: boolean;
  /** Whether this conversation is tied to somebody, so that it takes a code or PIN to do anything with it. */
  isTied(): Promise<boolean>;
  /** What is kept: of the person, or of this conversation only. */
  known(person: Person | undefined): Promise<OwnData>;
  /** Who looked, newest first. */
  looks(person: Person): Promise<AuditEntry[]>;
  /** What a member of staff is called, where their municipality lets that be said. */
  staffName(id: string | undefined): string | undefined;
  /** A link to all of it as a file; it ends with the session. */
  page(person: Person): Promise<string>;
  /** Erases all that may go after this turn: of the person, or of this conversation only. The receipt is the answer. */
  erase(person: Person | undefined): void;
}

const mostLooks = 10;

export function ownDataOf(turn: OpenTurn): TurnOwnData {
  const { services, input, municipality, state } = turn;
  const of = { conversation: input.actor, municipality: municipality.id };
  return {
    get isGroup() {
      return turn.context.activity.conversation?.isGroup === true;
    },
    async isTied() {
      if (state.person !== undefined) return true;
      return (await services.people.personOf(turn.identity, municipality.id)) !== undefined;
    },
    known(person) {
      if (person) turn.about = person.id;
      return services.ownData.known({ ...of, ...(person ? { person: person.id } : {}) });
    },
    looks(person) {
      turn.about = person.id;
      return services.ownData.looks(person.id, municipality.id, mostLooks);
    },
    staffName: (id) =>
      municipality.namesStaff ? municipality.staff.find((member) => member.id === id)?.name : undefined,
    async page(person) {
      turn.about = person.id;
      const { session } = state;
      const openedAt = session && isSessionOpen(session, person.id, turn.now) ? session.openedAt : turn.now;
      const ticket = { ...of, person: person.id, language: turn.language, until: openedAt + sessionMs };
      return `${services.publicUrl}/my-data?t=${await services.ownData.ticket(ticket)}`;
    },
    erase(person) {
      const wish: EraseWish = {
        ...of,
        ...(person ? { person: person.id } : {}),
        askedAt: turn.now,
        answers: [...turn.messages],
      };
      const id = `e_${services.ids.of('erase', turn.messages[0] ?? input.batch[0]?.id ?? '')}`;
      turn.passedOn.push({ to: id, activity: { type: 'event', name: 'erase.asked', value: wish } });
      turn.answeredElsewhere = true;
    },
  };
}
