import { createRateLimit, type RateLimit } from '../../core/rate-limit.ts';
import { defaultLimits, type WebChannelOptions, type WebLimits } from './options.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createDoorkeeper, type Doorkeeper } from './verify.ts';

/** What the parts of the channel share. */
export interface WebContext extends Omit<WebChannelOptions, 'limits'> {
  limits: WebLimits;
  tokens: Tokens;
  door: Doorkeeper;
  messageRate: RateLimit;
}

export function createContext(options: WebChannelOptions): WebContext {
  const limits = { ...defaultLimits, ...options.limits };
  const tokens = createTokens(options.tokenKey, options.clock);
  return {
    ...options,
    limits,
    tokens,
    door: createDoorkeeper({ ...options, tokens }),
    messageRate: createRateLimit(limits.messagesPerMinutePerConversation),
  };
}
