import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Activity as FrameworkActivity } from 'botbuilder';
import type { Clock } from '../../core/clock.ts';
import { Problem, reasonOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { InboundActivity } from './parse.ts';
import type { CompleteSettings } from './settings.ts';

/**
 * Throws `unauthorized` unless the token was signed by the channel service for this bot, this channel and this
 * `serviceUrl`; `unavailable` when the keys cannot be fetched. With an empty app id everything is let in.
 */
export type Verify = (activity: InboundActivity, authorization: string) => Promise<void>;

/** The SDK waits without end for keys that do not come. */
const keysWithinMs = 10_000;

/** The SDK's own authentication. Throws when the settings contradict each other. */
export function createVerify(settings: CompleteSettings, { clock, log }: { clock: Clock; log: Log }): Verify {
  const authentication = new ConfigurationBotFrameworkAuthentication(settings);
  return async (activity, authorization) => {
    let cancel: () => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      cancel = clock.after(keysWithinMs, () =>
        reject(Object.assign(new Error('The keys did not come in time.'), { statusCode: 504 })),
      );
    });
    try {
      await Promise.race([authentication.authenticateRequest(activity as FrameworkActivity, authorization), late]);
    } catch (error) {
      throw problemOf(error, log);
    } finally {
      cancel();
    }
    // The SDK compares the token's serviceUrl only with one that is there.
    if (settings.MicrosoftAppId && !activity.serviceUrl) {
      throw new Problem('bad_request', "The activity's serviceUrl is missing or wrong.", {
        details: { field: 'serviceUrl' },
      });
    }
  };
}

/** A bad signature comes out of the SDK as a bare JsonWebTokenError: all that is not about fetching keys is a refusal. */
function problemOf(error: unknown, log: Log): Problem {
  const { name, statusCode } = error as { name?: string; statusCode?: number };
  // What follows a colon may be a claim of the caller's.
  const reason = reasonOf(error).split(':')[0]?.slice(0, 100);
  if (name === 'FetchError' || (statusCode ?? 0) >= 500) {
    log.error({ reason }, 'the keys of the channel service cannot be fetched');
    return new Problem('unavailable', undefined, { cause: error });
  }
  log.warn({ reason }, 'a request to the Bot Framework endpoint was refused');
  return new Problem('unauthorized', undefined, { cause: error });
}
