import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../core/errors.ts';
import type { HttpRequest } from '../../core/http.ts';
import type { ConversationId, Ids } from '../../core/ids.ts';
import type { Mailbox } from '../channel.ts';
import { municipalityOf, userOf } from './conversation-name.ts';
import type { Grant, Tokens } from './tokens.ts';

/** Who calls: the holder of a conversation's token, or a server that knows the secret. */
export type Caller = { kind: 'token'; grant: Grant } | { kind: 'secret' };

/** A caller at a conversation that is there. */
export interface Visitor {
  grant: Grant;
  /** True for the holder of the secret, who speaks for people of its own. */
  isTrusted: boolean;
}

export interface Doorkeeper {
  /** Throws `unauthorized` or `token_expired`. */
  whoCalls(request: HttpRequest): Promise<Caller>;
  /** Throws `unauthorized` unless the caller has the secret. */
  demandSecret(request: HttpRequest): void;
  /** Throws `forbidden` for the token of another conversation, there or not; `not_found` when it is gone. */
  admit(request: HttpRequest, conversation: ConversationId): Promise<Visitor>;
}

export interface DoorkeeperOptions {
  tokens: Tokens;
  mailbox: Pick<Mailbox, 'exists'>;
  ids: Ids;
  secret?: string;
}

export function createDoorkeeper({ tokens, mailbox, ids, secret }: DoorkeeperOptions): Doorkeeper {
  const isSecret = (bearer: string): boolean => secret !== undefined && secret !== '' && isSame(bearer, secret);

  async function whoCalls(request: HttpRequest): Promise<Caller> {
    const bearer = bearerOf(request);
    if (isSecret(bearer)) return { kind: 'secret' };
    return { kind: 'token', grant: await tokens.read(bearer, 'directline') };
  }

  function secretGrant(conversation: ConversationId): Grant {
    const municipality = municipalityOf(conversation);
    if (municipality === undefined) throw new Problem('not_found');
    return { conversation, municipality, user: userOf(ids, conversation), started: true };
  }

  return {
    whoCalls,
    demandSecret(request) {
      if (!isSecret(bearerOf(request))) throw new Problem('unauthorized');
    },
    async admit(request, conversation) {
      const caller = await whoCalls(request);
      const grant = caller.kind === 'secret' ? secretGrant(conversation) : caller.grant;
      if (grant.conversation !== conversation) throw new Problem('forbidden');
      if (!(await mailbox.exists(conversation))) throw new Problem('not_found');
      return { grant, isTrusted: caller.kind === 'secret' };
    },
  };
}

function bearerOf(request: HttpRequest): string {
  const bearer = /^Bearer +([\x21-\x7e]{1,4096})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer === undefined) throw new Problem('unauthorized');
  return bearer;
}

/** In constant time, also for lengths that differ. */
const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
