import type { Activity } from '../../core/activity.ts';
import type { Clock } from '../../core/clock.ts';
import { SendFailure } from '../../core/errors.ts';
import type { Delivery, Sent } from '../channel.ts';
import type { Credentials } from './credentials.ts';
import { NoAnswer, type Answer, type Exchange, type Question } from './exchange.ts';
import { failureOf } from './failure.ts';
import { wireActivity } from './outbound.ts';

interface Wire {
  clock: Clock;
  exchange: Exchange;
  credentials: Credentials;
}

/** Gives one delivery to the connector of its `serviceUrl`, once. Throws `SendFailure`; trying again is the mailbox's. */
export async function send(wire: Wire, delivery: Delivery): Promise<Sent> {
  const answer = await call(wire, { ...questionOf(delivery), timeoutMs: delivery.timeoutMs });
  const platformId = idOf(answer.body) ?? (delivery.op === 'update' ? delivery.targetPlatformId : undefined);
  return platformId === undefined ? {} : { platformId };
}

/** Shows that the bot is busy. */
export async function sendTyping(wire: Wire, reference: Delivery['reference']): Promise<void> {
  const activity = wireActivity({ reference, activity: { type: 'typing' } });
  await call(wire, { method: 'POST', url: activitiesUrl(reference), body: activity, timeoutMs: 5_000 });
}

type Call = Omit<Question, 'headers' | 'body'> & { body?: Activity };

function questionOf({ op, reference, targetPlatformId, ...delivery }: Delivery): Omit<Call, 'timeoutMs'> {
  const activity = wireActivity({ id: delivery.id, reference, activity: delivery.activity });
  if (op === 'send') return { method: 'POST', url: activitiesUrl(reference, activity.replyToId), body: activity };
  if (!targetPlatformId) throw new SendFailure('refused', `the message to ${op} was never delivered`);
  const url = activitiesUrl(reference, targetPlatformId);
  if (op === 'delete') return { method: 'DELETE', url };
  return { method: 'PUT', url, body: { ...activity, id: targetPlatformId } };
}

function activitiesUrl({ serviceUrl, conversation }: Delivery['reference'], activityId?: string): URL {
  const base = serviceUrl?.replace(/\/+$/, '') ?? '';
  if (!conversation?.id || !URL.canParse(base)) throw new SendFailure('refused', 'the reference leads nowhere');
  const path = ['v3', 'conversations', conversation.id, 'activities', ...(activityId ? [activityId] : [])];
  return new URL(`${base}/${path.map(encodeURIComponent).join('/')}`);
}

async function call(wire: Wire, { body, ...question }: Call): Promise<Answer> {
  const deadline = wire.clock.now() + question.timeoutMs;
  const token = await wire.credentials.token(question.timeoutMs);
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body) headers['content-type'] = 'application/json; charset=utf-8';
  if (token) headers.authorization = `Bearer ${token}`;
  const timeoutMs = Math.max(1, deadline - wire.clock.now());
  const text = body && JSON.stringify(body);
  const answer = await wire.exchange
    .ask({ ...question, headers, timeoutMs, ...(text && { body: text }) })
    .catch(toFailure);
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status === 401) wire.credentials.forget();
  throw failureOf(answer, wire.clock.now());
}

function toFailure(error: unknown): never {
  if (!(error instanceof NoAnswer)) throw error;
  throw new SendFailure(error.connected ? 'unanswered' : 'unreachable', error.message, { cause: error });
}

function idOf(body: string): string | undefined {
  try {
    const { id } = Object(JSON.parse(body)) as { id?: unknown };
    return typeof id === 'string' && id !== '' ? id : undefined;
  } catch {
    return undefined;
  }
}
