import { afterEach, beforeEach, expect, test } from '@jest/globals';
import ical from 'node-ical';
import { createConsoleRoutes } from '../../src/console/console.ts';
import { createDrafts } from '../../src/console/drafts.ts';
import { createPresence } from '../../src/console/presence.ts';
import { createConsoleSessions } from '../../src/console/session.ts';
import { silentLog } from '../../src/core/log.ts';
import type { Municipality } from '../../src/core/municipality.ts';
import {
  appointments,
  audit,
  calendars,
  indexAppointment,
  indexPerson,
  persons,
} from '../../src/people/collections.ts';
import { createStaffCalendars } from '../../src/people/staff-calendar.ts';
import { createServer, type Server } from '../../src/server.ts';
import { municipalities } from '../casedata/world.ts';
import { createWorld, type World } from '../people/world.ts';

let world: World;
let server: Server;
let base: string;
/** Changed by a test: who works there now. */
let places: Map<string, Municipality>;

beforeEach(async () => {
  world = await createWorld();
  places = new Map(municipalities);
  const { store, ids, clock, people } = world;
  const nothing = () => Promise.reject(new Error('not asked here'));
  const staff = [...municipalities.values()].flatMap((municipality) =>
    municipality.staff.map((member) => ({ member, municipality })),
  );
  const routes = createConsoleRoutes({
    sessions: createConsoleSessions({
      key: Buffer.alloc(32, 9),
      clock,
      store,
      ids,
      publicUrl: 'http://chat.example',
      find: (id) => staff.find(({ member }) => member.id === id),
    }),
    desk: {
      list: nothing,
      find: nothing,
      claim: nothing,
      release: nothing,
      answer: nothing,
      close: nothing,
      reopen: nothing,
      note: nothing,
      transfer: nothing,
      sign: nothing,
    },
    people,
    calendars: createStaffCalendars({ store, ids, clock }),
    drafts: createDrafts(store),
    presence: createPresence({ store, clock, isAlone: true }),
    texts: { say: () => ({ text: '', language: 'nl' as const }), date: () => '', euros: () => '', source: () => '' },
    municipalities: places,
    log: nothing,
    delivery: nothing,
    follow: () => () => {},
    headline: () => '',
    development: true,
    publicUrl: 'https://chat.example',
    ids,
    clock,
  });
  server = createServer({ routes, log: silentLog, limits: { closeMs: 200 } });
  base = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/api/console`;
});
afterEach(() => server.close());

async function logIn(staff: string) {
  const login = await fetch(`${base}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staff }),
  });
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { csrf } = (await (await fetch(`${base}/me`, { headers: { cookie } })).json()) as { csrf: string };
  const call = async (method: string, headers: Record<string, string> = { 'x-wegwijs-csrf': csrf }) => {
    const response = await fetch(`${base}/calendar`, { method, headers: { cookie, ...headers } });
    return { status: response.status, body: (await response.json()) as { url?: string; on?: boolean; since?: string } };
  };
  return {
    call,
    /** The path of a fresh feed. */
    give: async (): Promise<string> =>
      new URL((await call('POST')).body.url ?? '').pathname.replace('/api/console', ''),
  };
}

const read = (path: string): Promise<Response> => fetch(base + path);

