import { afterAll, expect, test } from '@jest/globals';
import type { Activity } from '../../src/core/activity.ts';
import { readDocuments, readLogRows, readTickets } from './data.ts';
import { answersOf, isFromBot, readOn, visit, type ShownLog, type Visitor } from './direct-line.ts';
import { planKills, sizeOf } from './kills.ts';
import { script, sendingTap } from './script.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

const size = sizeOf({ conversations: 6, messages: 60, kills: 2 }, { conversations: 30, messages: 300, kills: 5 });

let server: AppServer | undefined;
afterAll(() => server?.close());

interface Told {
  visitor: Visitor;
  /** The ids that the server gave, in the order of sending. */
  sent: string[];
  /** What a client saw that read on from its last watermark all the time. */
  watched: ShownLog;
}

test(`${size.messages} messages while the server is killed ${size.kills} times: each answered once, in order, no gap`, async () => {
  const running = (server = await startAppServer());
  const each = size.messages / size.conversations;
  const answered = new Set<string>();
  const unansweredAtKill: number[] = [];
  let taken = 0;
  const kills = planKills(running, size, () => unansweredAtKill.push(taken - answered.size));
  const isTaken = (): void => {
    taken += 1;
    kills.taken();
  };
  const told = await Promise.all(
    Array.from({ length: size.conversations }, (_, place) => converse(running, place, { each, isTaken, answered })),
  );
  await kills.done();

  for (const { visitor, sent, watched } of told) {
    const { activities, watermarks } = await visitor.log();
    const said = activities.filter((activity) => !isFromBot(activity));
    expect(said.map(({ id }) => id)).toEqual(sent);

    const replies = activities.filter(isFromBot);
    const answers = replies.flatMap(answersOf);
    expect([...answers].sort()).toEqual([...sent].sort());
    // A ticket's receipt answers the tap that made it, when the ticket is there: later texts may be answered before.
    const receipt = sent[sendingTap];
    expect(answers.filter((id) => id !== receipt)).toEqual(sent.filter((id) => id !== receipt));
    for (const reply of replies) expectAfterWhatItAnswers(activities, reply);

    expect(watched.activities).toEqual(activities);
    const seen = watched.watermarks.map(Number);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(watched.watermarks.at(-1)).toBe(watermarks.at(-1));
  }

  expect(await running.stop()).toBe(0);
  expectWholeLog(running.dataDir, told);
  expect(readTickets(running.dataDir)).toHaveLength(size.conversations);
  report(running, { kills: kills.killed(), unansweredAtKill });
}, 600_000);

interface Course {
  /** How many messages each person sends. */
  each: number;
  isTaken(): void;
  /** The ids of all messages whose reply somebody saw. */
  answered: Set<string>;
}

async function converse(running: AppServer, place: number, course: Course): Promise<Told> {
  const { each, isTaken, answered } = course;
  const visitor = await visit(running, { locale: ['nl', 'en', 'ar'][place % 3] ?? 'nl' });
  const sent: string[] = [];
  const isOver = (): boolean => sent.length === each && sent.every((id) => answered.has(id));
  const watching = watch(running, visitor, answered, isOver);
  for (let at = 0; at < each; at++) {
    const what = script[at % script.length] ?? '';
    sent.push(await (typeof what === 'string' ? visitor.say(what) : visitor.press(what.press)));
    isTaken();
  }
  return { visitor, sent, watched: await watching };
}

/** Reads on from its last watermark until all is over. */
async function watch(
  running: AppServer,
  visitor: Visitor,
  answered: Set<string>,
  isOver: () => boolean,
): Promise<ShownLog> {
  const watched: ShownLog = { activities: [], watermarks: ['0'] };
  return until(
    async () => {
      const more = await readOn(running, visitor, watched.watermarks.at(-1) ?? '0');
      watched.activities.push(...more.activities);
      watched.watermarks.push(...more.watermarks.slice(1));
      for (const id of more.activities.filter(isFromBot).flatMap(answersOf)) answered.add(id);
      return isOver() && watched;
    },
    { limitMs: 120_000 },
  );
}

function expectAfterWhatItAnswers(activities: readonly Activity[], reply: Activity): void {
  const place = activities.indexOf(reply);
  for (const id of answersOf(reply)) expect(activities.findIndex((one) => one.id === id)).toBeLessThan(place);
}

/** Every seq from 1 on is there once, nothing waits, and nothing is left to send. */
function expectWholeLog(dataDir: string, told: readonly Told[]): void {
  const rows = readLogRows(dataDir);
  expect(rows.filter(({ index }) => index.pendingAt !== undefined)).toEqual([]);
  for (const { id, body } of readDocuments<{ nextSeq: number; handled: unknown[]; outbox: unknown[] }>(
    dataDir,
    'conversations',
  )) {
    const seqs = rows.filter(({ index }) => index.conversation === id).map(({ index }) => index.seq ?? 0);
    expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: body.nextSeq - 1 }, (_, at) => at + 1));
    expect({ handled: body.handled, outbox: body.outbox }).toEqual({ handled: [], outbox: [] });
  }
  expect(told.length).toBe(size.conversations);
}

function report(running: AppServer, figures: object): void {
  if (!size.isLong) return;
  const errorLines = running.output.filter((line) => /"level":(50|60)/.test(line)).length;
  process.stderr.write(`direct line: ${JSON.stringify({ sent: size.messages, ...figures, errorLines })}\n`);
}
