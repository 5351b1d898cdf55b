import type { Conversations } from '../../conversations/mailbox.ts';
import type { ReplyChannelData } from '../../core/activity.ts';
import type { PersonId, MunicipalityId } from '../../core/ids.ts';
import type { LogEntry } from '../../channels/channel.ts';
import type { HeadlinePart } from '../../core/ticket.ts';
import { ticketsOf } from '../../handoff/erase.ts';
import type { People } from '../../people/people.ts';
import type { PersonRecord } from '../../people/record.ts';
import type { Store } from '../../store/store.ts';
import { uploads } from '../uploads.ts';
import { conversationsOf, type OwnConversation } from './conversations-of.ts';

/** All that is kept of a person, as a file. Times are ISO. What was said of danger is left out: others may find the file. */
export interface OwnDataFile extends PersonRecord {
  madeAt: string;
  municipality: string;
  messages: { at: string; by: 'you' | 'wegwijs' | 'person'; text: string }[];
  questions: { number: string; about: string; summary: string; status: string; askedAt: string; closedAt?: string }[];
  files: { name?: string; contentType: string; at: string; base64: string }[];
}

export interface ExportParts {
  store: Store;
  people: Pick<People, 'record'>;
  mailbox: Pick<Conversations, 'wholeLog'>;
  headline(parts: readonly HeadlinePart[]): string;
  now(): number;
}

const page = 500;
const mostPages = 200;
const mostFiles = 50;
const iso = (ms: number): string => new Date(ms).toISOString();

export async function ownDataFile(
  parts: ExportParts,
  about: { person: PersonId; municipality: MunicipalityId },
): Promise<OwnDataFile> {
  const own = (await conversationsOf(parts.store, about)).filter(({ isGroup }) => !isGroup);
  const [record, talks] = await Promise.all([
    parts.people.record(about.person),
    Promise.all(own.map((one) => talkIn(parts, one, about.person))),
  ]);
  return {
    madeAt: iso(parts.now()),
    municipality: about.municipality,
    ...record,
    messages: talks.flatMap(({ messages }) => messages).sort((one, other) => (one.at < other.at ? -1 : 1)),
    questions: talks.flatMap(({ questions }) => questions),
    files: talks.flatMap(({ files }) => files),
  };
}

async function talkIn(
  parts: ExportParts,
  { id, until = Infinity }: OwnConversation,
  person: PersonId,
): Promise<Pick<OwnDataFile, 'messages' | 'questions' | 'files'>> {
  const [entries, asked, sent] = await Promise.all([
    wholeLog(parts, id),
    ticketsOf(parts.store, id),
    parts.store.find(uploads, { where: { conversation: id }, limit: mostFiles }),
  ]);
  const ofDanger = new Set(
    entries.filter(isAboutDanger).flatMap((entry) => [entry.id, ...(dataOf(entry).answers ?? [])]),
  );
  return {
    messages: entries
      .filter((entry) => entry.visible && entry.at < until && !ofDanger.has(entry.id) && entry.activity.text)
      .map((entry) => ({ at: iso(entry.at), by: speakerOf(entry), text: entry.activity.text ?? '' })),
    questions: asked
      .map(({ body }) => body.state)
      .filter((ticket) => until === Infinity || ticket.person === person)
      .map(({ number, headline, summary, status, createdAt, closedAt }) => ({
        number,
        about: parts.headline(headline),
        summary,
        status,
        askedAt: iso(createdAt),
        ...(closedAt === undefined ? {} : { closedAt: iso(closedAt) }),
      })),
    files: sent
      .filter(({ body }) => body.at < until)
      .map(({ body: { name, contentType, at, bytes } }) => ({
        ...(name === undefined ? {} : { name }),
        contentType,
        at: iso(at),
        base64: bytes,
      })),
  };
}

async function wholeLog({ mailbox }: ExportParts, conversation: string): Promise<LogEntry[]> {
  const all: LogEntry[] = [];
  for (let after = 0, pages = 0; pages < mostPages; pages++) {
    const { entries, watermark } = await mailbox.wholeLog(conversation, after, page);
    all.push(...entries);
    if (watermark === after) break;
    after = watermark;
  }
  return all;
}

const dataOf = ({ activity }: LogEntry): ReplyChannelData => (activity.channelData ?? {}) as ReplyChannelData;

const isAboutDanger = (entry: LogEntry): boolean =>
  entry.direction === 'out' && dataOf(entry).wegwijs?.intent === 'support.emergency';

const speakerOf = (entry: LogEntry): 'you' | 'wegwijs' | 'person' => {
  if (entry.direction === 'in') return 'you';
  return dataOf(entry).wegwijs?.speaker === 'person' ? 'person' : 'wegwijs';
};
