import { activities, conversations, type ActivityIndex, type ActivityRow } from '../../src/conversations/documents.ts';
import type { Activity } from '../../src/core/activity.ts';
import { tickets } from '../../src/handoff/ticket.ts';
import type { Document, Store } from '../../src/store/store.ts';
import { answersOf, isFromBot } from '../app/direct-line.ts';
import type { Call } from '../stand-ins/connector.ts';
import type { Cluster, Cut } from './cluster.ts';
import { after } from './random.ts';
import { noFigures, type Figures } from './figures.ts';
import type { Talk } from './load.ts';

/** The messages that these replies answer, each as often as it is answered. */
export const answersIn = (seen: readonly Activity[]): string[] => seen.flatMap(answersOf);

/** Sums up what people saw and what the store holds. Says on stderr, through `say`, what is not as it should be. */
export async function audit(cluster: Cluster, talks: readonly Talk[], say: (line: string) => void): Promise<Figures> {
  const figures = { ...noFigures };
  const store = await cluster.openStore();
  try {
    await untilSent(store, talks);
    for (const talk of talks) {
      const seen = await talk.seen();
      const answers = answersIn(seen);
      const answered = new Set(answers);
      const missing = talk.sent.filter((id) => !answered.has(id));
      const rows = await logOf(store, talk.id);
      const twice = answeredTwice(answers) + shownTwice(talk, seen) + (await ticketsTooMany(store, talk.id));
      figures.sent += talk.sent.length;
      figures.answered += talk.sent.length - missing.length;
      figures.lost += missing.length;
      figures.handledTwice += twice;
      figures.inDoubt += rows.reduce((sum, { body }) => sum + (body.delivery?.inDoubt ?? 0), 0);
      figures.duplicated += duplicates(cluster, rows);
      const odd = await whatIsOdd(store, talk.id, rows);
      if (missing.length + twice > 0 || odd)
        say(`${talk.channel} ${talk.id}: ${missing.length} lost, ${twice} twice ${odd}`);
    }
  } finally {
    await store.close();
  }
  return figures;
}

/** Longer than a process may deliver: what was cut off last is taken up by then. */
const sentWithinMs = 45_000;

/** Waits until nothing is left to send; what is, is said. */
async function untilSent(store: Store, talks: readonly Talk[]): Promise<void> {
  const end = performance.now() + sentWithinMs;
  for (const { id } of talks) {
    while (performance.now() < end) {
      const document = await store.get(conversations, id);
      if (!document || document.body.outbox.length === 0) break;
      await after(200);
    }
  }
}

type Row = Document<ActivityRow, ActivityIndex>;

const logOf = (store: Store, conversation: string): Promise<Row[]> =>
  store.find(activities, { where: { conversation }, order: { field: 'seq', direction: 'ascending' }, limit: 1_000 });

const answeredTwice = (answers: readonly string[]): number => answers.length - new Set(answers).size;

/** In a chat people also see what they said: each once. */
function shownTwice({ channel, sent }: Talk, seen: readonly Activity[]): number {
  if (channel !== 'web') return 0;
  const echoes = seen.filter((activity) => !isFromBot(activity) && sent.includes(activity.id ?? ''));
  return echoes.length - new Set(echoes.map(({ id }) => id)).size;
}

/** Nobody in the script asks for more than one. */
async function ticketsTooMany(store: Store, conversation: string): Promise<number> {
  const found = await store.find(tickets, { where: { conversation }, limit: 10 });
  return Math.max(0, found.length - 1);
}

/** Repeated posts that no cut explains, or that the server did not count as in doubt. */
function duplicates({ connector, cuts }: Cluster, rows: readonly Row[]): number {
  let unexplained = 0;
  for (const { id, body } of rows) {
    if (body.direction !== 'out') continue;
    const posts = connector.calls.filter((call) => call.entry === id && call.id !== undefined);
    const repeats = posts.slice(1).filter((post, at) => !isExplained(connector.calls, cuts, posts[at] ?? post, post));
    const uncounted = Math.max(0, posts.length - 1 - (body.delivery?.inDoubt ?? 0));
    unexplained += Math.max(repeats.length, uncounted);
  }
  return unexplained;
}

/** The first post got no answer, or something was cut between the two. */
function isExplained(calls: readonly Call[], cuts: readonly Cut[], before: Call, next: Call): boolean {
  const [from, to] = [calls.indexOf(before), calls.indexOf(next)];
  return before.status === undefined || cuts.some((cut) => from < cut.to && cut.from <= to);
}

/** A gap in the log, something that still waits; empty when all is well. */
async function whatIsOdd(store: Store, conversation: string, rows: readonly Row[]): Promise<string> {
  const seqs = rows.flatMap(({ index }) => index.seq ?? []);
  const waiting = rows.filter(({ index }) => index.pendingAt !== undefined).length;
  const body = (await store.get(conversations, conversation))?.body;
  const odd = [
    seqs.some((seq, at) => seq !== at + 1) ? 'a gap in the log' : '',
    waiting > 0 ? `${waiting} waiting` : '',
    rows.some(({ body: row }) => row.setAside || row.tries >= 3) ? 'set aside' : '',
    body && body.outbox.length > 0 ? `${body.outbox.length} unsent` : '',
  ];
  return odd.filter(Boolean).join(', ');
}
