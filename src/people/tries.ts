import type { MunicipalityId, PersonId } from '../core/ids.ts';
import { tries, type TriesRecord } from './collections.ts';
import type { Limit } from './limits.ts';
import type { Parts } from './parts.ts';
import { put } from './put.ts';

export type TryAnswer =
  { result: 'right'; person: PersonId } | { result: 'wrong'; triesLeft: number } | { result: 'locked'; until: number };

/** One counter: who or what is limited, and how. `id` is a keyed hash. */
export interface Counter {
  id: string;
  municipality: MunicipalityId;
  limit: Limit;
}

/** The answers that are remembered for repeats. */
const maxAnswers = 50;

/**
 * Takes one try before anything is compared, so that tries side by side cannot go past the limit. `undefined` means: go on,
 * then `settle`. Asked again by the same request it goes on, or gives the answer that was given.
 */
export async function reserveTry(
  parts: Parts,
  counter: Counter,
  request: string,
  lockedElsewhere?: number,
): Promise<TryAnswer | undefined> {
  const now = parts.clock.now();
  const after = await change(parts, counter, now, (record) => {
    if (answerTo(record, request) || isReserved(record, request)) return undefined;
    const until = laterOf(lockOf(record, now), lockedElsewhere);
    if (until !== undefined) return answered(record, request, now, { result: 'locked', until });
    return failed(record, counter.limit, request, now);
  });
  return answerTo(after, request);
}

export type Outcome =
  | { is: 'right'; person: PersonId }
  | { is: 'wrong' }
  /** The try does not count: somebody else's lock, or a harmless repeat. */
  | { is: 'void'; answer?: TryAnswer };

/** Says what came of a reserved try. The first answer stays. */
export async function settleTry(parts: Parts, counter: Counter, request: string, outcome: Outcome): Promise<TryAnswer> {
  const now = parts.clock.now();
  const after = await change(parts, counter, now, (record) => {
    if (answerTo(record, request)) return undefined;
    if (outcome.is === 'right') {
      const cleared = { ...record, failures: [], lockedUntil: undefined };
      return answered(cleared, request, now, { result: 'right', person: outcome.person });
    }
    const kept = outcome.is === 'void' ? without(record, request, counter.limit) : record;
    const answer = outcome.is === 'void' ? outcome.answer : undefined;
    return answered(kept, request, now, answer ?? wrongAnswer(kept, counter.limit));
  });
  return answerTo(after, request) ?? { result: 'wrong', triesLeft: 0 };
}

/** Counts a failure that needs no reservation, once a request. */
export async function countFailure(parts: Parts, counter: Counter, request: string): Promise<void> {
  const now = parts.clock.now();
  const after = await change(parts, counter, now, (record) =>
    isReserved(record, request) ? undefined : failed(record, counter.limit, request, now),
  );
  if (lockOf(after, now) !== undefined)
    parts.log.warn({ municipality: counter.municipality, tries: after.failures.length }, 'a limit on tries is reached');
}

/** Until when this counter is locked, in ms; `undefined` when it is not. */
export async function lockedUntil(parts: Parts, counter: Counter): Promise<number | undefined> {
  const document = await parts.store.get(tries, counter.id);
  return document && lockOf(document.body, parts.clock.now());
}

/** Forgets the failures, keeps the answers. */
export async function forgiveTries(parts: Parts, counter: Counter): Promise<void> {
  await change(parts, counter, parts.clock.now(), (record) =>
    record.failures.length || record.lockedUntil ? { ...record, failures: [], lockedUntil: undefined } : undefined,
  );
}

async function change(
  parts: Parts,
  { id, municipality, limit }: Counter,
  now: number,
  next: (record: TriesRecord) => TriesRecord | undefined,
): Promise<TriesRecord> {
  const empty: TriesRecord = { municipality, failures: [], answers: [] };
  const body = await put(parts.store, tries, id, (found) => {
    const changed = next(current(found ?? empty, limit, now));
    return changed && { body: changed, index: { municipality, lastAt: now } };
  });
  return body ?? empty;
}

/** Without what the window or the end of a lock has made old. */
function current(record: TriesRecord, limit: Limit, now: number): TriesRecord {
  if (record.lockedUntil !== undefined && record.lockedUntil <= now)
    return { ...record, failures: [], lockedUntil: undefined };
  return { ...record, failures: record.failures.filter(({ at }) => at > now - limit.windowMs) };
}

function failed(record: TriesRecord, limit: Limit, request: string, now: number): TriesRecord {
  const failures = [...record.failures, { request, at: now }];
  const isLast = failures.length >= limit.tries && record.lockedUntil === undefined;
  return { ...record, failures, lockedUntil: isLast ? now + limit.lockMs : record.lockedUntil };
}

function without(record: TriesRecord, request: string, limit: Limit): TriesRecord {
  const failures = record.failures.filter((failure) => failure.request !== request);
  return { ...record, failures, lockedUntil: failures.length < limit.tries ? undefined : record.lockedUntil };
}

const answered = (record: TriesRecord, request: string, at: number, answer: TryAnswer): TriesRecord => ({
  ...record,
  answers: [...record.answers, { request, at, answer }].slice(-maxAnswers),
});

const wrongAnswer = (record: TriesRecord, limit: Limit): TryAnswer =>
  record.lockedUntil !== undefined
    ? { result: 'locked', until: record.lockedUntil }
    : { result: 'wrong', triesLeft: Math.max(0, limit.tries - record.failures.length) };

const answerTo = (record: TriesRecord, request: string): TryAnswer | undefined =>
  record.answers.find((given) => given.request === request)?.answer;

const isReserved = (record: TriesRecord, request: string): boolean =>
  record.failures.some((failure) => failure.request === request);

const lockOf = (record: TriesRecord, now: number): number | undefined =>
  record.lockedUntil !== undefined && record.lockedUntil > now ? record.lockedUntil : undefined;

const laterOf = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);
