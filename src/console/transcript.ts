import type { LogEntry } from '../channels/channel.ts';
import type { ReplyChannelData } from '../core/activity.ts';
import type { Span } from '../core/ticket.ts';
import type { DeskTicket } from './desk.ts';
import type { ConsoleParts } from './parts.ts';

const pageSize = 500;
const mostPages = 10;

/**
 * What of a conversation is for who answers this ticket: its topic's messages and what was passed on since. Never what
 * was said of danger: the newcomer was told that nobody of the municipality reads that.
 */
export async function transcriptOf(parts: Pick<ConsoleParts, 'log'>, ticket: DeskTicket): Promise<LogEntry[]> {
  const spans = [ticket.messages, ...(ticket.relayed ?? [])];
  const entries = await readSpan(parts, ticket.conversation, {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  });
  const ofDanger = new Set(entries.filter(isAboutDanger).flatMap(({ id, activity }) => [id, ...answersOf(activity)]));
  return entries.filter(
    ({ id, seq, visible }) => visible && !ofDanger.has(id) && spans.some(({ from, to }) => seq >= from && seq <= to),
  );
}

/** One more than the span: the reply to its last message says what that was about. */
async function readSpan({ log }: Pick<ConsoleParts, 'log'>, conversation: string, span: Span): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  let after = span.from - 1;
  for (let page = 0; page < mostPages && after <= span.to; page++) {
    const { entries: found, watermark } = await log(conversation, after, pageSize);
    entries.push(...found);
    if (watermark === after) break;
    after = watermark;
  }
  return entries;
}

const dataOf = (entry: Pick<LogEntry, 'activity'>): ReplyChannelData =>
  (entry.activity.channelData ?? {}) as ReplyChannelData;

const isAboutDanger = (entry: LogEntry): boolean =>
  entry.direction === 'out' && dataOf(entry).wegwijs?.intent === 'support.emergency';

const answersOf = (activity: LogEntry['activity']): string[] => dataOf({ activity }).answers ?? [];
