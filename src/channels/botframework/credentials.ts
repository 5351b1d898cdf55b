import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import type { Clock } from '../../core/clock.ts';
import { SendFailure, reasonOf } from '../../core/errors.ts';
import { NoAnswer, type Exchange } from './exchange.ts';
import type { CompleteSettings } from './settings.ts';

/** The bearer token with which the bot speaks to the channel service. */
export interface Credentials {
  /** `undefined` without an app id. Throws `SendFailure`: what was to be sent has certainly not been sent. */
  token(timeoutMs: number): Promise<string | undefined>;
  /** Called when the service refused the token: the next one is fetched anew. */
  forget(): void;
}

interface Token {
  value: string;
  /** Our time in ms. */
  until: number;
}

type Fetch = (timeoutMs: number, refused: boolean) => Promise<Token>;

/** Kept until five minutes before it ends; who asks while it is being fetched waits for the same one. */
export function createCredentials(
  settings: CompleteSettings,
  options: { clock: Clock; exchange: Exchange },
): Credentials {
  const { clock } = options;
  if (!settings.MicrosoftAppId) return { token: async () => undefined, forget() {} };
  const fetchToken = hasPassword(settings) ? passwordGrant(settings, options) : sdkCredentials(settings, options);
  let kept: Token | undefined;
  let refused = false;
  let fetching: Promise<Token> | undefined;
  return {
    async token(timeoutMs) {
      if (kept && kept.until > clock.now()) return kept.value;
      fetching ??= fetchToken(timeoutMs, refused).finally(() => (fetching = undefined));
      kept = await fetching;
      refused = false;
      return kept.value;
    },
    forget() {
      kept = undefined;
      refused = true;
    },
  };
}

const hasPassword = (settings: CompleteSettings): boolean =>
  settings.MicrosoftAppType?.toLowerCase() !== 'userassignedmsi' && !settings.CertificateThumbprint;

/**
 * The OAuth client credentials grant that Bot Framework documents. The SDK's MSAL does the same but refuses a login
 * address over http, keeps its own time and hides whether the service said no or nothing.
 */
function passwordGrant(settings: CompleteSettings, options: { clock: Clock; exchange: Exchange }): Fetch {
  const url = tokenUrl(settings);
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: settings.MicrosoftAppId,
    client_secret: settings.MicrosoftAppPassword ?? '',
    scope: `${settings.ToChannelFromBotOAuthScope.replace(/\/\.default$/, '')}/.default`,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  return async (timeoutMs) => {
    const answer = await options.exchange
      .ask({ method: 'POST', url, headers, body, timeoutMs })
      .catch((cause: unknown) => {
        throw new SendFailure('unreachable', `no token: ${reasonOf(cause)}`, { cause });
      });
    if (answer.status === 429 || answer.status >= 500) {
      throw new SendFailure('unavailable', `no token: ${answer.status}`);
    }
    const { access_token: value, expires_in: seconds } = jsonOf(answer.body);
    if (answer.status !== 200 || typeof value !== 'string') {
      throw new SendFailure('unauthorized', `no token: ${answer.status}`);
    }
    return { value, until: options.clock.now() + (Number(seconds) || 3600) * 1000 - fiveMinutesMs };
  };
}

const fiveMinutesMs = 5 * 60_000;

/** As the SDK has it: the tenant counts at Microsoft's own login, an address of one's own is taken as it stands. */
function tokenUrl(settings: CompleteSettings): URL {
  const login = settings.ToChannelFromBotLoginUrl.replace(/\/+$/, '');
  const microsoft = /^https:\/\/login\.microsoftonline\.(?:com|us)\//.exec(`${login}/`)?.[0];
  const multiTenant = (settings.MicrosoftAppType ?? 'MultiTenant').toLowerCase() !== 'singletenant';
  const authority = microsoft && !multiTenant ? `${microsoft}${settings.MicrosoftAppTenantId}` : login;
  return new URL(authority.endsWith('/token') ? authority : `${authority}/oauth2/v2.0/token`);
}

/** Managed identities and certificates: the SDK's own credentials, which keep their token themselves. */
function sdkCredentials(settings: CompleteSettings, { clock }: { clock: Clock }): Fetch {
  const credentials = new ConfigurationServiceClientCredentialFactory(settings).createCredentials(
    settings.MicrosoftAppId,
    settings.ToChannelFromBotOAuthScope,
    settings.ToChannelFromBotLoginUrl,
    true,
  );
  // All that the factory makes are AppCredentials; its type shows less.
  const kept = credentials as unknown as Promise<{ getToken(forceRefresh: boolean): Promise<string> }>;
  kept.catch(() => undefined);
  return async (timeoutMs, refused) => {
    let cancel: () => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      cancel = clock.after(timeoutMs, () => reject(new NoAnswer(false, { cause: 'no token in time' })));
    });
    try {
      const value = await Promise.race([kept.then((it) => it.getToken(refused)), late]);
      return { value, until: clock.now() };
    } catch (cause) {
      const code = (cause as { errorCode?: unknown }).errorCode;
      const said = typeof code === 'string' && !/network|resolution/.test(code);
      throw new SendFailure(said ? 'unauthorized' : 'unreachable', 'no token', { cause });
    } finally {
      cancel();
    }
  };
}

function jsonOf(text: string): { access_token?: unknown; expires_in?: unknown } {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}
