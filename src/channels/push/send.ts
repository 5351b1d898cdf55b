import webPush from 'web-push';
import { reasonOf, SendFailure, type SendFailureKind } from '../../core/errors.ts';
import type { PushSubscription } from '../../core/reach.ts';
import type { Delivery } from '../channel.ts';
import { isPushService } from './services.ts';

export interface PushSettings {
  keys: { publicKey: string; privateKey: string };
  /** Whom a push service may write to about us: a mailto: or https: address. */
  subject: string;
  /** Origins of push services besides those of the known browsers. */
  services?: readonly string[];
}

/** A push service keeps it so long for a browser that is off, in seconds. */
const keptSeconds = 3 * 86_400;

/** Gives one push to the browser's push service. Throws `SendFailure`; trying again is the mailbox's. */
export async function sendPush(settings: PushSettings, { activity, op, timeoutMs }: Delivery): Promise<void> {
  const { subscription } = (activity.channelData ?? {}) as { subscription?: PushSubscription };
  if (op !== 'send' || !subscription || !activity.text) throw new SendFailure('refused', 'this cannot be a push');
  if (!isPushService(subscription.endpoint, settings.services))
    throw new SendFailure('refused', 'the endpoint is of no known push service');
  const { endpoint, headers, body } = requestOf(settings, subscription, activity.text, activity.locale);
  let response: Response;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    response = await fetch(endpoint, { method: 'POST', headers, body, signal, redirect: 'manual' });
  } catch (error) {
    const isLate = (error as Error).name === 'TimeoutError';
    throw new SendFailure(isLate ? 'unanswered' : 'unreachable', isLate ? 'no answer in time' : 'not connected', {
      cause: error,
    });
  }
  await response.body?.cancel();
  if (response.ok) return;
  const seconds = Number(response.headers.get('retry-after'));
  throw new SendFailure(kindOf(response.status), `the push service answered ${response.status}`, {
    ...(seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}),
  });
}

interface PushRequest {
  endpoint: string;
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}

function requestOf(
  { keys, subject }: PushSettings,
  subscription: PushSubscription,
  text: string,
  language = 'nl',
): PushRequest {
  try {
    const { endpoint, headers, body } = webPush.generateRequestDetails(
      subscription,
      JSON.stringify({ text, language }),
      {
        vapidDetails: { subject, ...keys },
        TTL: keptSeconds,
        contentEncoding: 'aes128gcm',
        urgency: 'normal',
        // What was not fetched yet is replaced: news is news once.
        topic: 'news',
      },
    );
    const named = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
    return {
      endpoint,
      headers: Object.fromEntries(named.map(([name, value]) => [name, String(value)])),
      body: new Uint8Array(body ?? []),
    };
  } catch (error) {
    throw new SendFailure('gone', `the subscription cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

function kindOf(status: number): SendFailureKind {
  if (status === 404 || status === 410) return 'gone';
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'unauthorized';
  return status >= 500 ? 'unavailable' : 'refused';
}
