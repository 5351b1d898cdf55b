import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createConsoleRoutes } from '../../src/console/console.ts';
import { openStaffLogin } from '../../src/app/staff-login.ts';
import type { Login } from '../../src/core/login.ts';
import type { Municipality } from '../../src/core/municipality.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { audit } from '../../src/people/collections.ts';
import { createServer, type Server } from '../../src/server.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { startLyingIssuer, type Lie, type LyingIssuer } from '../stand-ins/lying-issuer.ts';
import { clientSecret, startStaffIssuer, type StaffIssuer } from '../stand-ins/staff-issuer.ts';
import { openTurnWorld, root, type TurnWorld } from '../turn/world.ts';
import { openBrowser, type Browser } from './browser.ts';
import { consoleParts } from './parts.ts';

const places = loadMunicipalities(root.municipalities);
const municipalities = new Map<string, Municipality>();

let issuer: StaffIssuer;
let liar: LyingIssuer;
let world: TurnWorld;
let server: Server;
let base: string;
/** Another one for each test: attempts are counted by it. */
let address = '192.0.2.0';
let tests = 0;
beforeAll(async () => {
  world = await openTurnWorld();
  const probe = createServer({ routes: [], log: { info() {}, warn() {}, error() {}, debug() {} } });
  const port = await probe.listen(0, '127.0.0.1');
  await probe.close();
  base = `http://127.0.0.1:${port}`;
  issuer = await startStaffIssuer([`${base}/api/console/login/own/callback`], {});
  liar = await startLyingIssuer('wegwijs', 'bram');
  const common = { clientId: 'wegwijs', clientSecret, roleClaim: 'roles' };
  const logins: Login[] = [
    {
      ...common,
      ...{ id: 'own', name: 'Werkaccount', issuer: issuer.url, staffClaim: 'preferred_username' },
      roles: { KM: 'case_worker', Coordinatie: 'coordinator' },
    },
    {
      ...common,
      ...{ id: 'overdam-vw', name: 'Elders', issuer: liar.url, staffClaim: 'sub', municipality: 'overdam' },
      roles: { KM: 'case_worker' },
    },
    {
      ...common,
      ...{ id: 'away', name: 'Weg', issuer: 'http://127.0.0.1:1', staffClaim: 'sub', roles: {} },
    },
  ];
  const { store, ids, clock, people } = world;
  const write = (fields: object, message: string): void =>
    void world.logged.push(JSON.stringify({ ...fields, message }));
  const staffLogin = openStaffLogin({
    ...{ store, ids, clock, people, municipalities, logins, publicUrl: base },
    keys: [createDataKey('test')],
    log: { info: write, warn: write, error: write, debug: write },
    clientAddress: () => address,
  });
  const routes = [
    ...staffLogin.routes,
    ...createConsoleRoutes(
      consoleParts(world, {
        sessions: staffLogin.sessions,
        logins: staffLogin.logins,
        municipalities,
        publicUrl: base,
      }),
    ),
  ];
  server = createServer({ routes, log: { info() {}, warn() {}, error: write, debug() {} }, limits: { closeMs: 200 } });
  await server.listen(port, '127.0.0.1');
});
afterAll(async () => {
  await server.close();
  await issuer.close();
  await liar.close();
  await world.close();
});
beforeEach(() => {
  address = `192.0.2.${++tests}`;
  for (const [id, place] of places) municipalities.set(id, place);
  municipalities.set('overdam', {
    ...(places.get('overdam') as Municipality),
    logins: [
      { id: 'vw', name: 'Elders', issuer: liar.url, clientId: 'wegwijs', clientSecretEnv: 'OIDC_CLIENT_SECRET_VW' },
    ],
  });
  liar.lie = {};
});

const start = (login = 'own'): string => `${base}/api/console/login/${login}`;
const isCallback = (location: string): boolean => location.startsWith(base) && location.includes('/callback?');

let subjects = 0;
/** Somebody with an account whose claims these are. */
function account(claims: Record<string, unknown>): string {
  const sub = `subject-${++subjects}`;
  issuer.accounts[sub] = claims;
  return sub;
}

/** Goes to the issuer as this account; gives where the browser is sent back to, which was not asked for yet. */
async function goTo(browser: Browser, person: string | undefined): Promise<string> {
  issuer.person = person;
  return browser.follow(start(), (location) => !isCallback(location));
}

/** The whole way; gives the last address without the origin. */
async function logIn(person: string | undefined, browser = openBrowser()): Promise<{ browser: Browser; end: string }> {
  const { location = '' } = await browser.get(await goTo(browser, person));
  return { browser, end: location.replace(base, '') };
}

