import type { DeskTicket } from './desk.ts';

/** Which conversation each console login looks at, so that its page is told when something is said there. */
export interface Viewing {
  look(session: string, ticket: DeskTicket): void;
  of(session: string): { ticket: string; conversation: string } | undefined;
}

const most = 1_000;

export function createViewing(): Viewing {
  const bySession = new Map<string, { ticket: string; conversation: string }>();
  return {
    look(session, { id, conversation }) {
      bySession.delete(session);
      bySession.set(session, { ticket: id, conversation });
      const oldest = bySession.keys().next();
      if (bySession.size > most && !oldest.done) bySession.delete(oldest.value);
    },
    of: (session) => bySession.get(session),
  };
}
