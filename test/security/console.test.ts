import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createConsoleRoutes } from '../../src/console/console.ts';
import { createDrafts } from '../../src/console/drafts.ts';
import { createPresence } from '../../src/console/presence.ts';
import { createConsoleSessions } from '../../src/console/session.ts';
import { silentLog } from '../../src/core/log.ts';
import { headlineOf } from '../../src/handoff/headline.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { audit } from '../../src/people/collections.ts';
import { createStaffCalendars } from '../../src/people/staff-calendar.ts';
import { createServer, type Server } from '../../src/server.ts';
import { openTurnWorld, root, type TurnWorld } from '../turn/world.ts';

const municipalities = loadMunicipalities(root.municipalities);
const key = Buffer.alloc(32, 9);
const minute = 60_000;

let world: TurnWorld;
let server: Server;
let base: string;
beforeEach(async () => {
  world = await openTurnWorld({ 'wanneer is mijn afspraak': ['appointments.next'], 'ik heb haast': ['none'] });
  const staff = [...municipalities.values()].flatMap((municipality) =>
    municipality.staff.map((member) => ({ member, municipality })),
  );
  const find = (id: string) => staff.find(({ member }) => member.id === id);
  const routes = createConsoleRoutes({
    sessions: createConsoleSessions({
      ...{ key, find, store: world.store, ids: world.ids, clock: world.clock },
      publicUrl: 'https://chat.example',
    }),
    desk: world.desk,
    people: world.people,
    drafts: createDrafts(world.store),
    presence: createPresence({ store: world.store, clock: world.clock, isAlone: true }),
    texts: world.texts,
    calendars: createStaffCalendars({ store: world.store, ids: world.ids, clock: world.clock }),
    municipalities,
    log: (conversation, afterSeq, limit) => world.mailbox.log(conversation, afterSeq, limit),
    delivery: () => Promise.resolve(undefined),
    follow: (actor, listener) => world.mailbox.follow(actor, listener),
    headline: (headline) => headlineOf(headline, world.texts),
    development: true,
    publicUrl: 'https://chat.example',
    ids: world.ids,
    clock: world.clock,
  });
  server = createServer({ routes, log: silentLog, limits: { closeMs: 200 } });
  base = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/api/console`;
});
afterEach(async () => {
  await server.close();
  await world.close();
});

interface Answer {
  status: number;
  headers: Headers;
  body: {
    ticket?: { id: string; owner?: { id: string } };
    tickets?: { id: string }[];
    transcript?: { text: string }[];
    csrf?: string;
    persons?: { id: string }[];
  };
}

async function call(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(base + path, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as Answer['body'] };
}

async function logIn(staff: string, headers: Record<string, string> = {}) {
  const { status, headers: given } = await call('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ staff }),
  });
  const cookie = given.getSetCookie()[0]?.split(';')[0] ?? '';
  const csrf = (await call('/me', { headers: { cookie } })).body.csrf ?? '';
  let counter = 0;
  return {
    status,
    cookie,
    csrf,
    get: (path: string) => call(path, { headers: { cookie } }),
    post: (path: string, body: object = {}, more: Record<string, string> = { 'x-wegwijs-csrf': csrf }) =>
      call(path, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...more },
        body: JSON.stringify({ id: `operation-${staff}-${counter++}`, ...body }),
      }),
  };
}

/** Somebody's wish, made a ticket; gives its path. */
async function makeTicket(): Promise<string> {
  for (const command of ['human:', 'choose:appointments', 'choose:skip', 'choose:yes']) await world.tap(command);
  const waiting = await world.desk.list('wegstad', 'waiting', 10);
  return `/tickets/${waiting.at(-1)?.id}`;
}

const said = ({ body }: Answer): string[] => (body.transcript ?? []).map(({ text }) => text);

describe('the door', () => {
  test('nothing without a login, nothing with a made-up one', async () => {
    const { cookie } = await logIn('sanne');
    const [name = '', token = ''] = cookie.split('=');
    const [head, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'joris', aud: 'console', jti: 'x', exp: 9e9 })).toString(
      'base64url',
    );
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const forged = ['', 'x', `${head}.${claims}.${signature}`, `${none}.${claims}.`, `${none}.${claims}.${signature}`];
    for (const one of forged) {
      for (const path of ['/me', '/tickets', '/tickets/t_x', '/persons', '/events']) {
        expect([path, (await call(path, { headers: { cookie: `${name}=${one}` } })).status]).toEqual([path, 401]);
      }
    }
    world.clock.advance(8 * 60 * minute);
    expect((await call('/me', { headers: { cookie } })).status).toBe(401);
  });

  test('a page of another site can neither log in nor do anything with a login', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect((await logIn('sanne', { 'sec-fetch-site': site })).status).toBe(403);
    }
    const simple = await call('/login', {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"staff":"sanne"}',
    });
    expect(simple.status).toBe(415);
    const ticket = await makeTicket();
    const sanne = await logIn('sanne');
    const joris = await logIn('joris');
    for (const token of ['', 'x', joris.csrf]) {
      expect((await sanne.post(`${ticket}/claim`, {}, { 'x-wegwijs-csrf': token })).status).toBe(403);
    }
    expect((await sanne.post('/codes', { person: 'demo-amina' }, {})).status).toBe(403);
  });

  test('the cookie is for this site only, and no answer is kept', async () => {
    const response = await fetch(`${base}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ staff: 'sanne' }),
    });
    await response.text();
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Strict; Secure/);
    const sanne = await logIn('sanne');
    for (const path of ['/login', '/me', '/tickets', '/persons', await makeTicket()]) {
      expect([path, (await sanne.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store']);
    }
  });
});