const me = async (browser: Browser): Promise<{ staff?: { id: string }; csrf?: string; error?: { code: string } }> =>
  JSON.parse((await browser.get(`${base}/api/console/me`)).body) as never;

test('staff come in by the code flow with PKCE, and nothing of it stands in an address or a log', async () => {
  const sanne = account({ preferred_username: 'sanne', roles: ['KM', 'something else'] });
  const browser = openBrowser();
  const { location = '' } = await browser.get(start());
  const asked = new URL(location).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    ...{ response_type: 'code', client_id: 'wegwijs', code_challenge_method: 'S256', scope: 'openid profile email' },
    redirect_uri: `${base}/api/console/login/own/callback`,
  });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toHaveLength(43);
  const attempt = browser.cookies(base).get('wegwijs_login') ?? '';
  for (const name of ['state', 'nonce']) expect(attempt).not.toContain(asked.get(name));
  issuer.person = sanne;
  const back = await browser.follow(location, (next) => !isCallback(next));
  expect([...new URL(back).searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);
  const { location: end = '', status } = await browser.get(back);
  expect([status, end]).toEqual([303, `${base}/console`]);
  expect([...browser.cookies(base).keys()]).toEqual(['wegwijs_console']);
  expect(await me(browser)).toMatchObject({ staff: { id: 'sanne', role: 'case_worker' } });
  const [entry] = await world.store.find(audit, {
    where: { municipality: 'wegstad' },
    order: { field: 'at', direction: 'descending' },
    limit: 1,
  });
  expect(entry?.body).toMatchObject({
    ...{ action: 'session.opened', result: 'ok', origin: 'console', municipality: 'wegstad' },
    actor: { role: 'case_worker', id: 'sanne' },
    from: { address },
  });
  const code = new URL(back).searchParams.get('code') ?? '';
  expect(world.logged.join('\n')).not.toContain(code);
});

test('logging out ends the login here, and says where the issuer ends its own, without a token', async () => {
  const { browser } = await logIn(account({ preferred_username: 'joris', roles: 'KM' }));
  const { csrf = '' } = await me(browser);
  const cookie = browser.header(base);
  const answer = await fetch(`${base}/api/console/logout`, {
    method: 'POST',
    headers: { cookie, 'x-wegwijs-csrf': csrf },
  });
  const { url } = (await answer.json()) as { url: string };
  expect(url.startsWith(`${issuer.url}/session/end?`)).toBe(true);
  expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
    ...{ client_id: 'wegwijs', post_logout_redirect_uri: `${base}/console` },
  });
  expect((await fetch(`${base}/api/console/me`, { headers: { cookie } })).status).toBe(401);
});

test('who has no role that we know, or another than their municipality says, is told so', async () => {
  for (const roles of [undefined, 'visitor', [], [7], ['constructor'], 'KM', ['toString', '__proto__']]) {
    const { browser, end } = await logIn(account({ preferred_username: 'wietske', roles }));
    expect([roles, end]).toEqual([roles, '/console?login=role']);
    expect((await me(browser)).error?.code).toBe('unauthorized');
  }
});

test('whom no municipality of this login knows is told so; a municipality with logins of its own is not theirs', async () => {
  for (const preferred_username of ['nobody', '', undefined, 7, 'bram']) {
    const { browser, end } = await logIn(account({ preferred_username, roles: 'KM' }));
    expect([preferred_username, end]).toEqual([preferred_username, '/console?login=staff']);
    expect(browser.cookies(base).size).toBe(0);
  }
});

test('somebody stays who they are by their account: a name that passes to another account opens nothing', async () => {
  municipalities.set('wegstad', {
    ...(places.get('wegstad') as Municipality),
    staff: [
      { id: 'noor', login: 'N.Visser@wegstad.example', name: 'Noor', role: 'case_worker', teams: ['integration'] },
    ],
  });
  const first = account({ preferred_username: 'n.visser@wegstad.example', roles: 'KM' });
  expect((await logIn(first)).end).toBe('/console');
  const second = account({ preferred_username: 'n.visser@wegstad.example', roles: 'KM' });
  expect((await logIn(second)).end).toBe('/console?login=staff');
  issuer.accounts[first] = { preferred_username: 'n.visser-de.boer@wegstad.example', roles: 'KM' };
  const { browser, end } = await logIn(first);
  expect(end).toBe('/console');
  expect((await me(browser)).staff?.id).toBe('noor');
});

