import type { Incoming, OutboxDraft, TurnInput, TurnOutcome } from '../conversations/actor.ts';
import type { Activity } from '../core/activity.ts';
import type { Language } from '../core/locale.ts';
import type { Municipality, StaffMember } from '../core/municipality.ts';
import { noticesByDefault, staffOfNotice, type NoticeSettings, type SomebodyWaits } from '../core/notice.ts';
import { workDays } from '../core/office-hours.ts';
import type { Notice } from './notice.ts';

/** Between two mails, in ms: what comes in between is counted and stands in the next one. */
const quietMs = { urgent: 5 * 60_000, normal: 30 * 60_000 };

export interface NoticeServices {
  municipality(id: string): Municipality;
  texts: { say(language: Language, key: string, values?: Record<string, string | number>): { text: string } };
  /** Where people reach this server; without a slash at the end. */
  publicUrl: string;
}

/** The turn of the actor that mails a member of staff: that somebody waits, without content, while they work. */
export function createNoticeTurn(services: NoticeServices) {
  return (input: TurnInput<Notice>): Promise<TurnOutcome<Notice>> => {
    const heard = input.batch.reduce(hear, input.state ?? { waiting: { urgent: 0, normal: 0 } });
    return Promise.resolve(told(services, input, heard));
  };
}

function hear(state: Notice, { internal, activity }: Incoming): Notice {
  const { name, value } = activity as { name?: string; value?: unknown };
  if (!internal) return state;
  if (name === 'notice.set') return { ...state, settings: value as NoticeSettings };
  if (name !== 'ticket.waiting') return state;
  const { urgency } = value as SomebodyWaits;
  if (!(state.settings ?? noticesByDefault).mail[urgency]) return state;
  return { ...state, waiting: { ...state.waiting, [urgency]: state.waiting[urgency] + 1 } };
}

/** A mail when it is time for one; else when it will be. */
function told(services: NoticeServices, input: TurnInput<Notice>, state: Notice): TurnOutcome<Notice> {
  const { dueAt: _dueAt, ...rest } = state;
  const { waiting, mailedAt } = state;
  const place = services.municipality(input.municipality);
  const member = place.staff.find(({ id }) => id === staffOfNotice(input.actor));
  if (!member?.contact?.email || waiting.urgent + waiting.normal === 0) return { state: rest, entries: [] };
  const quiet = mailedAt === undefined ? 0 : mailedAt + quietMs[waiting.urgent > 0 ? 'urgent' : 'normal'];
  const at = nextWork(place, member, Math.max(input.now, quiet));
  if (at === undefined) return { state: rest, entries: [] };
  if (at > input.now) return { state: { ...rest, dueAt: at }, entries: [] };
  const entry: OutboxDraft = { to: 'channel', activity: mailOf(services, place, member, waiting) };
  return { state: { ...rest, waiting: { urgent: 0, normal: 0 }, mailedAt: input.now }, entries: [entry] };
}

/** The first moment from `from` on at which they work; within some weeks. */
function nextWork(place: Municipality, member: StaffMember, from: number): number | undefined {
  for (const day of workDays(place, member, from)) {
    const period = day.find(([, to]) => to > from);
    if (period) return Math.max(period[0], from);
  }
  return undefined;
}

function mailOf(
  { texts, publicUrl }: NoticeServices,
  { name }: Municipality,
  member: StaffMember,
  waiting: Notice['waiting'],
): Activity {
  const values = { municipality: name, ...waiting, link: `${publicUrl}/console` };
  const say = (key: string): string => texts.say('nl', key, values).text;
  return {
    type: 'message',
    locale: 'nl',
    importance: waiting.urgent > 0 ? 'high' : 'normal',
    recipient: { id: member.contact?.email ?? '', name: member.name },
    channelData: { subject: say('alert.queue_subject') },
    text: [say('alert.queue_waits'), say('alert.queue_without_content')].join('\n\n'),
  };
}