describe('who sees what', () => {
  test('another municipality finds no ticket, no person, and does not learn that there is one', async () => {
    const ticket = await makeTicket();
    const bram = await logIn('bram');
    const unknown = await bram.get('/tickets/t_doesnotexist');
    expect((await bram.get('/tickets')).body.tickets).toEqual([]);
    expect((await bram.get(ticket)).status).toBe(unknown.status);
    for (const deed of ['claim', 'release', 'close', 'answer']) {
      const body = { reason: 'other', text: 'x' };
      expect((await bram.post(`${ticket}/${deed}`, body)).status).toBe(404);
    }
    expect((await bram.post('/codes', { person: 'demo-amina' })).status).toBe(404);
    expect((await bram.get('/persons')).body.persons?.map(({ id }) => id)).not.toContain('demo-amina');
    // Conversations, and what is of no kind, are no tickets.
    for (const id of ['c_web.wegstad.test', 'x', '..%2f', '%00']) {
      expect([id, (await bram.get(`/tickets/${id}`)).status]).toEqual([id, 404]);
    }
  });

  test('a headline is the team’s: another team of the same municipality does not have it in its list', async () => {
    const ticket = (await makeTicket()).split('/').pop();
    const lists = async (staff: string) =>
      (await (await logIn(staff)).get('/tickets')).body.tickets?.map(({ id }) => id);
    expect(await lists('sanne')).toEqual([ticket]);
    expect(await lists('joris')).toEqual([ticket]);
    expect(await lists('wietske')).toEqual([ticket]);
    expect(await lists('meral')).toEqual([]);
  });

  test('who does not own a ticket reads nothing of it, and the refusal is written down', async () => {
    const ticket = await makeTicket();
    const sanne = await logIn('sanne');
    const joris = await logIn('joris');
    expect((await sanne.post(`${ticket}/claim`)).status).toBe(200);
    expect((await sanne.get(ticket)).status).toBe(200);
    expect((await joris.get(ticket)).status).toBe(403);
    expect((await sanne.post(`${ticket}/release`)).status).toBe(200);
    expect((await sanne.get(ticket)).status).toBe(403);
    const looks = await world.store.find(audit, {
      where: { municipality: 'wegstad' },
      order: { field: 'at', direction: 'ascending' },
      limit: 100,
    });
    const seen = looks.map(({ body }) => body).filter(({ action }) => action === 'ticket.seen');
    expect(seen.map(({ actor, result }) => `${actor.id} ${result}`).sort()).toEqual(
      ['joris refused', 'sanne ok', 'sanne refused'].sort(),
    );
  });

  test('an id that a page made names one deed of one person', async () => {
    const ticket = await makeTicket();
    const sanne = await logIn('sanne');
    const joris = await logIn('joris');
    const same = { id: 'the-same-id', text: 'Goedemiddag.' };
    expect((await sanne.post(`${ticket}/claim`, same)).status).toBe(200);
    expect((await sanne.post(`${ticket}/claim`, same)).status).toBe(200);
    expect((await joris.post(`${ticket}/claim`, same)).status).toBe(409);
    for (let repeat = 0; repeat < 2; repeat++) expect((await sanne.post(`${ticket}/answer`, same)).status).toBe(200);
    await world.mailbox.idle();
    expect(said(await sanne.get(ticket)).filter((text) => text.includes('Goedemiddag.'))).toHaveLength(1);
  });

  test('a transcript holds the topic and what was passed on, and nothing said to the computer before, between or after', async () => {
    await world.say('wanneer is mijn afspraak');
    await world.say(await world.codeOf('demo-amina'));
    await world.say('iets heel anders');
    const ticket = await makeTicket();
    await world.say('ik heb haast');
    await world.say('wanneer is mijn afspraak');
    const sanne = await logIn('sanne');
    await sanne.post(`${ticket}/claim`);
    await world.say('hallo, bent u daar');
    await sanne.post(`${ticket}/answer`, { text: 'Ja, zeg het maar.' });
    await world.mailbox.idle();
    await sanne.post(`${ticket}/close`, { reason: 'answered' });
    await world.mailbox.idle();
    await world.say('wanneer is mijn afspraak');
    const transcript = said(await sanne.get(ticket));
    const own = transcript.filter((text) => !text.includes('\n'));
    for (const expected of ['ik heb haast', 'hallo, bent u daar']) expect(own).toContain(expected);
    expect(transcript.join('\n')).toContain('Ja, zeg het maar.');
    expect(transcript.join('\n')).not.toContain('wanneer is mijn afspraak');
    expect(transcript.join('\n')).not.toContain('kamer 2.14');
  });

  test('what is said of danger is in nobody’s transcript', async () => {
    const ticket = await makeTicket();
    const sanne = await logIn('sanne');
    await sanne.post(`${ticket}/claim`);
    await world.say('goedemiddag mevrouw');
    await world.say('mijn man slaat mij');
    await world.say('dank u');
    const transcript = said(await sanne.get(ticket)).join('\n');
    expect(transcript).toContain('goedemiddag mevrouw');
    expect(transcript).not.toContain('slaat');
    expect(transcript).not.toContain('112');
  });
});

