import type { Theme } from './theme.ts';
import { ask, type Answer } from '../shared/http.ts';

export type TicketStatus = 'waiting' | 'claimed' | 'closed';
export type CloseReason = 'answered' | 'confirmed' | 'called' | 'called_interpreter' | 'not_needed' | 'other';
export const ticketStatuses: readonly TicketStatus[] = ['waiting', 'claimed', 'closed'];
export const closeReasons: readonly CloseReason[] = [
  'answered',
  'confirmed',
  'called',
  'called_interpreter',
  'not_needed',
  'other',
];

export interface Named {
  id: string;
  name: string;
}

export interface Login {
  development: boolean;
  staff: (Named & { role: string; municipality: string })[];
  /** Logins by OpenID Connect. */
  logins?: Named[];
}

export interface Me {
  staff: Named & { role: string };
  municipality: Named & { designTokens?: Theme };
  csrf: string;
}

/** A ticket as the whole team sees it. */
export interface Ticket {
  id: string;
  number: string;
  status: TicketStatus;
  topic: string;
  team: string;
  /** ISO date on which harm is done unless somebody acts. */
  harmDate?: string;
  /** Why it is urgent, the worst first. */
  reasons?: string[];
  /** True while it is mine to take first, as the person's own case worker. */
  forMe?: boolean;
  urgency: 'normal' | 'urgent';
  /** Dutch. */
  headline: string;
  language: string;
  verified: boolean;
  createdAt: string;
  promise?: string;
  /** How many answers did not reach the newcomer. */
  undelivered?: number;
  owner?: Named;
  mine: boolean;
}

export interface TicketMessage {
  seq: number;
  at: string;
  direction: 'in' | 'out';
  speaker: 'newcomer' | 'bot' | 'person';
  text: string;
  /** What was sent with it: photo, voice, file. */
  files?: string[];
  language?: string;
  facts?: string[];
  /** Where those facts are from, in Dutch, a line for each. */
  sources?: string;
  /** What a saved phrase says in Dutch. */
  dutch?: string;
  delivery?: string;
}

/** A ticket as its owner sees it. */
export interface OpenTicket {
  ticket: Ticket;
  summary: string;
  person?: Person;
  /** What somebody without a code told about themselves. */
  selfDeclared?: { firstName?: string; helper?: string; phone?: string };
  transcript: TicketMessage[];
  /** What was typed and not sent, by whoever had it then. */
  draft?: { text: string; by: Named; at: string };
  /** For colleagues only. */
  notes?: { at: string; by: Named; text: string }[];
  /** To whom it can be given. */
  transferTo?: { teams: Named[]; staff: Named[] };
  /** True while a closed one can be opened again. */
  mayReopen?: boolean;
}

export type Blank = 'date' | 'time' | 'place' | 'amount';

export interface Phrase {
  id: string;
  blanks: Blank[];
  dutch: string;
  /** In the newcomer's language, or in Dutch where that lacks it: `language` says which. */
  text: string;
  language: string;
}

export interface SaidPhrase {
  text: string;
  language: string;
  dutch: string;
}

export interface Appointment {
  id: string;
  kind: string;
  start: string;
  end?: string;
  location: string;
  status: string;
  withWhom?: string;
  bring?: string[];
  interpreter?: string;
  source?: string;
  asOf?: string;
}

/** What the record has of a person, as far as this role may see it. */
export interface PersonPanel {
  person?: { displayName: string; language?: string; law?: string; group?: string; sharedPhone?: boolean };
  mayChange?: boolean;
  appointments?: Appointment[];
  route?: {
    leerroute: string;
    school?: string;
    classTimes?: string;
    nextStep?: string;
    termEnd?: { date: string; source: string; asOf: string };
    hours?: Record<string, { done: number; target?: number }>;
    source: string;
    asOf: string;
  };
  payments?: {
    month: string;
    kind: string;
    cents?: number;
    payee?: string;
    status: string;
    executedOn?: string;
    plannedOn?: string;
    source: string;
    asOf: string;
  }[];
  paymentsOnTrack?: boolean;
  relief?: { start: string; end?: string; openAction?: string };
}

export interface Other extends Named {
  doing: 'looking' | 'typing';
}

export type AppointmentWish = { isClosing: boolean } & (
  | { change: 'add'; kind: string; date: string; time: string; location: string }
  | { change: 'move'; appointment: string; date: string; time: string; location?: string }
  | { change: 'cancel'; appointment: string }
);