test('who turns back at the issuer, takes too long, or comes back twice, without a start or by another door, is not in', async () => {
  expect((await logIn(undefined)).end).toBe('/console?login=cancelled');
  const sanne = account({ preferred_username: 'sanne', roles: 'KM' });
  issuer.accounts[sanne] = { preferred_username: 'sanne', roles: 'KM' };
  const late = openBrowser();
  const back = await goTo(late, sanne);
  world.clock.advance(10 * 60_000);
  expect((await late.get(back)).location).toBe(`${base}/console?login=expired`);
  const stranger = openBrowser();
  expect((await stranger.get(back)).location).toBe(`${base}/console?login=expired`);
  const door = openBrowser();
  const away = (await goTo(door, sanne)).replace('/own/', '/overdam-vw/');
  expect((await door.get(away)).location).toBe(`${base}/console?login=expired`);
  for (const one of [late, stranger, door]) expect(one.cookies(base).size).toBe(0);
});

test('a code is taken once, also with the cookie of its start; one that was got elsewhere is not taken at all', async () => {
  const wietske = account({ preferred_username: 'wietske', roles: 'Coordinatie' });
  const browser = openBrowser();
  const back = await goTo(browser, wietske);
  const cookie = browser.header(back);
  expect((await browser.get(back)).location).toBe(`${base}/console`);
  const again = await fetch(back, { redirect: 'manual', headers: { cookie } });
  expect(again.headers.get('location')).toBe('/console?login=failed');
  expect(again.headers.getSetCookie().join()).not.toContain('wegwijs_console=');
  // Somebody else's code in this browser's attempt: their login would be taken for one's own.
  const victim = openBrowser();
  const own = new URL(await goTo(victim, wietske));
  const attacker = new URL(await goTo(openBrowser(), wietske));
  for (const names of [['code'], ['state'], ['code', 'state']]) {
    const mixed = new URL(own);
    for (const name of names) mixed.searchParams.set(name, attacker.searchParams.get(name) ?? '');
    const answer = await fetch(mixed, { redirect: 'manual', headers: { cookie: victim.header(base) } });
    expect([names, answer.headers.get('location')]).toEqual([names, '/console?login=failed']);
  }
});

async function logInAtLiar(): Promise<{ browser: Browser; end: string }> {
  const browser = openBrowser();
  const { location = '' } = await browser.get(start('overdam-vw'));
  const { searchParams } = new URL(location);
  liar.nonce = searchParams.get('nonce') ?? '';
  const back = `${start('overdam-vw')}/callback?code=x&state=${searchParams.get('state')}`;
  const { location: end = '' } = await browser.get(back);
  return { browser, end: end.replace(base, '') };
}

test.each<[string, Lie]>([
  ['of another issuer', { claims: { iss: 'https://login.elders.example' } }],
  ['for another audience', { claims: { aud: 'another-client' } }],
  ['for several, made for another', { claims: { aud: ['wegwijs', 'other'], azp: 'other' } }],
  ['with the nonce of another attempt', { claims: { nonce: 'the-nonce-of-another-attempt' } }],
  ['without a nonce', { claims: { nonce: undefined } }],
  ['that has expired', { claims: { exp: 1_700_000_000 } }],
  ['without an end', { claims: { exp: undefined } }],
  ['of nobody', { claims: { sub: undefined } }],
  ['signed by another key', { signedBy: 'another key' }],
  ['signed by nobody', { signedBy: 'nobody' }],
  ['that is not there', { hasNoToken: true }],
])('a token %s opens nothing', async (_, lie) => {
  liar.lie = { ...lie, claims: { roles: 'KM', ...lie.claims } };
  const { browser, end } = await logInAtLiar();
  expect(end).toBe('/console?login=failed');
  expect(browser.cookies(base).size).toBe(0);
});

test("a municipality's own login lets its own staff in and nobody else's, whatever it says of them", async () => {
  liar.lie = { claims: { roles: 'KM' } };
  const { browser, end } = await logInAtLiar();
  expect(end).toBe('/console');
  expect(await me(browser)).toMatchObject({ staff: { id: 'bram' }, municipality: { id: 'overdam' } });
  for (const sub of ['sanne', 'wietske', 'tineke']) {
    liar.lie = { claims: { roles: ['KM'], sub } };
    expect([sub, (await logInAtLiar()).end]).toEqual([sub, `/console?login=${sub === 'tineke' ? 'role' : 'staff'}`]);
  }
});

test('an issuer that does not answer, and a login that is not there', async () => {
  expect((await openBrowser().get(start('away'))).location).toBe(`${base}/console?login=failed`);
  for (const path of [start('x'), `${start('x')}/callback`]) expect((await openBrowser().get(path)).status).toBe(404);
});
