import type { Incoming, OutboxDraft, TurnInput, TurnOutcome } from '../conversations/actor.ts';
import { conversationOf, type DangerNoticed } from '../core/alert.ts';
import type { Activity } from '../core/activity.ts';
import type { ActorId } from '../core/ids.ts';
import type { Language } from '../core/locale.ts';
import type { Municipality } from '../core/municipality.ts';
import type { Alert } from './alert.ts';

/** Danger that is seen again in so many ms is counted and not mailed: a flood of messages is no flood of mail. */
export const quietMs = 3_600_000;

export interface AlertServices {
  municipality(id: string): Municipality;
  texts: {
    say(language: Language, key: string, values?: Record<string, string | number>): { text: string };
    has(key: string): boolean;
    date(language: Language, instantMs: number): string;
    time(language: Language, instantMs: number): string;
  };
  /** Where people reach this server; without a slash at the end. */
  publicUrl: string;
}

/** The turn of the actor beside a conversation: one mail an hour to the crisis contact, without content. */
export function createAlertTurn(services: AlertServices) {
  return (input: TurnInput<Alert>): Promise<TurnOutcome<Alert>> => {
    let state = input.state ?? { repeats: 0 };
    const entries: OutboxDraft[] = [];
    for (const row of input.batch) {
      const heard = hear(services, input, state, row);
      state = heard.state;
      entries.push(...heard.entries);
    }
    return Promise.resolve({ state, entries });
  };
}

function hear(
  services: AlertServices,
  { actor, municipality, now }: TurnInput<Alert>,
  state: Alert,
  { internal, activity }: Incoming,
): TurnOutcome<Alert> {
  if (!internal) return { state, entries: [] };
  // Given up: the next danger is mailed again, however soon.
  if (activity.name === 'delivery.failed') return { state: { repeats: state.repeats }, entries: [] };
  if (activity.name !== 'danger.noticed') return { state, entries: [] };
  const place = services.municipality(municipality);
  const isQuiet = state.mailedAt !== undefined && now < state.mailedAt + quietMs;
  if (isQuiet || !place.crisisContact?.email) return { state: { ...state, repeats: state.repeats + 1 }, entries: [] };
  const mail = mailOf(services, place, { actor, noticed: activity.value as DangerNoticed, repeats: state.repeats });
  return {
    state: { mailedAt: now, repeats: 0 },
    entries: [{ to: 'channel', urgent: true, activity: mail }],
  };
}

function mailOf(
  { texts, publicUrl }: AlertServices,
  { name, crisisContact }: Municipality,
  { actor, noticed, repeats }: { actor: ActorId; noticed: DangerNoticed; repeats: number },
): Activity {
  const say = (key: string, values?: Record<string, string | number>): string => texts.say('nl', key, values).text;
  const channel = `alert.channel_${noticed.channel}`;
  const values = {
    municipality: name,
    day: texts.date('nl', noticed.at),
    time: texts.time('nl', noticed.at),
    channel: texts.has(channel) ? say(channel) : noticed.channel,
    link: `${publicUrl}/console#conversation=${conversationOf(actor)}`,
  };
  const parts = [
    say('alert.seen'),
    say('alert.where', values),
    ...(repeats > 0 ? [say('alert.repeats', { repeats })] : []),
    say('alert.without_content'),
    say('alert.what_was_said'),
  ];
  return {
    type: 'message',
    locale: 'nl',
    importance: 'high',
    recipient: { id: crisisContact?.email ?? '', name: crisisContact?.name ?? '' },
    channelData: { subject: say('alert.subject', values) },
    text: parts.join('\n\n'),
  };
}
