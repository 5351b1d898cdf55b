import { createTopics } from '../../dialogs/registry.ts';
import type { MailboxMetrics } from '../conversations/context.ts';
import { activities, conversations } from '../conversations/documents.ts';
import { createMailbox, type Conversations } from '../conversations/mailbox.ts';
import { createMask } from '../conversations/mask-activity.ts';
import type { Clock } from '../core/clock.ts';
import { createIds, type Ids } from '../core/ids.ts';
import type { Route } from '../core/http.ts';
import type { Log } from '../core/log.ts';
import type { Municipality } from '../core/municipality.ts';
import { emptiedTicket } from '../handoff/erase.ts';
import { createTicketDesk } from '../handoff/desk.ts';
import { alerts } from '../handoff/alert.ts';
import { createAlertTurn } from '../handoff/alert-turn.ts';
import { createQueue } from '../handoff/queue.ts';
import { indexOfTicket, tickets, wakeTicketAt, type Ticket } from '../handoff/ticket.ts';
import { createTicketTurn } from '../handoff/ticket-turn.ts';
import type { TicketDesk } from '../console/desk.ts';
import { consoleSessions, forgetEnded } from '../console/session-record.ts';
import { staffAccounts } from '../console/who-logs-in.ts';
import { pushes } from '../reach/push.ts';
import { createPushTurn } from '../reach/push-turn.ts';
import { vapidKeys } from '../reach/vapid-keys.ts';
import { notices, type Notice } from '../reach/notice.ts';
import { createNoticeTurn } from '../reach/notice-turn.ts';
import { tellingStaff } from '../handoff/tell-staff.ts';
import { loadAnswers } from '../knowledge/answers.ts';
import { isoDay } from '../knowledge/dates.ts';
import { loadFacts } from '../knowledge/facts.ts';
import { overlays } from '../knowledge/overlays/documents.ts';
import { gaps } from './gaps/documents.ts';
import { countedUpTo, dayNumbers, tallies } from './numbers/documents.ts';
import { loadTexts, type TextLibrary } from '../knowledge/texts.ts';
import { peopleCollections } from '../people/collections.ts';
import { createPeople, type People } from '../people/people.ts';
import { deriveKey, type DataKey } from '../store/data-keys.ts';
import type { Collection, Store } from '../store/store.ts';
import { createConversationTurn } from '../turn/run-turn.ts';
import { bareState, type ConversationState } from '../turn/state.ts';
import { createDanger } from '../understanding/danger.ts';
import { decide } from '../understanding/decide.ts';
import type { Recognizer } from '../understanding/recognizer.ts';
import { closeErasures, createErasureTurn, erasures, type ErasureState } from './erase.ts';
import { ownDataRoutes } from './own-data/assemble.ts';
import { drafts, forgetOldDrafts } from '../console/drafts.ts';
import { forgetPresences, presences } from '../console/presence.ts';
import { createOwnData } from './own-data/own-data.ts';
import { createOwnDataTickets } from './own-data/ticket.ts';
import { retentionJobs, type Job } from './retention.ts';
import { scrubberOf } from './scrub.ts';
import { uploads } from './uploads.ts';

/** Every kind of document that there is. */
export const collections: readonly Collection[] = [
  activities,
  conversations,
  tickets,
  alerts,
  pushes,
  vapidKeys,
  notices,
  erasures,
  uploads,
  consoleSessions,
  staffAccounts,
  overlays,
  tallies,
  dayNumbers,
  countedUpTo,
  gaps,
  drafts,
  presences,
  ...peopleCollections,
] as never;

export interface Assembly {
  mailbox: Conversations;
  people: People;
  desk: TicketDesk;
  texts: TextLibrary;
  ids: Ids;
  /** The page of somebody's own data. */
  ownDataRoutes: Route[];
  /** What goes by itself, by name. */
  housekeeping: Readonly<Record<string, Job>>;
}

export interface AssemblyOptions {
  root: Root;
  store: Store;
  keys: readonly DataKey[];
  clock: Clock;
  log: Log;
  recognizer: Recognizer;
  municipalities: ReadonlyMap<string, Municipality>;
  publicUrl: string;
  owner: string;
  exclusive: boolean;
  floodPerMinute?: number;
  /** Whether facts that nobody confirmed at their source are said; true when absent. */
  showsUnconfirmed?: boolean;
  /** Whether a mail channel will be there, for crisis contacts. */
  isMailOn?: boolean;
  metrics?: MailboxMetrics;
}

/** Where the content stands. */
export interface Root {
  locales: string;
  dialogs: string;
  municipalities: string;
}