export interface Person {
  id: string;
  displayName: string;
}

export interface LinkCode {
  code: string;
  expiresAt: string;
  url: string;
  qrSvg: string;
}

export type TicketOperation = 'claim' | 'release' | 'answer' | 'close' | 'transfer' | 'reopen' | 'note';

/** What an operation needs besides its id. */
export interface OperationPart {
  text?: string;
  reason?: CloseReason;
  team?: string;
  staff?: string;
}

const base = '/api/console';

export const readLogin = (): Promise<Answer<Login>> => ask(`${base}/login`);
export const readMe = (): Promise<Answer<Me>> => ask(`${base}/me`);
/** There is no token before a login; that the header is there at all shows that the page is ours. */
export const logIn = (staff: string, id: string): Promise<Answer<unknown>> =>
  ask(`${base}/login`, { json: { staff, id }, headers: { 'x-wegwijs-csrf': 'login' } });

export type PhraseValues = Partial<Record<Blank, string>>;

export interface ConsoleApi {
  tickets(status: TicketStatus): Promise<Answer<{ tickets: Ticket[] }>>;
  ticket(id: string): Promise<Answer<OpenTicket>>;
  /** `body.id` names the attempt: repeated, the server gives the same answer. */
  operate(ticket: string, operation: TicketOperation, body: OperationPart & { id: string }): Promise<Answer<unknown>>;
  keepDraft(ticket: string, text: string): Promise<Answer<unknown>>;
  present(ticket: string, doing: 'looking' | 'typing' | 'gone'): Promise<Answer<{ others: Other[] }>>;
  phrases(language: string): Promise<Answer<{ phrases: Phrase[] }>>;
  /** As it will be said; a 400 names the blanks that are wrong. */
  preview(phrase: string, values: PhraseValues, language: string): Promise<Answer<SaidPhrase>>;
  sayPhrase(ticket: string, phrase: string, values: PhraseValues, id: string): Promise<Answer<unknown>>;
  panel(ticket: string): Promise<Answer<PersonPanel>>;
  settle(ticket: string, wish: AppointmentWish, id: string): Promise<Answer<unknown>>;
  persons(): Promise<Answer<{ persons: Person[] }>>;
  makeCode(person: string, id: string): Promise<Answer<LinkCode>>;
  /** `url`: where the issuer ends its own login. */
  logOut(id: string): Promise<Answer<{ url?: string }>>;
}

/** The API for who is logged in; `onLoggedOut` when the server does not know them any more. */
export function openApi(csrf: string, onLoggedOut: () => void): ConsoleApi {
  const headers = { 'x-wegwijs-csrf': csrf };
  async function call<Body>(path: string, json?: unknown): Promise<Answer<Body>> {
    const answer = await ask<Body>(base + path, json === undefined ? {} : { json, headers });
    if (answer.kind === 'refused' && answer.status === 401) onLoggedOut();
    return answer;
  }
  const of = (ticket: string): string => `/tickets/${encodeURIComponent(ticket)}`;
  const put = async (path: string, json: unknown): Promise<Answer<unknown>> => {
    const answer = await ask(base + path, { method: 'PUT', json, headers });
    if (answer.kind === 'refused' && answer.status === 401) onLoggedOut();
    return answer;
  };
  return {
    keepDraft: (ticket, text) => put(`${of(ticket)}/draft`, { text }),
    present: (ticket, doing) => call(`${of(ticket)}/presence`, { doing }),
    phrases: (language) => call(`/phrases?language=${encodeURIComponent(language)}`),
    preview: (phrase, values, language) => call('/phrases', { phrase, values, language }),
    sayPhrase: (ticket, phrase, values, id) => call(`${of(ticket)}/phrase`, { id, phrase, values }),
    panel: (ticket) => call(`${of(ticket)}/person`),
    settle: (ticket, wish, id) => call(`${of(ticket)}/settle`, { id, ...wish }),
    tickets: (status) => call(`/tickets?status=${status}`),
    ticket: (id) => call(`/tickets/${encodeURIComponent(id)}`),
    operate: (ticket, operation, body) => call(`/tickets/${encodeURIComponent(ticket)}/${operation}`, body),
    persons: () => call('/persons'),
    makeCode: (person, id) => call('/codes', { id, person }),
    logOut: (id) => call('/logout', { id }),
  };
}
