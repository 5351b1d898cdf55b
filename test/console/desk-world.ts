import { createNotices } from '../../src/app/notices.ts';
import { createConsoleRoutes } from '../../src/console/console.ts';
import { createDrafts } from '../../src/console/drafts.ts';
import { createPresence } from '../../src/console/presence.ts';
import { createConsoleSessions } from '../../src/console/session.ts';
import { silentLog } from '../../src/core/log.ts';
import { headlineOf } from '../../src/handoff/headline.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { createStaffCalendars } from '../../src/people/staff-calendar.ts';
import { createServer } from '../../src/server.ts';
import { openTurnWorld, root, type TurnWorld } from '../turn/world.ts';

export interface DeskAnswer {
  status: number;
  /** Without a type until the test has looked at it. */
  body: ReturnType<typeof JSON.parse>;
}

export interface DeskWorker {
  get(path: string): Promise<DeskAnswer>;
  post(path: string, body?: object): Promise<DeskAnswer>;
  put(path: string, body: object): Promise<DeskAnswer>;
}

export interface DeskWorld {
  world: TurnWorld;
  logIn(staff: string): Promise<DeskWorker>;
  /** Amina, verified and in Arabic, wants to talk about an appointment; gives the path of her ticket. */
  wish(): Promise<string>;
  close(): Promise<void>;
}

/** The console's API over real HTTP, on a whole house with a held clock. */
export async function openDesk(): Promise<DeskWorld> {
  const world = await openTurnWorld({});
  const municipalities = loadMunicipalities(root.municipalities);
  const { store, ids, clock } = world;
  const staff = [...municipalities.values()].flatMap((municipality) =>
    municipality.staff.map((member) => ({ member, municipality })),
  );
  const routes = createConsoleRoutes({
    sessions: createConsoleSessions({
      key: Buffer.alloc(32, 9),
      publicUrl: 'https://chat.example',
      find: (id) => staff.find(({ member }) => member.id === id),
      ...{ store, ids, clock },
    }),
    desk: world.desk,
    people: world.people,
    drafts: createDrafts(store),
    notices: createNotices({ ...world, isMailOn: true }),
    presence: createPresence({ store, clock, isAlone: true }),
    texts: world.texts,
    calendars: createStaffCalendars({ store, ids, clock }),
    municipalities,
    log: (conversation, afterSeq, limit) => world.mailbox.log(conversation, afterSeq, limit),
    delivery: () => Promise.resolve(undefined),
    follow: (actor, listener) => world.mailbox.follow(actor, listener),
    headline: (headline) => headlineOf(headline, world.texts),
    development: true,
    publicUrl: 'https://chat.example',
    ids,
    clock,
  });
  const server = createServer({ routes, log: silentLog, limits: { closeMs: 200 } });
  const base = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/api/console`;
  let operations = 0;

  async function logIn(member: string): Promise<DeskWorker> {
    const login = await fetch(`${base}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ staff: member }),
    });
    let cookie = cookieIn(login) ?? '';
    await login.body?.cancel();
    let csrf = '';
    const call = async (method: string, path: string, body?: object): Promise<DeskAnswer> => {
      const response = await fetch(base + path, {
        method,
        headers: { cookie, 'x-wegwijs-csrf': csrf, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      cookie = cookieIn(response) ?? cookie;
      return { status: response.status, body: JSON.parse((await response.text()) || '{}') };
    };
    csrf = (await call('GET', '/me')).body.csrf;
    return {
      get: (path) => call('GET', path),
      post: (path, body = {}) => call('POST', path, { id: `operation-${operations++}`, ...body }),
      put: (path, body) => call('PUT', path, body),
    };
  }

  return {
    world,
    logIn,
    async wish() {
      await world.join('ar');
      await world.say(await world.codeOf('demo-amina'));
      for (const command of ['human:', 'choose:appointments', 'choose:yes']) await world.tap(command);
      const waiting = await world.desk.list('wegstad', 'waiting', 10);
      return `/tickets/${waiting.at(-1)?.id}`;
    },
    async close() {
      await server.close();
      await world.close();
    },
  };
}

const cookieIn = (response: Response): string | undefined => response.headers.getSetCookie()[0]?.split(';')[0];
