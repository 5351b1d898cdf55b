import { assemble, collections, type Assembly } from '../../src/app/assemble.ts';
import type { ReplyChannelData } from '../../src/core/activity.ts';
import { silentLog } from '../../src/core/log.ts';
import { tickets, type Ticket } from '../../src/handoff/ticket.ts';
import { seedDemo } from '../../src/people/seed-demo.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { openMemoryStore } from '../../src/store/registry.ts';
import { createSealer } from '../../src/store/sealer.ts';
import type { Store } from '../../src/store/store.ts';
import type { Recognizer } from '../../src/understanding/recognizer.ts';
import { holdClock, type HeldClock } from '../held-clock.ts';
import { arrivalsOf, type Arrival, type Plan } from './arrivals.ts';
import { createChance } from './random.ts';
import { known, town } from './town.ts';
import { openOffice } from './workers.ts';

const at = (path: string): string => new URL(`../../${path}`, import.meta.url).pathname;
const root = { locales: at('locales'), dialogs: at('dialogs'), municipalities: at('municipalities') };
const stepMs = 5 * 60_000;

export interface Simulation {
  plan: Plan;
  /** ISO day on which it ends, at midnight. */
  until: string;
  seed: number;
  /** The part of the claims that are forgotten by who made them. */
  forgetful: number;
}

export interface Simulated {
  arrivals: Arrival[];
  tickets: { id: string; ticket: Ticket }[];
  /** How often each text was said, over all conversations. */
  said: ReadonlyMap<string, number>;
  forgottenClaims: number;
  refusedAnswers: number;
  languages: number;
  endedAt: number;
}

/** Nothing is understood here: everybody taps. */
const deaf: Recognizer = {
  name: 'local',
  recognize: (_utterance, hints) =>
    Promise.resolve({
      language: hints?.language ?? 'nl',
      languageScore: 0.9,
      intents: [{ name: 'none', score: 0.9 }],
      entities: [],
    }),
};

interface World extends Assembly {
  store: Store;
  clock: HeldClock;
}

/** Days of a municipality through the real turn, mailbox and tickets, on a clock that is moved by five minutes at a time. */
export async function simulate({ plan, until, seed, forgetful }: Simulation): Promise<Simulated> {
  const chance = createChance(seed);
  const first = plan.days[0]?.day ?? until;
  const total = plan.days.reduce((sum, { count }) => sum + count, 0);
  const people = known(Math.ceil(total / 3));
  const arrivals = arrivalsOf(
    plan,
    people.people.map(({ id }) => id),
    chance,
  );
  const world = await open(Date.parse(`${first}T00:00:00+02:00`));
  const { clock, mailbox, desk } = world;
  await seedDemo(world.store, clock, [people]);
  const office = openOffice(town, desk, chance, forgetful);
  const end = Date.parse(`${until}T00:00:00+02:00`);
  const coming = [...arrivals];
  while (clock.now() < end) {
    while (coming[0] && coming[0].at <= clock.now()) await arrive(world, coming.shift() as Arrival);
    await mailbox.sweep();
    await mailbox.idle();
    await office.act(clock.now());
    await mailbox.idle();
    clock.advance(stepMs);
  }
  const result = {
    arrivals,
    tickets: await ticketsIn(world.store),
    said: await saidTo(world, arrivals),
    forgottenClaims: office.forgotten,
    refusedAnswers: office.refused,
    languages: new Set(arrivals.map(({ language }) => language)).size,
    endedAt: clock.now(),
  };
  await mailbox.close();
  await world.store.close();
  return result;
}

async function open(startMs: number): Promise<World> {
  const keys = [createDataKey('simulation')];
  const store = await openMemoryStore({ sealer: createSealer(keys), collections });
  const clock = holdClock(startMs);
  const parts = await assemble({
    root,
    store,
    keys,
    clock,
    log: silentLog,
    recognizer: deaf,
    municipalities: new Map([[town.id, town]]),
    publicUrl: 'http://localhost:3978',
    owner: 'simulation',
    exclusive: true,
  });
  return { ...parts, store, clock };
}

let counter = 0;

/** Somebody opens the chat, shows who they are or not, and taps until a ticket is asked for. */
async function arrive(world: World, { conversation, language, person, taps, outOfHours }: Arrival): Promise<void> {
  const { mailbox, people, ids, clock } = world;
  const send = async (activity: object): Promise<void> => {
    await mailbox.accept([
      {
        id: ids.of('simulation', String(counter++)),
        conversation,
        channel: 'web',
        municipality: town.id,
        at: clock.now(),
        activity: { channelId: 'directline', from: { id: `dl_${conversation}`, name: '' }, ...activity },
      },
    ]);
    await mailbox.idle();
  };
  const tap = (value: string) => send({ type: 'message', text: value, value, channelData: { postBack: true } });
  await send({ type: 'conversationUpdate', membersAdded: [{ id: 'me', name: '' }], locale: language });
  await tap(`language:${language}`);
  if (person) {
    const issued = await people.issueCode({ person, municipality: town.id, by: 'a1', requestId: ids.random() });
    await send({ type: 'message', text: issued.code ?? '' });
  }
  for (const value of taps) await tap(value);
  if (!(await isNobodyThere(world, conversation))) return;
  for (const choice of outOfHours) await (choice.includes(':') ? tap(choice) : send({ type: 'message', text: choice }));
}

async function isNobodyThere(world: World, conversation: string): Promise<boolean> {
  return (await keysSaid(world, conversation)).includes('support.nobody_now');
}

async function keysSaid({ mailbox }: Pick<World, 'mailbox'>, conversation: string): Promise<string[]> {
  const { entries } = await mailbox.log(conversation, 0, 500);
  return entries.flatMap(
    ({ activity }) => (activity.channelData as ReplyChannelData | undefined)?.wegwijs?.texts ?? [],
  );
}

async function saidTo(world: World, arrivals: readonly Arrival[]): Promise<Map<string, number>> {
  const said = new Map<string, number>();
  for (const { conversation } of arrivals)
    for (const key of await keysSaid(world, conversation)) said.set(key, (said.get(key) ?? 0) + 1);
  return said;
}

async function ticketsIn(store: Store): Promise<{ id: string; ticket: Ticket }[]> {
  const queues = ['waiting', 'claimed', 'closed'].map((status) => `${town.id}/${status}`);
  const found = await Promise.all(queues.map((queue) => store.find(tickets, { where: { queue }, limit: 1_000 })));
  return found.flat().map(({ id, body }) => ({ id, ticket: body.state }));
}
