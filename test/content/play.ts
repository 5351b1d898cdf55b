import { join } from 'node:path';
import { assemble, collections, type Assembly, type Root } from '../../src/app/assemble.ts';
import type { Action, Activity, ReplyChannelData } from '../../src/core/activity.ts';
import { silentLog } from '../../src/core/log.ts';
import { headlineOf } from '../../src/handoff/headline.ts';
import type { ExampleConversation, ExampleStep } from '../../src/knowledge/example-conversations.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { loadDemoPeople } from '../../src/people/demo-people.ts';
import { seedDemo } from '../../src/people/seed-demo.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { openMemoryStore } from '../../src/store/registry.ts';
import { createSealer } from '../../src/store/sealer.ts';
import type { Recognizer } from '../../src/understanding/recognizer.ts';
import { holdClock, type HeldClock } from '../held-clock.ts';

const repository = join(import.meta.dirname, '../..');
const conversation = 'c_example';

export const root: Root = {
  locales: join(repository, 'locales'),
  dialogs: join(repository, 'dialogs'),
  municipalities: join(repository, 'municipalities'),
};

/** Whether a value is the one that an example names; `handoff:*` is any that begins so, since tickets have ids of chance. */
export const isLike = (value: string, named: string): boolean =>
  named.endsWith('*') ? value.startsWith(named.slice(0, -1)) : value === named;

/** What came back after a step, as an example writes it down. */
export interface Heard {
  texts: string[];
  intent?: string;
  facts: string[];
  buttons: string[];
  text: string;
  language?: string;
  ticket: { topic: string; urgency: string; verified: boolean; headline: string } | null;
}

/** A conversation with the real turn, on a memory store with the demo people, at one moment: Tuesday, eleven in the morning. */
export interface Played {
  does(step: ExampleStep): Promise<Heard>;
  /** Sends what a button would, whether or not it was shown. */
  sends(value: string): Promise<Heard>;
  close(): Promise<void>;
}

export async function open(example: ExampleConversation, recognizer: Recognizer): Promise<Played> {
  const clock = holdClock();
  const keys = [createDataKey('example')];
  const store = await openMemoryStore({ sealer: createSealer(keys), collections });
  const municipalities = loadMunicipalities(root.municipalities);
  const parts = await assemble({
    root,
    store,
    keys,
    clock,
    log: silentLog,
    recognizer,
    municipalities,
    publicUrl: 'https://wegwijs.example',
    owner: 'example',
    exclusive: true,
  });
  await seedDemo(store, clock, loadDemoPeople(join(root.municipalities, 'demo-people'), municipalities.values()));
  const staff = municipalities.get(example.municipality)?.staff ?? [];
  const world: World = { parts, clock, municipality: example.municipality, staff, heard: 0, buttons: [] };
  await say(world, {
    type: 'conversationUpdate',
    membersAdded: [{ id: 'newcomer', name: '' }],
    locale: example.language,
  });
  await hear(world);
  if (example.as) await enterCode(world, example.as);
  await hear(world);
  return {
    does: (step) => perform(world, step),
    async sends(value) {
      await say(world, { type: 'message', text: value, value, channelData: { postBack: true } });
      return hear(world);
    },
    async close() {
      await parts.mailbox.close();
      await store.close();
    },
  };
}

interface World {
  parts: Assembly;
  clock: HeldClock;
  municipality: string;
  staff: readonly { id: string; name: string }[];
  /** The last seq of the log that was heard. */
  heard: number;
  /** The buttons of the last reply. */
  buttons: Action[];
}

async function perform(world: World, step: ExampleStep): Promise<Heard> {
  if (step.afterMinutes) world.clock.advance(step.afterMinutes * 60_000);
  if (step.say) await say(world, { type: 'message', text: step.say });
  if (step.tap) await tap(world, step.tap);
  if (step.code) await enterCode(world, step.code);
  if (step.caseWorker) await work(world, step.caseWorker);
  return hear(world);
}

async function tap(world: World, value: string): Promise<void> {
  const button = world.buttons.find((one) => isLike(one.value, value));
  if (!button)
    throw new Error(`there is no button ${value}; there are ${world.buttons.map((one) => one.value).join(', ')}`);
  await say(world, { type: 'message', text: button.title, value, channelData: { postBack: true } });
}

async function enterCode(world: World, person: string): Promise<void> {
  const { people, ids } = world.parts;
  const request = { person, municipality: world.municipality, by: 'example', requestId: ids.random() };
  await say(world, { type: 'message', text: (await people.issueCode(request)).code ?? '' });
}

async function work(world: World, { id, does, text }: NonNullable<ExampleStep['caseWorker']>): Promise<void> {
  const { desk, ids, mailbox } = world.parts;
  const staff = world.staff.find((one) => one.id === id);
  const [ticket] = (
    await Promise.all((['waiting', 'claimed'] as const).map((status) => desk.list(world.municipality, status, 1)))
  ).flat();
  if (!staff || !ticket) throw new Error(staff ? 'no ticket is open' : `nobody is called ${id}`);
  const operation = { id: ids.random(), staff: { id: staff.id, name: staff.name }, at: world.clock.now() };
  if (does === 'answer' || does === 'close') await desk[does](ticket.id, operation, text ?? '');
  else await desk[does](ticket.id, operation);
  await mailbox.idle();
}

async function say({ parts, clock, municipality }: World, activity: Activity): Promise<void> {
  const account = { id: 'newcomer', name: '' };
  await parts.mailbox.accept([
    {
      id: parts.ids.random(),
      conversation,
      channel: 'web',
      municipality,
      at: clock.now(),
      activity: {
        ...activity,
        channelId: 'directline',
        serviceUrl: 'urn:example',
        from: account,
        recipient: { id: 'wegwijs', name: '' },
        conversation: { id: conversation } as NonNullable<Activity['conversation']>,
      },
    },
  ]);
  await parts.mailbox.idle();
}

async function hear(world: World): Promise<Heard> {
  const { desk, mailbox, texts } = world.parts;
  const { entries, watermark } = await mailbox.log(conversation, world.heard, 500);
  world.heard = watermark;
  const replies = entries.flatMap(({ direction, visible, activity }) =>
    direction === 'out' && visible ? activity : [],
  );
  const explained = replies.flatMap(({ channelData }) => (channelData as ReplyChannelData | undefined)?.wegwijs ?? []);
  if (replies.length > 0)
    world.buttons = replies.flatMap((reply) => (reply.suggestedActions?.actions ?? []) as Action[]);
  const [ticket] = await desk.list(world.municipality, 'waiting', 1);
  const intent = explained.findLast((one) => one.intent !== undefined)?.intent;
  const language = replies.at(-1)?.locale;
  return {
    texts: explained.flatMap((one) => one.texts),
    ...(intent === undefined ? {} : { intent }),
    facts: explained.flatMap((one) => one.facts),
    buttons: replies.length > 0 ? world.buttons.map(({ value }) => value) : [],
    text: replies.map(({ text }) => text).join('\n\n'),
    ...(language === undefined ? {} : { language }),
    ticket: ticket
      ? {
          topic: ticket.topic,
          urgency: ticket.urgency,
          verified: ticket.verified,
          headline: headlineOf(ticket.headline, texts),
        }
      : null,
  };
}