async function eventsAt(path: string): Promise<object[]> {
  const response = await read(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const parsed = Object.values(ical.sync.parseICS(await response.text()));
  return parsed.flatMap((part) => {
    if (part?.type !== 'VEVENT') return [];
    const { summary, start, end, location, description } = part;
    return [{ summary, start: start.toISOString(), end: end?.toISOString(), location, description }];
  });
}

test('a feed has kind, time, place and first name of the own people, and nothing else', async () => {
  const sanne = await logIn('sanne');
  expect((await sanne.call('GET')).body).toEqual({ on: false });
  const { url } = (await sanne.call('POST')).body;
  expect(url).toMatch(/^https:\/\/chat\.example\/api\/console\/calendar\/[\w-]{40,80}\.ics$/);
  const path = new URL(url ?? '').pathname.replace('/api/console', '');
  expect(await eventsAt(path)).toEqual([
    {
      summary: 'voortgangsgesprek: Amina',
      start: '2026-03-05T09:00:00.000Z',
      end: '2026-03-05T09:45:00.000Z',
      location: 'Stadhuis, Marktplein 1, Wegstad, kamer 2.14',
      description: undefined,
    },
    expect.objectContaining({ summary: 'PVT: Amina' }),
    expect.objectContaining({ summary: 'brede intake: Selam' }),
  ]);
  expect(await (await read(path)).text()).not.toMatch(/demo-|paspoort|Sanne|ATTENDEE|DESCRIPTION/);
  expect((await sanne.call('GET')).body).toEqual({ on: true, since: '2026-03-02T09:00:00.000Z' });
});

test('who is no longer theirs, or has gone, is not in it; nobody of another municipality ever is', async () => {
  const path = await (await logIn('sanne')).give();
  const amina = await world.person();
  const change = async (fields: Partial<typeof amina>): Promise<void> => {
    const { version, body } = (await world.store.get(persons, amina.id)) ?? { version: 0, body: amina };
    const next = { ...body, ...fields };
    await world.store.write([
      { op: 'replace', collection: persons, id: amina.id, version, body: next, index: indexPerson(next) },
    ]);
  };
  const names = async (): Promise<string> => JSON.stringify(await eventsAt(path));
  expect(await names()).toContain('Amina');
  await change({ caseWorker: 'joris' });
  expect(await names()).not.toContain('Amina');
  // She moves, and her new case worker there has the same id: what Wegstad delivered does not go along.
  await change({ municipality: 'overdam', caseWorker: 'sanne' });
  expect(await names()).not.toContain('Amina');
  await change({ municipality: 'wegstad', caseWorker: 'sanne' });
  const [stray] = await world.store.find(appointments, { where: { person: amina.id }, limit: 1 });
  const body = { ...stray!.body, municipality: 'overdam', kind: 'van elders' };
  const ops = { op: 'replace', collection: appointments, id: stray!.id, version: stray!.version } as const;
  await world.store.write([{ ...ops, body, index: indexAppointment(body) }]);
  expect(await names()).not.toContain('van elders');
  expect(await names()).toContain('Amina');
  await world.people.erasing.record(amina.id, 'wegstad');
  expect(await names()).not.toContain('Amina');
  expect(await names()).toContain('Selam');
});

test('an address opens only for as long as it is the newest, until it is revoked or its owner leaves', async () => {
  const sanne = await logIn('sanne');
  const first = await sanne.give();
  const second = await sanne.give();
  expect((await read(first)).status).toBe(404);
  expect((await read(second)).status).toBe(200);
  const wegstad = municipalities.get('wegstad')!;
  places.set('wegstad', { ...wegstad, staff: wegstad.staff.filter(({ id }) => id !== 'sanne') });
  expect((await read(second)).status).toBe(404);
  places.set('wegstad', wegstad);
  expect((await sanne.call('DELETE')).body).toEqual({ on: false });
  expect((await read(second)).status).toBe(404);
  for (const path of ['/calendar/x.ics', `/calendar/${'x'.repeat(48)}.ics`, second.replace('.ics', '')])
    expect((await read(path)).status).toBe(404);
});

test('only its owner gives and revokes it, with the token of the page', async () => {
  const sanne = await logIn('sanne');
  const path = await sanne.give();
  expect((await sanne.call('POST', {})).status).toBe(403);
  expect((await sanne.call('DELETE', {})).status).toBe(403);
  expect((await fetch(`${base}/calendar`, { method: 'POST' })).status).toBe(401);
  await (await logIn('bram')).call('DELETE');
  expect(JSON.stringify(await eventsAt(await (await logIn('bram')).give()))).not.toMatch(/Amina|Selam/);
  expect((await read(path)).status).toBe(200);
});

test('the token is not kept, and a look is written down once a day for each person', async () => {
  const path = await (await logIn('sanne')).give();
  for (let times = 0; times < 3; times++) await read(path);
  world.clock.advance(24 * 3_600_000);
  await read(path);
  const seen = await world.people.auditOf('demo-amina', 'wegstad', 20);
  expect(seen.map(({ action, origin, actor }) => [action, origin, actor.id])).toEqual([
    ['appointments.in_calendar', 'calendar', 'sanne'],
    ['appointments.in_calendar', 'calendar', 'sanne'],
  ]);
  const token = path.split('/').at(-1)?.replace('.ics', '') ?? '';
  const kept = [await world.store.walk(calendars, { limit: 99 }), await world.store.walk(audit, { limit: 999 })];
  expect(token).toHaveLength(48);
  expect(JSON.stringify(kept)).not.toContain(token);
});

test('one address is read so often a minute, and no more', async () => {
  const path = await (await logIn('sanne')).give();
  const statuses = new Set<number>();
  for (let times = 0; times < 31; times++) statuses.add((await read(path)).status);
  expect([...statuses]).toEqual([200, 429]);
});