describe('live events', () => {
  /** What comes over the stream of a login, in order. */
  async function listen(cookie: string) {
    const response = await fetch(`${base}/events`, { headers: { cookie } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    let isOver = false;
    const read = (async () => {
      for (;;) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) break;
        text += chunk.value;
      }
      isOver = true;
    })().catch(() => (isOver = true));
    const names = (): string[] => [...text.matchAll(/event: (\w+)/g)].map(([, name]) => name ?? '');
    /** Everything that happened so far has been told when a mark of our own has come through. */
    async function told(): Promise<string[]> {
      const turns = 200;
      for (let turn = 0; turn < turns; turn++) {
        world.clock.advance(100);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return names();
    }
    return { told, read, isOver: () => isOver };
  }

  test('a login hears of its own municipality’s queue only', async () => {
    const bram = await listen((await logIn('bram')).cookie);
    const sanne = await listen((await logIn('sanne')).cookie);
    await makeTicket();
    expect((await sanne.told()).filter((name) => name === 'tickets').length).toBeGreaterThan(1);
    expect(await bram.told()).toEqual(['tickets']);
  });

  test('who released a ticket does not hear any more that something is said there', async () => {
    const ticket = await makeTicket();
    const sanne = await logIn('sanne');
    await sanne.post(`${ticket}/claim`);
    await sanne.get(ticket);
    const stream = await listen(sanne.cookie);
    await world.say('hallo');
    expect(await stream.told()).toContain('ticket');
    await sanne.post(`${ticket}/release`);
    const before = (await stream.told()).filter((name) => name === 'ticket').length;
    await world.say('nog iets');
    expect((await stream.told()).filter((name) => name === 'ticket').length).toBe(before);
  });

  test('the stream ends with the login', async () => {
    const stream = await listen((await logIn('sanne')).cookie);
    world.clock.advance(8 * 60 * minute + 20_000);
    await stream.read;
    expect(stream.isOver()).toBe(true);
  });
});
