import { z } from 'zod';
import type { Activity } from '../../core/activity.ts';
import { Problem } from '../../core/errors.ts';

export const maxTextChars = 4_000;
const maxValueBytes = 8 * 1024;

/** The events that a client may raise: all others are ours, and a forged `handoff.status` must never reach a turn. */
const clientEvents = ['webchat/join', 'startConversation', 'requestWelcomeDialog'] as const;

export const localeTag = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);

/** What a client may put beside a message; unknown fields are dropped, odd ones too. */
const clientChannelData = z.object({
  clientActivityID: z.string().min(1).max(200).optional().catch(undefined),
  clientTimestamp: z.string().max(40).optional().catch(undefined),
  postBack: z.literal(true).optional().catch(undefined),
  messageBack: z.literal(true).optional().catch(undefined),
  attachmentSizes: z.array(z.number()).max(4).optional().catch(undefined),
});

const clientActivity = z.object({
  type: z.enum(['message', 'event', 'typing', 'endOfConversation']),
  from: z
    .object({ id: z.string().min(1).max(100) })
    .optional()
    .catch(undefined),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  name: z.string().max(100).nullish(),
  locale: localeTag.optional().catch(undefined),
  localTimezone: z.string().max(64).optional().catch(undefined),
  channelData: clientChannelData.optional().catch(undefined),
});

/** What is left of an activity that a client posted. */
export interface ClientActivity {
  activity: Activity;
  /** The client's own name for this message: the same on a retry. */
  clientActivityId?: string;
  /** Whom the client says it is; only the holder of the secret is believed. */
  claimedFrom?: string;
}

/** Keeps what a client may set. Throws `bad_request` or `too_large`. */
export function readClientActivity(body: unknown, attachmentCount = 0): ClientActivity {
  const parsed = clientActivity.safeParse(body);
  if (!parsed.success) throw badActivity(parsed.error.issues.map((issue) => issue.path.join('.')));
  const { type, from, text, value, name, locale, localTimezone, channelData } = parsed.data;
  if (text && text.length > maxTextChars) throw new Problem('too_large', undefined, { details: { maxTextChars } });
  checkValue(value);
  const hasValue = value !== undefined && value !== null;
  if (type === 'message' && !text && !hasValue && attachmentCount === 0) throw badActivity(['text']);
  if (type === 'event' && !clientEvents.some((event) => event === name)) throw badActivity(['name']);
  const activity = {
    type,
    ...(type === 'message' && text && { text: text.toWellFormed(), textFormat: 'plain' }),
    ...(type === 'event' && name && { name }),
    ...(hasValue && { value }),
    ...(locale && { locale }),
    ...(localTimezone && { localTimezone }),
    ...(channelData && { channelData: dropUndefined(channelData) }),
  } satisfies Record<string, unknown>;
  return { activity, clientActivityId: channelData?.clientActivityID, claimedFrom: from?.id };
}

function checkValue(value: unknown): void {
  if (value === undefined) return;
  if (Buffer.byteLength(JSON.stringify(value)) > maxValueBytes) {
    throw new Problem('too_large', undefined, { details: { maxValueBytes } });
  }
}

const badActivity = (fields: string[]): Problem =>
  new Problem('bad_request', 'This is no activity that a client may send.', { details: { fields } });

const dropUndefined = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
