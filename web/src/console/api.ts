import { ask, type Answer } from '../shared/http.ts';

export type TicketStatus = 'waiting' | 'claimed' | 'closed';
export type CloseReason = 'answered' | 'called' | 'not_needed' | 'other';
export const ticketStatuses: readonly TicketStatus[] = ['waiting', 'claimed', 'closed'];
export const closeReasons: readonly CloseReason[] = ['answered', 'called', 'not_needed', 'other'];

export interface Named {
  id: string;
  name: string;
}

export interface Login {
  development: boolean;
  staff: (Named & { role: string; municipality: string })[];
}

export interface Me {
  staff: Named & { role: string };
  municipality: Named;
  csrf: string;
}

/** A ticket as the whole team sees it. */
export interface Ticket {
  id: string;
  number: string;
  status: TicketStatus;
  topic: string;
  team: string;
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
}

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

export type TicketOperation = 'claim' | 'release' | 'answer' | 'close';

const base = '/api/console';

export const readLogin = (): Promise<Answer<Login>> => ask(`${base}/login`);
export const readMe = (): Promise<Answer<Me>> => ask(`${base}/me`);
/** There is no token before a login; that the header is there at all shows that the page is ours. */
export const logIn = (staff: string, id: string): Promise<Answer<unknown>> =>
  ask(`${base}/login`, { json: { staff, id }, headers: { 'x-wegwijs-csrf': 'login' } });

export interface ConsoleApi {
  tickets(status: TicketStatus): Promise<Answer<{ tickets: Ticket[] }>>;
  ticket(id: string): Promise<Answer<OpenTicket>>;
  /** `body.id` names the attempt: repeated, the server gives the same answer. */
  operate(
    ticket: string,
    operation: TicketOperation,
    body: { id: string; text?: string; reason?: CloseReason },
  ): Promise<Answer<unknown>>;
  persons(): Promise<Answer<{ persons: Person[] }>>;
  makeCode(person: string, id: string): Promise<Answer<LinkCode>>;
  logOut(id: string): Promise<Answer<unknown>>;
}

/** The API for who is logged in; `onLoggedOut` when the server does not know them any more. */
export function openApi(csrf: string, onLoggedOut: () => void): ConsoleApi {
  const headers = { 'x-wegwijs-csrf': csrf };
  async function call<Body>(path: string, json?: unknown): Promise<Answer<Body>> {
    const answer = await ask<Body>(base + path, json === undefined ? {} : { json, headers });
    if (answer.kind === 'refused' && answer.status === 401) onLoggedOut();
    return answer;
  }
  return {
    tickets: (status) => call(`/tickets?status=${status}`),
    ticket: (id) => call(`/tickets/${encodeURIComponent(id)}`),
    operate: (ticket, operation, body) => call(`/tickets/${encodeURIComponent(ticket)}/${operation}`, body),
    persons: () => call('/persons'),
    makeCode: (person, id) => call('/codes', { id, person }),
    logOut: (id) => call('/logout', { id }),
  };
}
