import { conversations } from '../../conversations/documents.ts';
import type { Conversations } from '../../conversations/mailbox.ts';
import type { Clock } from '../../core/clock.ts';
import type { Route } from '../../core/http.ts';
import type { Ids } from '../../core/ids.ts';
import type { OwnDataTicket } from '../../core/own-data.ts';
import { headlineOf } from '../../handoff/headline.ts';
import type { TextLibrary } from '../../knowledge/texts.ts';
import type { People } from '../../people/people.ts';
import type { Store } from '../../store/store.ts';
import type { ConversationState } from '../../turn/state.ts';
import { ownDataFile } from './export.ts';
import { createOwnDataRoutes } from './routes.ts';
import type { OwnDataTickets } from './ticket.ts';

export interface OwnDataPageParts {
  store: Store;
  ids: Ids;
  clock: Clock;
  people: People;
  mailbox: Pick<Conversations, 'wholeLog'>;
  texts: TextLibrary;
  tickets: OwnDataTickets;
}

/** The page of somebody's own data, joined with what it reads. */
export const ownDataRoutes = ({ store, ids, clock, people, mailbox, texts, tickets }: OwnDataPageParts): Route[] =>
  createOwnDataRoutes({
    tickets,
    newRequest: () => ids.random(),
    say: (language, key, values) => texts.say(language, key, values).text,
    async isStillTheirs({ conversation, person, municipality }: OwnDataTicket) {
      const state = (await store.get(conversations, conversation))?.body.state as ConversationState | undefined;
      return state?.person === person && (await people.person(person, municipality)) !== undefined;
    },
    async read({ conversation, person, municipality }, request) {
      const actor = { role: 'newcomer', id: person } as const;
      const look = { municipality, actor, origin: conversation, request };
      await people.audit(look, { action: 'own_data.taken', object: person, person, result: 'ok' });
      const headline = (parts: Parameters<typeof headlineOf>[0]): string => headlineOf(parts, texts);
      const parts = { store, people, mailbox, headline, now: () => clock.now() };
      return ownDataFile(parts, { person, municipality });
    },
  });
