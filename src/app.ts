import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assemble, type Assembly, type Root } from './app/assemble.ts';
import { calendarRoutes } from './app/calendar.ts';
import { createCoordinator, type Coordinator } from './app/coordinator.ts';
import { caseDataRoutes, openDeliveries, sayUnfinishedImports } from './app/case-data.ts';
import { createChatConfigRoute } from './app/chat-config.ts';
import { startHousekeeping } from './app/housekeeping.ts';
import { mailboxDepth, ticketsWaiting } from './app/measures.ts';
import { openStore } from './app/open-store.ts';
import { openStaffLogin } from './app/staff-login.ts';
import { createNotices } from './app/notices.ts';
import { openPush } from './app/push.ts';
import { createUploads } from './app/uploads.ts';
import { createBotFrameworkChannel, createMailChannel, createWebChannel } from './channels/registry.ts';
import type { Channel } from './channels/channel.ts';
import { loginsOf, municipalityProblems, ConfigError, type Config } from './config.ts';
import { createConsoleRoutes } from './console/console.ts';
import { createCoordinatorRoutes } from './console/coordinator.ts';
import { createDrafts } from './console/drafts.ts';
import { createPresence } from './console/presence.ts';
import type { ConsoleParts } from './console/parts.ts';
import { activities } from './conversations/documents.ts';
import { systemClock } from './core/clock.ts';
import type { Route } from './core/http.ts';
import { createLog, type Log } from './core/log.ts';
import type { Municipality } from './core/municipality.ts';
import { headlineOf } from './handoff/headline.ts';
import { createHealthRoutes, createReadiness, type Readiness } from './health.ts';
import { loadMunicipalities } from './knowledge/municipalities.ts';
import { createLiveMunicipalities, type LiveMunicipalities } from './knowledge/overlays/live.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { loadDemoPeople } from './people/demo-people.ts';
import { createPinRoutes } from './people/pin-routes.ts';
import { seedDemo } from './people/seed-demo.ts';
import { createStaffCalendars } from './people/staff-calendar.ts';
import { createClientAddress, createPages, createServer, type Server } from './server.ts';
import { parseDataKeys, deriveKey, type DataKey } from './store/data-keys.ts';
import { loadOrCreateKeyFile } from './store/key-file.ts';
import type { Store } from './store/store.ts';
import { createLocalRecognizer } from './understanding/registry.ts';
import type { Recognizer } from './understanding/recognizer.ts';

const folder = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** The repository's own content. */
export const root: Root = {
  locales: folder('locales'),
  dialogs: folder('dialogs'),
  municipalities: folder('municipalities'),
};

export interface App {
  port: number;
  /** Lets what is under way end, then closes everything. */
  stop(): Promise<void>;
}

/** Starts everything that the settings ask for, and resolves once it takes traffic. The one file that picks adapters. */
export async function startApp(config: Config): Promise<App> {
  const log = createLog(config.logLevel);
  for (const notice of config.notices) log.info({}, notice);
  const files = served(config);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const readiness = createReadiness();
  const trained = readiness.waitFor('the recognizer is being trained');
  const keys = config.dataKeys
    ? parseDataKeys(config.dataKeys)
    : loadOrCreateKeyFile(join(config.dataDir, 'data-keys'));
  const { store, owner, exclusive, release } = await openStore(config, keys, log);
  const live = createLiveMunicipalities({ seed: files, store, clock: systemClock, log });
  await live.start();
  const municipalities = live.places;
  const metrics = createMetrics({
    mailbox: () => mailboxDepth(store, systemClock),
    ticketsWaiting: () => ticketsWaiting(store, municipalities),
  });
  const recognizer = lateRecognizer(trainRecognizer(config, log));
  const parts = await assemble({
    root,
    store,
    keys,
    clock: systemClock,
    log,
    recognizer,
    municipalities,
    publicUrl: config.publicUrl,
    owner,
    exclusive,
    metrics: mailboxMetrics(metrics),
    showsUnconfirmed: !config.production,
    isMailOn: config.mail !== undefined,
  });
  if (config.demo)
    await seedDemo(
      store,
      systemClock,
      loadDemoPeople(join(root.municipalities, 'demo-people'), municipalities.values()),
    );

  const caseData = openDeliveries(store, keys, log);
  await sayUnfinishedImports(caseData, municipalities.keys(), log);
  const coordinator = createCoordinator({ store, ids: parts.ids, clock: systemClock, live, root, config });
  const push = await openPush({ ...parts, store, publicUrl: config.publicUrl });
  const channels = createChannels(config, parts, { keys, store, municipalities, log, push });
  parts.mailbox.use(channels);
  const server = createServer({
    routes: [
      ...routesOf(config, parts, { channels, keys, store, municipalities, metrics, readiness, coordinator, log }),
      ...caseDataRoutes(config, caseData, municipalities),
    ],
    upgrades: channels.flatMap(({ upgrades }) => upgrades ?? []),
    log,
    publicUrl: config.publicUrl,
    observe: (request) => metrics.requestAnswered(request),
  });
  const port = await server.listen(config.port, config.host);
  await recognizer.ready;
  await parts.mailbox.start();
  const endHousekeeping = startHousekeeping(
    { ...parts.housekeeping, ...coordinator.jobs },
    { clock: systemClock, log },
  );
  trained();
  log.info({ port, url: config.publicUrl }, 'ready');
  if (config.demo) await sayDemoCode(parts, config, log);
  return { port, stop: () => stop({ server, channels, parts, store, release, endHousekeeping, live }) };
}

