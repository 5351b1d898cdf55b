import type { ActivityId, ConversationId, MunicipalityId, PersonId } from '../core/ids.ts';
import type { ChannelIdentity, Verification } from '../core/person.ts';
import { update } from '../store/update.ts';
import { writeAudit } from './audit.ts';
import { codes, identities, indexCode, indexIdentity, type IdentityRecord } from './collections.ts';
import { triesOfIdentity } from './counters.ts';
import { limits } from './limits.ts';
import type { Parts } from './parts.ts';
import { put } from './put.ts';
import { identityIdOf, readPerson } from './read-person.ts';
import {
  countFailure,
  lockedUntil,
  reserveTry,
  settleTry,
  type Counter,
  type Outcome,
  type TryAnswer,
} from './tries.ts';

export interface CodeAttempt {
  /** `linkCodeHash` of what was typed. */
  codeHash: string;
  identity: ChannelIdentity;
  conversation: ConversationId;
  municipality: MunicipalityId;
  /** Repeated with the same one, the answer is the same and nothing happens twice. */
  activityId: ActivityId;
}

/** Why a code did not link, for the audit; outside they all look alike. */
type Reason = 'wrong' | 'foreign' | 'gone' | 'expired' | 'used' | 'used_here';
type Taken = { person: PersonId; at: number } | { reason: Reason };

/**
 * Ties a channel identity to the person whose code was given. Each step can be repeated: who dies in between and starts
 * again with the same activity comes out at the same answer. Throws `StoreUnavailable`; then ask again.
 */
export async function verifyCode(parts: Parts, attempt: CodeAttempt): Promise<Verification> {
  const { municipality, activityId } = attempt;
  const identity = identityIdOf(parts, attempt.identity, municipality);
  const own: Counter = { id: triesOfIdentity(parts, identity), municipality, limit: limits.codeOfIdentity };
  const all: Counter = {
    id: parts.ids.of('tries-code-municipality', municipality),
    municipality,
    limit: limits.codeOfMunicipality,
  };
  const early = await reserveTry(parts, own, activityId, await lockedUntil(parts, all));
  if (early) {
    if (early.result === 'locked') await note(parts, attempt, 'locked');
    return outward(early);
  }
  const taken = await takeCode(parts, attempt, identity);
  if ('person' in taken) await link(parts, attempt, identity, taken);
  else if (taken.reason !== 'used_here') await countFailure(parts, all, activityId);
  await note(parts, attempt, 'person' in taken ? 'ok' : taken.reason, 'person' in taken ? taken.person : undefined);
  return outward(await settleTry(parts, own, activityId, outcomeOf(taken)));
}

/** Marks the code as used by this activity, unless another was first. */
async function takeCode(parts: Parts, attempt: CodeAttempt, identity: string): Promise<Taken> {
  const { store, clock } = parts;
  const [found] = await store.find(codes, { where: { hash: attempt.codeHash }, limit: 1 });
  if (!found) return { reason: 'wrong' };
  if (found.body.municipality !== attempt.municipality) return { reason: 'foreign' };
  if (!(await readPerson(parts, found.body.person, attempt.municipality))) return { reason: 'gone' };
  const after = await update(store, codes, found.id, ({ body }) => {
    const now = clock.now();
    if (body.used || body.expiresAt <= now) return undefined;
    const { activityId: activity, conversation } = attempt;
    const used = { ...body, code: undefined, used: { at: now, identity, activity, conversation } };
    return { body: used, index: indexCode(used) };
  });
  const used = after?.body.used;
  if (!used) return { reason: after ? 'expired' : 'gone' };
  if (used.activity === attempt.activityId) return { person: found.body.person, at: used.at };
  return { reason: used.identity === identity ? 'used_here' : 'used' };
}

/** The newest code decides; a second person on one identity means that the phone is shared. */
async function link(
  parts: Parts,
  { identity, municipality, activityId }: CodeAttempt,
  id: string,
  { person, at }: { person: PersonId; at: number },
): Promise<void> {
  await put(parts.store, identities, id, (before) => {
    if (before && (before.linkedBy === activityId || before.linkedAt > at)) return undefined;
    const isSame = before?.person === person;
    const body: IdentityRecord = {
      channel: identity.channel,
      municipality,
      person,
      linkedAt: at,
      linkedBy: activityId,
      isOwnDevice: isSame ? before.isOwnDevice : undefined,
      isShared: before && (before.isShared || !isSame),
    };
    return { body, index: indexIdentity(body) };
  });
}

function note(parts: Parts, attempt: CodeAttempt, result: string, person?: PersonId): Promise<void> {
  const { municipality, conversation, activityId } = attempt;
  const look = {
    municipality,
    actor: { role: 'newcomer', id: person },
    origin: conversation,
    request: activityId,
  } as const;
  return writeAudit(parts, look, { action: 'code.tried', object: 'code', person, result });
}

const outcomeOf = (taken: Taken): Outcome => {
  if ('person' in taken) return { is: 'right', person: taken.person };
  return { is: taken.reason === 'used_here' ? 'void' : 'wrong' };
};

const outward = (answer: TryAnswer): Verification => {
  if (answer.result === 'right') return { result: 'linked', person: answer.person };
  if (answer.result === 'wrong') return { result: 'refused', triesLeft: answer.triesLeft };
  return answer;
};
