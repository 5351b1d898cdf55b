import type { AppServer } from './server.ts';
import { ask, type HttpAnswer } from './direct-line.ts';

/** A case worker at the console. */
export interface CaseWorker {
  id: string;
  name: string;
  cookie: string;
  csrf: string;
  get(path: string): Promise<HttpAnswer>;
  post(path: string, body: unknown): Promise<HttpAnswer>;
}

export interface ShownTicket {
  id: string;
  number: string;
  status: string;
  topic: string;
  urgency: string;
  headline: string;
  language: string;
  verified: boolean;
  promise?: string;
  owner?: { id: string; name: string };
  mine: boolean;
}

/** Logs in as this member of staff. */
export async function logIn(server: AppServer, staff: string): Promise<CaseWorker> {
  const base = `${server.url}/api/console`;
  const response = await fetch(`${base}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staff }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await response.body?.cancel();
  const me = (await ask(`${base}/me`, { headers: { cookie } })).body as { csrf: string; staff: { name: string } };
  return {
    id: staff,
    name: me.staff.name,
    cookie,
    csrf: me.csrf,
    get: (path) => ask(`${base}${path}`, { headers: { cookie } }),
    post: (path, body) =>
      ask(`${base}${path}`, { method: 'POST', headers: { cookie, 'x-wegwijs-csrf': me.csrf }, body }),
  };
}

export async function ticketsOf(worker: CaseWorker, status = 'waiting'): Promise<ShownTicket[]> {
  const { body } = await worker.get(`/tickets?status=${status}`);
  return (body as { tickets: ShownTicket[] }).tickets;
}

export const ticketIn = ({ body }: HttpAnswer): ShownTicket => (body as { ticket: ShownTicket }).ticket;
