import { join } from 'node:path';
import type { Action, Activity, ReplyChannelData } from '../core/activity.ts';
import { systemClock } from '../core/clock.ts';
import { reasonOf } from '../core/errors.ts';
import type { Language } from '../core/locale.ts';
import type { Log } from '../core/log.ts';
import { showLinkCode } from '../core/link-code.ts';
import { headlineOf } from '../handoff/headline.ts';
import { loadMunicipalities } from '../knowledge/municipalities.ts';
import { loadDemoPeople } from '../people/demo-people.ts';
import { seedDemo } from '../people/seed-demo.ts';
import { createDataKey } from '../store/data-keys.ts';
import { openMemoryStore } from '../store/registry.ts';
import { createSealer } from '../store/sealer.ts';
import { createDanger } from '../understanding/danger.ts';
import { decide } from '../understanding/decide.ts';
import type { Recognizer } from '../understanding/recognizer.ts';
import { assemble, collections, type Assembly, type Root } from './assemble.ts';

export interface Question {
  text: string;
  /** The saved language: a prior. */
  language?: Language;
  /** A demo person, verified; absent: somebody whom we do not know. */
  as?: string;
  municipality: string;
}

/** What `npm run ask` prints: what was understood, how sure, what was said and on which facts. */
export interface Asked {
  language: string;
  intent: string;
  score: number;
  decision: 'answer' | 'clarify' | 'human' | 'danger' | 'none';
  alternatives: { intent: string; score: number }[];
  recognizer: string;
  replies: { text: string; actions: Action[] }[];
  facts: string[];
  handoff: null | {
    id: string;
    topic: string;
    team: string;
    urgency: string;
    headline: string;
    promise: string | null;
    verified: boolean;
  };
}

const conversation = 'c_ask';

/** One message through the real turn on a fresh in-memory store with demo data, until the mailbox is idle. */
export async function ask(root: Root, recognizer: Recognizer, log: Log, question: Question): Promise<Asked> {
  const keys = [createDataKey('ask')];
  const store = await openMemoryStore({ sealer: createSealer(keys), collections });
  const municipalities = loadMunicipalities(root.municipalities);
  const parts = await assemble({
    root,
    store,
    keys,
    clock: systemClock,
    log,
    recognizer,
    municipalities,
    publicUrl: 'http://localhost:3978',
    owner: 'ask',
    exclusive: true,
  });
  try {
    await seedDemo(
      store,
      systemClock,
      loadDemoPeople(join(root.municipalities, 'demo-people'), municipalities.values()),
    );
    if (question.language) await say(parts, question, joining(question.language));
    if (question.as) await say(parts, question, { type: 'message', text: await codeFor(parts, question, question.as) });
    const before = (await parts.mailbox.log(conversation, 0, 500)).watermark;
    await say(parts, question, { type: 'message', text: question.text });
    return await result(parts, root, recognizer, question, before);
  } finally {
    await parts.mailbox.close();
    await store.close();
  }
}

const joining = (language: Language): Activity => ({
  type: 'conversationUpdate',
  membersAdded: [{ id: 'asker', name: '' }],
  locale: language,
});

async function codeFor({ people, ids }: Assembly, { municipality }: Question, person: string): Promise<string> {
  try {
    const { code } = await people.issueCode({ person, municipality, by: 'ask', requestId: ids.random() });
    return showLinkCode((code ?? '').replace('-', ''));
  } catch (error) {
    throw new Error(`${municipality} has no demo person ${person} (${reasonOf(error)})`, { cause: error });
  }
}

async function say({ mailbox, ids }: Assembly, { municipality }: Question, activity: Activity): Promise<void> {
  const account = { id: 'asker', name: '' };
  await mailbox.accept([
    {
      id: ids.random(),
      conversation,
      channel: 'web',
      municipality,
      at: systemClock.now(),
      activity: {
        ...activity,
        channelId: 'ask',
        serviceUrl: 'urn:ask',
        from: account,
        recipient: { id: 'wegwijs', name: '' },
        conversation: { id: conversation } as NonNullable<Activity['conversation']>,
      },
    },
  ]);
  await mailbox.idle();
}

async function result(
  parts: Assembly,
  root: Root,
  recognizer: Recognizer,
  question: Question,
  before: number,
): Promise<Asked> {
  const recognition = await recognizer.recognize(
    question.text,
    question.language ? { language: question.language } : {},
  );
  const decided = decide(recognition);
  const isDanger = createDanger({ localesDir: root.locales })(question.text, recognition).danger;
  const { entries } = await parts.mailbox.log(conversation, before, 500);
  const replies = entries
    .filter(({ direction, visible }) => direction === 'out' && visible)
    .map(({ activity }) => activity);
  const [waiting] = await parts.desk.list(question.municipality, 'waiting', 1);
  const intent = isDanger ? 'support.emergency' : decided.decision === 'answer' ? decided.intent : 'none';
  return {
    language: replies.at(-1)?.locale ?? recognition.language,
    intent,
    score: rounded(recognition.intents.find(({ name }) => name === intent)?.score ?? decided.score),
    decision: isDanger ? 'danger' : waiting || goesToPerson(replies, intent) ? 'human' : decided.decision,
    alternatives: recognition.intents
      .filter(({ name }) => name !== intent)
      .slice(0, 5)
      .map(({ name, score }) => ({ intent: name, score: rounded(score) })),
    recognizer: recognizer.name,
    replies: replies.map((reply) => ({
      text: reply.text ?? '',
      actions: (reply.suggestedActions?.actions ?? []) as Action[],
    })),
    facts: [
      ...new Set(replies.flatMap((reply) => (reply.channelData as ReplyChannelData | undefined)?.wegwijs?.facts ?? [])),
    ],
    handoff: waiting
      ? {
          id: waiting.id,
          topic: waiting.topic,
          team: waiting.team,
          urgency: waiting.urgency,
          headline: headlineOf(waiting.headline, parts.texts),
          promise: waiting.promise === undefined ? null : new Date(waiting.promise).toISOString(),
          verified: waiting.verified,
        }
      : null,
  };
}

const rounded = (score: number): number => Math.round(score * 1e4) / 1e4;

/** Intents whose next step is a person, and what we cannot answer ourselves yet. */
const goesToPerson = (replies: readonly Activity[], intent: string): boolean =>
  /^support\.(human|letter|complaint|objection|other_person)$/.test(intent) ||
  replies.some((reply) =>
    (reply.channelData as ReplyChannelData | undefined)?.wegwijs?.texts.includes('general.not_yet'),
  );
