import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toString as drawQr } from 'qrcode';
import { jsonOf, send, type Handler } from './server.ts';

export interface StandInTicket {
  id: string;
  number: string;
  status: 'waiting' | 'claimed' | 'closed';
  topic: string;
  team: string;
  urgency: 'normal' | 'urgent';
  headline: string;
  language: string;
  verified: boolean;
  createdAt: string;
  promise: string;
  owner?: string;
}

export interface ConsoleStandIn {
  handle: Handler;
  tickets: StandInTicket[];
  /** What was done, repeats of an id left out: `staff operation ticket text`. */
  done: string[];
  /** Kept with the ticket, by id. */
  drafts: Map<string, { text: string; by: { id: string; name: string } }>;
  /** Who else is at a ticket, by id. */
  others: Map<string, { id: string; name: string; doing: 'looking' | 'typing' }[]>;
  /** How many of the next operations are done without anybody hearing so. */
  lostAnswers: number;
  /** Puts a ticket in other hands, as another page would. */
  give(ticket: string, owner: string): void;
  /** Puts a text of a case worker in a ticket, and tells nobody. */
  write(ticket: string, text: string): void;
  /** Tells all pages, as the server does after a change. */
  tell(event: 'tickets' | 'ticket' | 'presence', data?: { id: string }): void;
  breakEvents(): void;
}

const staff = [
  { id: 'sanne', name: 'Sanne de Wit', role: 'case_worker', municipality: 'Wegstad' },
  { id: 'tarik', name: 'Tarik Yildiz', role: 'case_worker', municipality: 'Wegstad' },
];
const phrasesOf = (language: string) => [
  { id: 'no_answer', blanks: [], dutch: 'Ik heb je gebeld.', text: 'اتصلت بك.', language },
  {
    id: 'call',
    blanks: ['date', 'time'],
    dutch: 'Ik bel je op {{date}} om {{time}}.',
    text: 'سأتصل بك يوم {{date}} الساعة {{time}}.',
    language,
  },
];

const panel = {
  person: { displayName: 'Amina H.', language: 'ar', law: '2021', group: 'asylum' },
  mayChange: true,
  appointments: [
    {
      id: 'a1',
      kind: 'voortgangsgesprek',
      start: '2026-11-27T09:00:00Z',
      location: 'Stadhuis, kamer 2.14',
      status: 'planned',
      withWhom: 'Sanne de Wit',
      interpreter: 'arranged',
      source: 'Agenda',
      asOf: '2026-11-22',
    },
  ],
  route: {
    leerroute: 'z',
    school: 'De Haven',
    hours: { nt2: { done: 212, target: 800 } },
    source: 'Volgsysteem',
    asOf: '2026-11-20',
  },
  paymentsOnTrack: true,
};

const nameOf = (id: string) => ({ id, name: staff.find((known) => known.id === id)?.name ?? id });

export const ticket = (id: string, part: Partial<StandInTicket> = {}): StandInTicket => ({
  id,
  number: `W-${id}`,
  status: 'waiting',
  topic: 'appointments',
  team: 'integration',
  urgency: 'normal',
  headline: `Afspraak verzetten · ${id}`,
  language: 'ar',
  verified: true,
  createdAt: '2026-11-24T09:00:00Z',
  promise: '2026-11-25T11:00:00Z',
  ...part,
});

