import { z } from 'zod';
import type { Activity } from '../../core/activity.ts';
import { Problem } from '../../core/errors.ts';

const account = z.looseObject({ id: z.string().max(2000) });
const list = z.array(z.looseObject({})).nullish();
const text = z.string().nullish();

/** What we need of an activity to keep it; all else stays as it came. */
const shape = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().max(2000).nullish(),
  channelId: z.string().min(1).max(200),
  serviceUrl: z.url({ protocol: /^https?$/ }).nullish(),
  conversation: account.extend({ id: z.string().min(1).max(2000) }),
  from: account.nullish(),
  recipient: account.nullish(),
  timestamp: text,
  deliveryMode: text,
  replyToId: text,
  name: text,
  text,
  locale: text,
  attachments: list,
  entities: list,
});

export type InboundActivity = Activity & Required<Pick<Activity, 'type' | 'channelId' | 'conversation'>>;

/** The body as an activity. Throws `bad_request` with the field that is wrong, never with its value. */
export function parseActivity(body: unknown): InboundActivity {
  const parsed = shape.safeParse(body);
  if (parsed.success) return withoutNulls(parsed.data) as unknown as InboundActivity;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  const message = field ? `The activity's ${field} is missing or wrong.` : 'The body is not an activity.';
  throw new Problem('bad_request', message, { details: { field } });
}

/** Some channels send `null` for what is absent. */
const withoutNulls = (activity: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(activity).filter(([, value]) => value !== null));