function served(config: Config): ReadonlyMap<string, Municipality> {
  const all = loadMunicipalities(root.municipalities);
  const open = new Map([...all].filter(([, { demo }]) => config.demo || !demo));
  const problems = config.production ? municipalityProblems([...all.values()], config.municipality) : [];
  if (!config.production && !open.has(config.municipality))
    problems.push(`MUNICIPALITY is ${config.municipality}: municipalities/ has no such file that may be served.`);
  problems.push(...loginsOf(config, [...open.values()]).problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return open;
}

async function trainRecognizer(config: Config, log: Log): Promise<Recognizer> {
  return createLocalRecognizer({
    localesDir: root.locales,
    modelsDir: join(config.dataDir, 'models'),
    onProgress: (progress) => log.info({ progress }, 'training the recognizer'),
  });
}

/** A recognizer that can be asked before it is trained: it waits. */
function lateRecognizer(training: Promise<Recognizer>): Recognizer & { ready: Promise<Recognizer> } {
  return {
    name: 'local',
    ready: training,
    recognize: async (utterance, hints) => (await training).recognize(utterance, hints),
  };
}

interface Shared {
  keys: readonly DataKey[];
  store: Store;
  municipalities: ReadonlyMap<string, Municipality>;
}

function createChannels(
  config: Config,
  { mailbox, ids }: Assembly,
  shared: Shared & { log: Log; push: Awaited<ReturnType<typeof openPush>> },
): Channel[] {
  const { keys, store, municipalities, log, push } = shared;
  const channels: Channel[] = [];
  if (config.web) {
    channels.push(
      createWebChannel({
        mailbox,
        tokenKey: deriveKey(keys, 'direct-line'),
        ...(config.web.secret ? { secret: config.web.secret } : {}),
        ...(config.isPublicUrlSet ? { publicUrl: config.publicUrl } : {}),
        clock: systemClock,
        ids,
        log,
        municipality: config.municipality,
        isMunicipality: (id) => municipalities.has(id),
        uploads: createUploads(store),
        clientAddress: createClientAddress(config.trustProxy),
        push: push.page,
      }),
      push.channel,
    );
  }
  if (config.botFramework) {
    channels.push(
      createBotFrameworkChannel({
        mailbox,
        settings: config.botFramework.settings,
        municipalityOf: () => config.municipality,
        clock: systemClock,
        ids,
        log,
      }),
    );
  }
  if (config.mail) channels.push(createMailChannel({ settings: config.mail, clock: systemClock }));
  return channels;
}

function routesOf(
  config: Config,
  parts: Assembly,
  shared: ForConsole & { channels: readonly Channel[]; metrics: Metrics; readiness: Readiness },
): Route[] {
  const { channels, keys, store, municipalities, metrics, readiness, coordinator, log } = shared;
  const pages = createPages({
    directory: folder('web/dist'),
    pages: {
      ...(config.web ? { '/': 'index.html', '/pin': 'pin.html' } : {}),
      ...(config.console ? { '/console': 'console.html' } : {}),
    },
    publicUrl: config.publicUrl,
    stylesFrom: { '/console': [...municipalities.values()].flatMap(({ designTokens }) => designTokens?.url ?? []) },
  });
  return [
    ...createHealthRoutes({
      metrics,
      readiness,
      ...(config.metricsToken ? { metricsToken: config.metricsToken } : {}),
    }),
    ...pages,
    ...channels.flatMap(({ routes }) => routes),
    ...(config.web ? [createChatConfigRoute(municipalities, config.municipality), ...pinRoutes(parts)] : []),
    ...calendarRoutes(parts),
    ...parts.ownDataRoutes,
    ...(config.console ? consoleRoutes(config, parts, { keys, store, municipalities, coordinator, log }) : []),
  ];
}

const pinRoutes = ({ people, mailbox }: Assembly): Route[] =>
  createPinRoutes({
    people,
    async onOpened(conversation, person, request) {
      const municipality = conversation.split('.')[1] ?? '';
      await mailbox.tell({ id: request, actor: conversation, municipality, name: 'session.opened', value: { person } });
    },
  });

type ForConsole = Shared & { coordinator: Coordinator; log: Log };

function consoleRoutes(config: Config, parts: Assembly, shared: ForConsole): Route[] {
  const { keys, store, municipalities, coordinator, log } = shared;
  const { mailbox, people, desk, texts, ids } = parts;
  const staffLogin = openStaffLogin({
    ...{ store, keys, ids, clock: systemClock, log, people, municipalities },
    logins: loginsOf(config, [...municipalities.values()]).logins,
    publicUrl: config.publicUrl,
    clientAddress: createClientAddress(config.trustProxy),
  });
  const consoleParts: ConsoleParts = {
    sessions: staffLogin.sessions,
    ...(staffLogin.logins ? { logins: staffLogin.logins } : {}),
    desk,
    people,
    drafts: createDrafts(store),
    notices: createNotices({ ...{ store, mailbox, ids }, isMailOn: config.mail !== undefined }),
    presence: createPresence({ store, clock: systemClock, isAlone: config.mongodbUri === undefined }),
    texts,
    calendars: createStaffCalendars({ store, ids, clock: systemClock }),
    municipalities,
    log: (conversation, afterSeq, limit) => mailbox.wholeLog(conversation, afterSeq, limit),
    delivery: async (activity) => (await store.get(activities, activity))?.body.delivery?.state,
    follow: (actor, listener) => mailbox.follow(actor, listener),
    headline: (headline) => headlineOf(headline, texts),
    development: config.console?.login === 'development',
    publicUrl: config.publicUrl,
    ids,
    clock: systemClock,
  };
  return [
    ...staffLogin.routes,
    ...createConsoleRoutes(consoleParts),
    ...createCoordinatorRoutes({ ...consoleParts, ...coordinator.parts }),
  ];
}

const mailboxMetrics = (metrics: Metrics) => ({
  accepted() {},
  turn: (seconds: number) => metrics.turnTook(seconds),
  delivered: (channel: string, result: string) => metrics.deliveryEnded(channel, result),
  inDoubt: (channel: string) => metrics.deliveryInDoubt(channel),
  setAside: () => metrics.messageSetAside(),
});

/** One fresh link code for an invented person, so that a first visitor can see a personal answer. */
async function sayDemoCode({ people, ids }: Assembly, config: Config, log: Log): Promise<void> {
  const person = 'demo-amina';
  const municipality = 'wegstad';
  const { code } = await people.issueCode({ person, municipality, by: 'sanne', requestId: ids.random() });
  log.info(
    { chat: `${config.publicUrl}/`, console: `${config.publicUrl}/console`, code },
    'demo: open the chat; this link code is for Amina, an invented person',
  );
}

interface Running {
  endHousekeeping(): void;
  server: Server;
  channels: readonly Channel[];
  parts: Assembly;
  store: Store;
  release(): void;
  live: LiveMunicipalities;
}

async function stop({ server, channels, parts, store, release, endHousekeeping, live }: Running): Promise<void> {
  live.stop();
  endHousekeeping();
  for (const channel of channels) await channel.close?.();
  await server.close();
  await parts.mailbox.close();
  await store.close();
  release();
}
