import type { LogEntry } from '../channels/channel.ts';
import type { ReplyChannelData } from '../core/activity.ts';
import type { Target } from '../core/roles.ts';
import { may } from './may.ts';
import type { ConsoleParts } from './parts.ts';
import type { DeskTicket } from './desk.ts';
import type { Staff } from './session.ts';

/** A ticket in the list: its Dutch headline, and nothing of what was said. */
export function ticketView(parts: Pick<ConsoleParts, 'headline'>, ticket: DeskTicket, staff: Staff) {
  const { id, number, status, topic, team, urgency, language, verified, owner } = ticket;
  return {
    id,
    number,
    status,
    topic,
    team: staff.municipality.teams.find((one) => one.id === team)?.name ?? team,
    urgency,
    ...(ticket.reasons?.length ? { reasons: ticket.reasons } : {}),
    ...(ticket.harmAt === undefined ? {} : { harmDate: dutchDay(ticket.harmAt) }),
    ...(ticket.offered?.to === staff.member.id && status === 'waiting' ? { forMe: true } : {}),
    ...(ticket.broken ? { broken: ticket.broken } : {}),
    headline: parts.headline(ticket.headline),
    language,
    verified,
    createdAt: new Date(ticket.createdAt).toISOString(),
    ...(ticket.promise === undefined ? {} : { promise: new Date(ticket.promise).toISOString() }),
    ...(owner ? { owner } : {}),
    ...(ticket.undelivered ? { undelivered: ticket.undelivered } : {}),
    mine: owner?.id === staff.member.id,
  };
}

/** The day in the Netherlands, as an ISO date. */
const dutchDay = (instantMs: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(instantMs);

/** What else who reads a ticket sees of it, and what they may do with it. */
export function openView(ticket: DeskTicket, staff: Staff, { target, now }: { target: Target; now: number }) {
  const { municipality, member } = staff;
  const notes = ticket.notes ?? [];
  const mayReopen =
    ticket.status === 'closed' && (ticket.reopenUntil ?? 0) > now && may(staff, 'ticket.reopen', target);
  return {
    ...(notes.length > 0 ? { notes: notes.map((note) => ({ ...note, at: new Date(note.at).toISOString() })) } : {}),
    ...(mayReopen ? { mayReopen } : {}),
    ...(ticket.status !== 'closed' && may(staff, 'ticket.transfer', target)
      ? {
          transferTo: {
            teams: municipality.teams.map(({ id, name }) => ({ id, name })),
            staff: municipality.staff.filter(({ id }) => id !== member.id).map(({ id, name }) => ({ id, name })),
          },
        }
      : {}),
  };
}

/** One line of the transcript. */
export async function entryView(parts: Pick<ConsoleParts, 'delivery' | 'texts'>, entry: LogEntry) {
  const said = (entry.activity.channelData as ReplyChannelData | undefined)?.wegwijs;
  const speaker = entry.direction === 'in' ? 'newcomer' : said?.speaker === 'person' ? 'person' : 'bot';
  return {
    seq: entry.seq,
    at: new Date(entry.at).toISOString(),
    direction: entry.direction,
    speaker,
    text: entry.activity.text ?? '',
    ...(entry.activity.attachments?.length ? { files: entry.activity.attachments.map(kindOfFile) } : {}),
    ...(entry.activity.locale ? { language: entry.activity.locale } : {}),
    ...(said?.dutch ? { dutch: said.dutch } : {}),
    ...(said?.facts.length ? { facts: said.facts, sources: parts.texts.source('nl', said.facts) } : {}),
    ...(entry.direction === 'out' ? { delivery: await parts.delivery(entry.id) } : {}),
  };
}

/** That a file was sent, not what is in it: nobody opens one here yet. */
const kindOfFile = ({ contentType }: { contentType: string }): 'photo' | 'voice' | 'file' =>
  contentType.startsWith('image/') ? 'photo' : contentType.startsWith('audio/') ? 'voice' : 'file';
