import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createConsoleRoutes } from '../../src/console/console.ts';
import { openStaffLogin } from '../../src/app/staff-login.ts';
import { consoleSessions, forgetEnded } from '../../src/console/session-record.ts';
import type { Municipality } from '../../src/core/municipality.ts';
import { silentLog } from '../../src/core/log.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { audit } from '../../src/people/collections.ts';
import { createServer, type Server } from '../../src/server.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { openTurnWorld, root, type TurnWorld } from '../turn/world.ts';
import { consoleParts } from './parts.ts';

const minute = 60_000;
const places = loadMunicipalities(root.municipalities);
const keys = [createDataKey('test')];

let world: TurnWorld;
let municipalities: Map<string, Municipality>;
const servers: Server[] = [];
let base: string;
let other: string;

/** A process of its own on the same store. */
async function startConsole(): Promise<string> {
  const { store, ids, clock, people } = world;
  const staffLogin = openStaffLogin({
    ...{ store, keys, ids, clock, people, municipalities, logins: [], publicUrl: 'https://wegwijs.example' },
    log: silentLog,
    clientAddress: () => '192.0.2.7',
  });
  const parts = { sessions: staffLogin.sessions, municipalities, publicUrl: 'https://wegwijs.example' };
  const server = createServer({
    routes: createConsoleRoutes(consoleParts(world, parts)),
    log: silentLog,
    limits: { closeMs: 200 },
  });
  servers.push(server);
  return `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/api/console`;
}

beforeEach(async () => {
  world = await openTurnWorld();
  municipalities = new Map(places);
  base = await startConsole();
  other = await startConsole();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await world.close();
});

const cookieIn = (response: Response): string | undefined => response.headers.getSetCookie()[0]?.split(';')[0];

