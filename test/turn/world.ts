import { assemble, collections, type Assembly } from '../../src/app/assemble.ts';
import type { Channel } from '../../src/channels/channel.ts';
import type { Action, Activity, ReplyChannelData } from '../../src/core/activity.ts';
import type { Language } from '../../src/core/locale.ts';
import type { Log } from '../../src/core/log.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { loadDemoPeople } from '../../src/people/demo-people.ts';
import { seedDemo } from '../../src/people/seed-demo.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { openMemoryStore } from '../../src/store/registry.ts';
import { createSealer } from '../../src/store/sealer.ts';
import type { SqliteOptions } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import type { Recognition, Recognizer } from '../../src/understanding/recognizer.ts';
import { holdClock, type HeldClock } from '../held-clock.ts';

const at = (path: string): string => new URL(`../../${path}`, import.meta.url).pathname;
export const root = { locales: at('locales'), dialogs: at('dialogs'), municipalities: at('municipalities') };

/** Understands only what the test says: `text → [intent, score, language]`. */
export type Meanings = Record<string, readonly [intent: string, score?: number, language?: Language]>;

function recognizerOf(meanings: Meanings): Recognizer {
  return {
    name: 'local',
    recognize(utterance, hints) {
      const [intent, score = 0.95, language = hints?.language ?? 'nl'] = meanings[utterance] ?? ['none', 0.9];
      const intents = [
        { name: intent, score },
        ...(score < 0.5 ? [{ name: 'appointments.list', score: score - 0.05 }] : []),
      ];
      const recognition: Recognition = { language, languageScore: 0.97, intents, entities: [] };
      return Promise.resolve(recognition);
    },
  };
}

export interface Said {
  text: string;
  texts: string[];
  facts: string[];
  actions: Action[];
  language: string;
  answers: string[];
  speaker: string;
}

/** A whole house in this process, on a held clock, with one conversation to talk in. */
export interface TurnWorld extends Assembly {
  clock: HeldClock;
  store: Store;
  logged: string[];
  /** Sends a message and gives what was said since. */
  say(
    text: string,
    more?: Omit<Partial<Activity>, 'conversation'> & {
      conversation?: string | Activity['conversation'];
      municipality?: string;
      at?: number;
    },
  ): Promise<Said[]>;
  /** Presses the button with this value. */
  tap(value: string): Promise<Said[]>;
  join(language?: string): Promise<Said[]>;
  /** What was said since, though nobody wrote. */
  hear(): Promise<Said[]>;
  codeOf(person: string, municipality?: string): Promise<string>;
  close(): Promise<void>;
}

export async function openTurnWorld(
  meanings: Meanings = {},
  options: {
    recognizer?: Recognizer;
    floodPerMinute?: number;
    open?: (options: SqliteOptions) => Promise<Store>;
    store?: (store: Store) => Store;
    mail?: Channel;
  } = {},
): Promise<TurnWorld> {
  const keys = [createDataKey('test')];
  const memory = await (options.open ?? openMemoryStore)({ sealer: createSealer(keys), collections });
  const store = options.store?.(memory) ?? memory;
  const clock = holdClock('2026-11-24T10:00:00Z');
  const logged: string[] = [];
  const write = (fields: Record<string, unknown>, message: string): void =>
    void logged.push(JSON.stringify({ ...fields, message }));
  const log: Log = { info: write, warn: write, error: write, debug: write };
  const municipalities = loadMunicipalities(root.municipalities);
  const parts = await assemble({
    root,
    store,
    keys,
    clock,
    log,
    recognizer: options.recognizer ?? recognizerOf(meanings),
    municipalities,
    publicUrl: 'http://localhost:3978',
    owner: 'test',
    exclusive: true,
    isMailOn: options.mail !== undefined,
    ...(options.floodPerMinute ? { floodPerMinute: options.floodPerMinute } : {}),
  });
  if (options.mail) parts.mailbox.use([options.mail]);
  await seedDemo(memory, clock, loadDemoPeople(`${root.municipalities}/demo-people`, municipalities.values()));
  const seen = new Map<string, number>();
  let counter = 0;

  async function send(
    activity: Activity,
    conversation = 'c_web.wegstad.test',
    municipality = 'wegstad',
    time?: number,
  ): Promise<Said[]> {
    clock.advance(1_000);
    await parts.mailbox.accept([
      {
        id: parts.ids.of('test', conversation, String(counter++)),
        conversation,
        channel: 'web',
        municipality,
        at: time ?? clock.now(),
        activity: {
          channelId: 'directline',
          serviceUrl: 'urn:test',
          from: { id: `dl_${conversation}`, name: '' },
          recipient: { id: 'wegwijs', name: '' },
          conversation: { id: conversation } as NonNullable<Activity['conversation']>,
          ...activity,
        },
      },
    ]);
    await parts.mailbox.idle();
    return since(conversation);
  }

  async function since(conversation: string): Promise<Said[]> {
    const { entries, watermark } = await parts.mailbox.log(conversation, seen.get(conversation) ?? 0, 500);
    seen.set(conversation, watermark);
    return entries.filter(({ direction }) => direction === 'out').map(({ activity }) => saidOf(activity));
  }

  return {
    ...parts,
    clock,
    store,
    logged,
    say: (text, { conversation, municipality, at: time, ...more } = {}) =>
      send(
        { type: 'message', text, ...more },
        typeof conversation === 'string' ? conversation : undefined,
        municipality,
        time,
      ),
    tap: (value) => send({ type: 'message', text: value, value, channelData: { postBack: true } }),
    join: (language) =>
      send({
        type: 'conversationUpdate',
        membersAdded: [{ id: 'me', name: '' }],
        ...(language ? { locale: language } : {}),
      }),
    hear: () => since('c_web.wegstad.test'),
    async codeOf(person, municipality = 'wegstad') {
      const { code } = await parts.people.issueCode({
        person,
        municipality,
        by: 'test',
        requestId: parts.ids.random(),
      });
      return code ?? '';
    },
    async close() {
      await parts.mailbox.close();
      await memory.close();
    },
  };
}

function saidOf(activity: Activity): Said {
  const data = activity.channelData as ReplyChannelData | undefined;
  return {
    text: activity.text ?? '',
    texts: data?.wegwijs?.texts ?? [],
    facts: data?.wegwijs?.facts ?? [],
    actions: (activity.suggestedActions?.actions ?? []) as Action[],
    language: activity.locale ?? '',
    answers: data?.answers ?? [],
    speaker: data?.wegwijs?.speaker ?? '',
  };
}