/** The console's API as the brief of the page has it, for two invented case workers. */
export function consoleStandIn(tickets: StandInTicket[]): ConsoleStandIn {
  const sessions = new Map<string, string>();
  const answers = new Map<string, { status: number; body: unknown }>();
  const listeners = new Set<ServerResponse>();
  const texts = new Map<string, string[]>();

  const shown = (one: StandInTicket, me: string) => ({
    ...one,
    owner: one.owner && nameOf(one.owner),
    mine: one.owner === me,
  });

  function operate(me: string, one: StandInTicket, operation: string, text: string) {
    if (one.owner && one.owner !== me) {
      return { status: 409, body: { error: { code: 'conflict', message: '', owner: nameOf(one.owner) } } };
    }
    if (operation === 'claim') Object.assign(one, { status: 'claimed', owner: me });
    if (operation === 'release') Object.assign(one, { status: 'waiting', owner: undefined });
    if (operation === 'close') one.status = 'closed';
    if (operation === 'answer') texts.set(one.id, [...(texts.get(one.id) ?? []), text]);
    standIn.done.push([me, operation, one.id, text].filter(Boolean).join(' '));
    standIn.tell('tickets');
    standIn.tell('ticket', { id: one.id });
    return { status: 200, body: {} };
  }

  function open(one: StandInTicket, me: string) {
    const draft = standIn.drafts.get(one.id);
    const said = texts.get(one.id) ?? [];
    return {
      ticket: shown(one, me),
      ...(draft?.text ? { draft: { ...draft, at: '2026-11-24T09:05:00Z' } } : {}),
      transferTo: { teams: [{ id: 'income', name: 'Team Inkomen' }], staff: [nameOf('tarik')] },
      summary: 'أريد تغيير موعدي يوم 24-11-2026.',
      ...(one.verified
        ? { person: { id: 'p1', displayName: 'Amina H.' } }
        : { selfDeclared: { firstName: 'Amina', phone: '0612345678' } }),
      transcript: [
        {
          seq: 4,
          at: '2026-11-24T08:58:00Z',
          direction: 'in',
          speaker: 'newcomer',
          text: 'لا أستطيع يوم الثلاثاء',
          language: 'ar',
        },
        {
          seq: 5,
          at: '2026-11-24T08:58:01Z',
          direction: 'out',
          speaker: 'bot',
          text: 'أعطي طلبك لموظف.',
          language: 'ar',
          facts: ['appointments.reschedule'],
          sources: 'Rijksoverheid, 22-11-2026',
          delivery: 'sent',
        },
        ...said.map((text, index) => ({
          seq: 6 + index,
          at: '2026-11-24T09:10:00Z',
          direction: 'out',
          speaker: 'person',
          text,
          language: 'nl',
          delivery: 'stored',
        })),
      ],
    };
  }

  const handle: Handler = async (request, response, url) => {
    const path = url.pathname.replace('/api/console/', '');
    if (path === url.pathname) return false;
    const me = sessions.get(request.headers.cookie?.replace('session=', '') ?? '');
    if (path === 'login' && request.method === 'GET') send(response, 200, { development: true, staff });
    else if (path === 'login') await logIn(request, response);
    else if (!me) send(response, 401, { error: { code: 'unauthorized', message: '' } });
    else if (path === 'events') listen(response);
    else if (request.method === 'GET') await read(me, path, url, response);
    else await write(me, path, request, response);
    return true;
  };

  async function logIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = randomUUID();
    sessions.set(session, String((await jsonOf(request)).staff));
    response.setHeader('set-cookie', `session=${session}; HttpOnly; SameSite=Strict; Path=/`);
    send(response, 200, {});
  }

  function listen(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  }

  async function read(me: string, path: string, url: URL, response: ServerResponse): Promise<void> {
    const [, id, part] = /^tickets\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    const one = tickets.find((known) => known.id === id);
    if (path === 'me') {
      const municipality = { id: 'wegstad', name: 'Wegstad' };
      send(response, 200, { staff: { ...nameOf(me), role: 'case_worker' }, municipality, csrf: `csrf-${me}` });
    } else if (path === 'tickets') {
      const listed = tickets.filter(({ status }) => status === url.searchParams.get('status'));
      send(response, 200, { tickets: listed.map((known) => shown(known, me)) });
    } else if (path === 'phrases') send(response, 200, { phrases: phrasesOf(url.searchParams.get('language') ?? '') });
    else if (part === 'person' && one?.owner === me) send(response, 200, panel);
    else if (path === 'persons') send(response, 200, { persons: [{ id: 'p1', displayName: 'Amina H.' }] });
    else if (!one) send(response, 404, { error: { code: 'not_found', message: '' } });
    else if (one.owner !== me) send(response, 403, { error: { code: 'forbidden', message: '' } });
    else send(response, 200, open(one, me));
  }

  async function write(me: string, path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await jsonOf(request);
    if (path.endsWith('/draft') || path.endsWith('/presence') || path === 'phrases') {
      return besides(me, path, body, response);
    }
    const [, id, operation = ''] = /^tickets\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    const one = tickets.find((known) => known.id === id);
    const request_ = String(body.id);
    if (request.headers['x-wegwijs-csrf'] !== `csrf-${me}` || !/^[0-9a-f-]{36}$/.test(request_)) {
      return send(response, 403, { error: { code: 'forbidden', message: 'csrf' } });
    }
    if (path === 'logout') {
      for (const [session, who] of sessions) if (who === me) sessions.delete(session);
      return send(response, 200, {});
    }
    if (path === 'codes') {
      const link = 'https://wegstad.example/?code=K7PQ2-9XWRT';
      const qrSvg = await drawQr(link, { type: 'svg' });
      return send(response, 200, { code: 'K7PQ2-9XWRT', expiresAt: '2026-12-08T09:00:00Z', url: link, qrSvg });
    }
    if (!one) return send(response, 404, { error: { code: 'not_found', message: '' } });
    const answer =
      answers.get(request_) ??
      operate(me, one, operation, String(body.text ?? body.reason ?? body.phrase ?? body.change ?? body.team ?? ''));
    answers.set(request_, answer);
    if (standIn.lostAnswers > 0) {
      standIn.lostAnswers--;
      request.socket.destroy();
    } else send(response, answer.status, answer.body);
  }

  /** What is no deed of the queue: a draft, being there, and how a phrase will read. */
  function besides(me: string, path: string, body: Record<string, unknown>, response: ServerResponse): void {
    const [, id = ''] = /^tickets\/([^/]+)\//.exec(path) ?? [];
    if (path.endsWith('/draft')) {
      standIn.drafts.set(id, { text: String(body.text), by: nameOf(me) });
      return send(response, 200, {});
    }
    if (path.endsWith('/presence')) return send(response, 200, { others: standIn.others.get(id) ?? [] });
    const { date = '', time = '' } = (body.values ?? {}) as Record<string, string>;
    if (!/^2/.test(date)) return send(response, 400, { error: { code: 'bad_request', message: '', blanks: ['date'] } });
    send(response, 200, {
      text: `سأتصل بك ${date} ${time}`,
      language: 'ar',
      dutch: `Ik bel je op ${date} om ${time}.`,
    });
  }

  const standIn: ConsoleStandIn = {
    handle,
    tickets,
    done: [],
    drafts: new Map(),
    others: new Map(),
    lostAnswers: 0,
    give(id, owner) {
      const one = tickets.find((known) => known.id === id);
      if (one) Object.assign(one, { status: 'claimed', owner });
    },
    write: (id, text) => void texts.set(id, [...(texts.get(id) ?? []), text]),
    tell(event, data = undefined) {
      for (const listener of listeners) listener.write(`event: ${event}\ndata: ${JSON.stringify(data ?? {})}\n\n`);
    },
    breakEvents() {
      for (const listener of listeners) listener.destroy();
    },
  };
  return standIn;
}