async function logIn(staff: string) {
  const response = await fetch(`${base}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ staff }),
  });
  await response.text();
  const whole = response.headers.getSetCookie()[0] ?? '';
  const cookie = cookieIn(response) ?? '';
  const me = await fetch(`${base}/me`, { headers: { cookie } });
  const { csrf } = (await me.json()) as { csrf: string };
  return { cookie, csrf, whole };
}

/** Asks, and gives the status and the cookie that came back. */
async function ask(cookie: string, at = base): Promise<{ status: number; next: string | undefined }> {
  const response = await fetch(`${at}/me`, { headers: { cookie } });
  await response.text();
  return { status: response.status, next: cookieIn(response) };
}

const post = (path: string, cookie: string, headers: Record<string, string>, body: object = {}): Promise<Response> =>
  fetch(base + path, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const audited = async (action: string): Promise<string[]> => {
  const order = { field: 'at', direction: 'ascending' } as const;
  const found = await world.store.find(audit, { where: { municipality: 'wegstad' }, order, limit: 200 });
  return found.flatMap(({ body }) => (body.action === action ? [`${body.actor.id} ${body.result}`] : [])).sort();
};

test('a login ends after fifteen minutes without use, and after eight hours of use, on every process', async () => {
  const { cookie } = await logIn('sanne');
  world.clock.advance(15 * minute - 1);
  expect(await ask(cookie, other)).toMatchObject({ status: 200 });
  const idle = (await logIn('sanne')).cookie;
  world.clock.advance(15 * minute);
  expect((await ask(idle)).status).toBe(401);
  expect((await ask(idle, other)).status).toBe(401);

  let { cookie: current } = await logIn('joris');
  let used = 0;
  for (;;) {
    world.clock.advance(10 * minute);
    const { status, next } = await ask(current, used % 2 ? other : base);
    if (status !== 200) break;
    current = next ?? current;
    used += 1;
  }
  expect(used).toBe(47);
});

test('the cookie is only this host’s, of this site and of no script; a new login is a new one', async () => {
  const { whole, cookie } = await logIn('sanne');
  expect(whole).toMatch(/^__Host-wegwijs_console=[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age=28800$/);
  expect((await logIn('sanne')).cookie).not.toBe(cookie);
  expect((await ask(cookie.replace('__Host-', ''))).status).toBe(401);
});

test('a cookie is replaced every five minutes; what was sent just before still counts, whichever answer is lost', async () => {
  const { cookie: first } = await logIn('sanne');
  expect((await ask(first)).next).toBeUndefined();
  world.clock.advance(5 * minute);
  const { next: second = '' } = await ask(first);
  expect(second).not.toBe(first);
  // The answer was lost: the page comes with the first again, as often as it has to, and gets the same.
  world.clock.advance(3 * minute);
  expect(await ask(first, other)).toEqual({ status: 200, next: second });
  expect(await ask(second)).toEqual({ status: 200, next: undefined });
  // Requests that were under way.
  expect(await ask(first, other)).toEqual({ status: 200, next: undefined });
});

test('an old cookie that comes back ends the login for both, and is written down', async () => {
  const { cookie: first } = await logIn('sanne');
  world.clock.advance(5 * minute);
  const { next: second = '' } = await ask(first);
  expect((await ask(second)).status).toBe(200);
  world.clock.advance(minute);
  expect((await ask(first, other)).status).toBe(401);
  expect((await ask(second)).status).toBe(401);
  expect(await audited('session.replayed')).toEqual(['sanne refused']);
});

test('a cookie that was tampered with opens nothing, and ends nothing', async () => {
  const { cookie } = await logIn('sanne');
  const { cookie: hers } = await logIn('wietske');
  const [name = '', value = ''] = cookie.split('=');
  const [session = '', , signature = ''] = value.split('.');
  const [otherSession = '', , otherSignature = ''] = (hers.split('=')[1] ?? '').split('.');
  const forged = [
    `${otherSession}.0.${signature}`,
    `${session}.0.${otherSignature}`,
    `${session}.1.${signature}`,
    `${session}.0.${signature.slice(0, -1)}`,
    `${session}.0.`,
    `${session}.00.${signature}`,
    `${session}.-1.${signature}`,
    session,
    '',
    'x'.repeat(4_000),
  ];
  for (const one of forged) expect([one, (await ask(`${name}=${one}`)).status]).toEqual([one, 401]);
  expect((await ask(cookie)).status).toBe(200);
  expect((await ask(hers)).status).toBe(200);
});

test('who leaves, or becomes something else, is out at once', async () => {
  const { cookie } = await logIn('sanne');
  const { cookie: his } = await logIn('joris');
  const wegstad = places.get('wegstad') as Municipality;
  const staff = wegstad.staff.flatMap((member) => {
    if (member.id === 'sanne') return [];
    return [member.id === 'joris' ? { ...member, role: 'coordinator' as const } : member];
  });
  municipalities.set('wegstad', { ...wegstad, staff });
  for (const one of [cookie, his]) expect((await ask(one)).status).toBe(401);
  municipalities.set('wegstad', wegstad);
  for (const one of [cookie, his]) expect((await ask(one)).status).toBe(401);
});

test('one logs out here, or everywhere; a coordinator ends the logins of the own staff, and nobody else does', async () => {
  const here = await logIn('sanne');
  const there = await logIn('sanne');
  expect((await post('/logout', here.cookie, { 'x-wegwijs-csrf': here.csrf })).headers.getSetCookie()[0]).toMatch(
    /^__Host-wegwijs_console=;.*Max-Age=0$/,
  );
  expect([(await ask(here.cookie)).status, (await ask(there.cookie)).status]).toEqual([401, 200]);
  const third = await logIn('sanne');
  await post('/logout/everywhere', there.cookie, { 'x-wegwijs-csrf': there.csrf });
  for (const { cookie } of [there, third]) expect((await ask(cookie, other)).status).toBe(401);

  const sanne = await logIn('sanne');
  const joris = await logIn('joris');
  const tineke = await logIn('tineke');
  const wietske = await logIn('wietske');
  const end = (who: { cookie: string; csrf: string }): Promise<Response> =>
    post('/staff/sanne/logout', who.cookie, { 'x-wegwijs-csrf': who.csrf });
  expect((await end(joris)).status).toBe(403);
  expect(await (await end(tineke)).json()).toEqual({ ok: true, ended: 0 });
  expect((await ask(sanne.cookie)).status).toBe(200);
  expect(await (await end(wietske)).json()).toEqual({ ok: true, ended: 1 });
  expect((await ask(sanne.cookie)).status).toBe(401);
  expect(await audited('session.end_of_staff')).toEqual(['joris refused', 'wietske ok']);
});

test('nothing is done without the token of the page, nor from a page of another site', async () => {
  const { cookie, csrf } = await logIn('sanne');
  const token = { 'x-wegwijs-csrf': csrf };
  const refused: Record<string, string>[] = [
    {},
    { 'x-wegwijs-csrf': '' },
    { 'x-wegwijs-csrf': 'x' },
    { 'x-wegwijs-csrf': (await logIn('sanne')).csrf },
    { ...token, origin: 'https://elders.example' },
    { ...token, origin: 'null' },
    { ...token, origin: 'https://wegwijs.example.elders.example' },
    { ...token, 'sec-fetch-site': 'cross-site' },
    { ...token, 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of refused)
    expect([headers, (await post('/logout', cookie, headers)).status]).toEqual([headers, 403]);
  const own = { ...token, origin: 'https://wegwijs.example', 'sec-fetch-site': 'same-origin' };
  expect((await post('/logout', cookie, own)).status).toBe(200);
});

test('a stream ends with its login: at once here, soon on another process; it does not keep a login alive', async () => {
  const open = async (at: string, cookie: string): Promise<{ ended: Promise<string> }> => {
    const response = await fetch(`${at}/events`, { headers: { cookie } });
    expect(response.status).toBe(200);
    return { ended: response.text() };
  };
  const { cookie, csrf } = await logIn('sanne');
  const here = await open(base, cookie);
  const there = await open(other, cookie);
  await post('/logout', cookie, { 'x-wegwijs-csrf': csrf });
  expect(await here.ended).toContain('event: tickets');
  world.clock.advance(20_000);
  expect(await there.ended).toContain('event: tickets');

  const { cookie: idle } = await logIn('sanne');
  const stream = await open(base, idle);
  for (let beats = 0; beats < 46; beats++) {
    world.clock.advance(20_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await stream.ended).toContain('event: tickets');
  expect((await ask(idle)).status).toBe(401);
});

test('what ended is removed, and what opens a login is not kept', async () => {
  const { cookie } = await logIn('sanne');
  const kept = JSON.stringify(await world.store.walk(consoleSessions, { limit: 10 }));
  expect(kept).toContain('sanne');
  expect(kept).not.toContain(cookie.split('.').at(-1));
  expect(await forgetEnded(world.store, world.clock.now(), 10)).toBe(0);
  world.clock.advance(8 * 60 * minute + 1);
  expect(await forgetEnded(world.store, world.clock.now(), 10)).toBe(1);
  expect(await world.store.walk(consoleSessions, { limit: 10 })).toEqual([]);
});