/** Joins the stages that need no network: mailbox, turn, tickets, people and texts. The server and `ask` both stand on it. */
export async function assemble(options: AssemblyOptions): Promise<Assembly> {
  const { root, store, keys, clock, log, recognizer, municipalities } = options;
  const ids = createIds(deriveKey(keys, 'ids'));
  const texts = await loadTexts(root.locales, loadFacts(root.dialogs), {
    today: () => isoDay(clock.now()),
    showsUnconfirmed: options.showsUnconfirmed ?? true,
  });
  const people = createPeople({ store, ids, clock, keys: { tickets: deriveKey(keys, 'pin-tickets') }, log });
  const municipality = (id: string): Municipality => {
    const found = municipalities.get(id);
    if (!found) throw new Error(`no municipality ${id}`);
    return found;
  };
  const ownDataTickets = createOwnDataTickets(deriveKey(keys, 'own-data'), clock);
  const queue = createQueue(store);
  const conversationTurn = createConversationTurn({
    ids,
    log,
    recognizer,
    understanding: { danger: createDanger({ localesDir: root.locales }), decide },
    texts,
    people,
    queue,
    ownData: createOwnData({ store, people, tickets: ownDataTickets }),
    topics: createTopics(loadAnswers(root.dialogs)),
    municipality,
    publicUrl: options.publicUrl,
    floodPerMinute: options.floodPerMinute ?? 60,
    isMailOn: options.isMailOn ?? false,
  });
  const ticketTurn = createTicketTurn({
    municipality,
    queue,
    caseWorkerOf: async (person, place) => (await people.person(person, place))?.caseWorker,
  });
  const mailbox: Conversations = createMailbox({
    store,
    ids,
    clock,
    log,
    kinds: [
      {
        prefix: 'c_',
        collection: conversations,
        turn: conversationTurn as never,
        indexOf: (state: ConversationState | undefined, id: string) => ({ municipality: id, person: state?.person }),
        shownFrom: (state: ConversationState | undefined) => state?.shownFrom,
        emptied: (state: ConversationState, { isForgotten }: { isForgotten: boolean }): ConversationState =>
          isForgotten || state.person === undefined ? bareState(state) : { ...bareState(state), person: state.person },
      },
      {
        prefix: 't_',
        collection: tickets,
        turn: (options.isMailOn ? tellingStaff(ticketTurn, municipality) : ticketTurn) as never,
        indexOf: (state: Ticket) => indexOfTicket(state),
        wakeAt: (state: Ticket) => wakeTicketAt(state),
        emptied: (state: Ticket, { at }: { at: number }): Ticket => emptiedTicket(state, at),
        watched: true,
      },
      {
        prefix: 'a_',
        collection: alerts,
        turn: createAlertTurn({ municipality, texts, publicUrl: options.publicUrl }) as never,
        channel: 'mail',
        indexOf: (_state: unknown, id: string) => ({ municipality: id }),
      },
      {
        prefix: 'p_',
        collection: pushes,
        turn: createPushTurn(texts) as never,
        channel: 'push',
        indexOf: (_state: unknown, id: string) => ({ municipality: id }),
      },
      {
        prefix: 'n_',
        collection: notices,
        turn: createNoticeTurn({ municipality, texts, publicUrl: options.publicUrl }) as never,
        channel: 'mail',
        indexOf: (_state: unknown, id: string) => ({ municipality: id }),
        wakeAt: (state: Notice) => state.dueAt,
        emptied: ({ settings }: Notice): Notice => ({
          ...(settings ? { settings } : {}),
          waiting: { urgent: 0, normal: 0 },
        }),
      },
      {
        prefix: 'e_',
        collection: erasures,
        turn: createErasureTurn(() => erasingParts) as never,
        indexOf: ({ closeAt }: ErasureState) => ({ closeAt }),
      },
    ] as never,
    owner: options.owner,
    exclusive: options.exclusive,
    mask: createMask(ids),
    ...(options.metrics ? { metrics: options.metrics } : {}),
  });
  const erasingParts = { store, mailbox, people, scrub: scrubberOf(store, log) };
  return {
    mailbox,
    people,
    desk: createTicketDesk(store, mailbox, municipality),
    texts,
    ids,
    ownDataRoutes: ownDataRoutes({ store, ids, clock, people, mailbox, texts, tickets: ownDataTickets }),
    housekeeping: {
      drafts: (batch) => forgetOldDrafts(store, clock.now(), batch),
      presences: (batch) => forgetPresences(store, clock.now(), batch),
      logins: (batch) => forgetEnded(store, clock.now(), batch),
      codes: (batch) => people.forgetExpiredCodes(batch),
      erasures: (batch) => closeErasures(erasingParts, clock.now(), batch),
      ...retentionJobs({ store, clock, mailbox, municipalities }),
    },
  };
}
