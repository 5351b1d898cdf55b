import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/errors.ts';
import type { HttpRequest, HttpResponse } from '../core/http.ts';
import type { Ids, MunicipalityId } from '../core/ids.ts';
import type { Municipality, StaffMember } from '../core/municipality.ts';
import { StoreUnavailable, type Store } from '../store/store.ts';
import { update } from '../store/update.ts';
import { ownCookie } from './cookies.ts';
import { requireSameOrigin } from './same-origin.ts';
import {
  consoleSessions,
  graceMs,
  indexSession,
  isOver,
  lifeMs,
  turnMs,
  type SessionRecord,
} from './session-record.ts';

/** Who is logged in to the console, and for which municipality. */
export interface Staff {
  member: StaffMember;
  municipality: Municipality;
  /** This login, so that what it looks at can be told apart from another's. It opens nothing by itself. */
  session: string;
  /** The network address, for the audit. */
  address?: string;
  /** The id of the login that it came by. */
  login?: string;
}

/** Logins, kept in the store: they outlive a restart, hold on every process, and end everywhere at once. */
export interface ConsoleSessions {
  /** Always a new one, whatever cookie came along. */
  open(
    asked: { request: HttpRequest; response: HttpResponse },
    who: Pick<Staff, 'member' | 'municipality' | 'login'>,
  ): Promise<Staff>;
  end(session: string, response?: HttpResponse): Promise<void>;
  /** Every login of a member of staff; resolves with how many. */
  endAll(municipality: MunicipalityId, staff: string): Promise<number>;
  /** Throws `unauthorized` when nobody is logged in (any more). Counts as use, and replaces the cookie now and then. */
  read(request: HttpRequest, response: HttpResponse): Promise<Staff>;
  /** As `read`, and throws `forbidden` unless the page's own token stands in `x-wegwijs-csrf` and the page is ours. */
  readWrite(request: HttpRequest, response: HttpResponse): Promise<Staff>;
  /** Whether it still holds; does not count as use. */
  isOpen(session: string): Promise<boolean>;
  /** Calls once when a login ends in this process; the returned function stops that. */
  onEnd(session: string, listener: () => void): () => void;
  csrfOf(session: string): string;
}

export interface SessionOptions {
  store: Store;
  key: Uint8Array;
  ids: Ids;
  clock: Clock;
  /** Over https cookies go over https only. */
  publicUrl: string;
  find(staff: string): { member: StaffMember; municipality: Municipality } | undefined;
  clientAddress?(request: HttpRequest): string;
  /** A cookie came back that had been replaced: somebody else may have it. The login has been ended. */
  onReplay?(staff: Staff): Promise<void>;
}

/** Use is written down once a minute. */
const useMs = 60_000;
const endedAtOnce = 100;
const form = /^([\w-]{20,40})\.(0|[1-9]\d{0,5})\.([\w-]{43})$/;

export function createConsoleSessions(options: SessionOptions): ConsoleSessions {
  const { store, key, ids, clock, publicUrl, find } = options;
  const cookie = ownCookie('wegwijs_console', { secure: publicUrl.startsWith('https:'), sameSite: 'Strict' });
  const listeners = new Map<string, Set<() => void>>();
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  const csrfOf = (session: string): string => sign(`csrf:${session}`);
  const signatureOf = (session: string, turn: number, seed: string): string => sign(`${session}.${turn}.${seed}`);

  const setCookie = (response: HttpResponse, session: string, turn: number, { seed, openedAt }: SessionRecord): void =>
    cookie.set(
      response,
      `${session}.${turn}.${signatureOf(session, turn, seed)}`,
      Math.ceil((openedAt + lifeMs - clock.now()) / 1000),
    );

  /** Who it is of, for as long as they work there in the same role. */
  function holderOf({ staff, municipality, role }: SessionRecord) {
    const found = find(staff);
    return found?.municipality.id === municipality && found.member.role === role ? found : undefined;
  }

  async function end(session: string, response?: HttpResponse): Promise<void> {
    const [outcome] = await store.write([{ op: 'remove', collection: consoleSessions, id: session }]);
    if (outcome !== 'done') throw new StoreUnavailable('no answer while a login was ended');
    if (response) cookie.clear(response);
    for (const listener of listeners.get(session) ?? []) listener();
    listeners.delete(session);
  }

  async function read(request: HttpRequest, response: HttpResponse): Promise<Staff> {
    const [, session = '', number = '', signature = ''] = form.exec(cookie.read(request.headers.cookie) ?? '') ?? [];
    const record = session ? (await store.get(consoleSessions, session))?.body : undefined;
    const turn = Number(number);
    if (!record || !isSame(signature, signatureOf(session, turn, record.seed))) throw new Problem('unauthorized');
    const now = clock.now();
    const holder = isOver(record, now) ? undefined : holderOf(record);
    if (!holder) {
      await end(session, response);
      throw new Problem('unauthorized');
    }
    const { login } = record;
    const address = options.clientAddress?.(request);
    const staff = { ...holder, session, ...(address ? { address } : {}), ...(login ? { login } : {}) };
    const isBefore = turn === record.turn - 1 && now < record.turnedAt + graceMs;
    if (turn < record.turn && !isBefore) {
      await end(session, response);
      await options.onReplay?.(staff);
      throw new Problem('unauthorized');
    }
    if (isBefore) return staff;
    await noteUse(session, turn, now, record);
    // The next one is only believed to have arrived when it comes back: an answer may be lost on the way.
    if (turn === record.turn && now >= record.turnedAt + turnMs) setCookie(response, session, turn + 1, record);
    return staff;
  }

  async function noteUse(session: string, turn: number, now: number, record: SessionRecord): Promise<void> {
    if (turn === record.turn && now < record.usedAt + useMs) return;
    await update(store, consoleSessions, session, ({ body }) => {
      const turned = turn > body.turn ? { turn, turnedAt: now } : {};
      const next = { ...body, ...turned, usedAt: Math.max(body.usedAt, now) };
      return { body: next, index: indexSession(next) };
    });
  }

  return {
    read,
    end,
    csrfOf,
    async readWrite(request, response) {
      const staff = await read(request, response);
      requireSameOrigin(request, publicUrl);
      if (!isSame(String(request.headers['x-wegwijs-csrf'] ?? ''), csrfOf(staff.session)))
        throw new Problem('forbidden');
      return staff;
    },
    async open({ request, response }, { member, municipality, login }) {
      const now = clock.now();
      const session = ids.random();
      const record: SessionRecord = {
        staff: member.id,
        municipality: municipality.id,
        role: member.role,
        ...(login ? { login } : {}),
        seed: ids.random(),
        turn: 0,
        turnedAt: now,
        openedAt: now,
        usedAt: now,
      };
      const row = { collection: consoleSessions, id: session, body: record, index: indexSession(record) };
      const [outcome] = await store.write([{ op: 'insert', ...row }]);
      if (outcome !== 'done') throw new StoreUnavailable('no answer while a login was kept');
      setCookie(response, session, 0, record);
      const address = options.clientAddress?.(request);
      return { member, municipality, session, ...(address ? { address } : {}), ...(login ? { login } : {}) };
    },
    async endAll(municipality, staff) {
      const found = await store.find(consoleSessions, { where: { municipality, staff }, limit: endedAtOnce });
      for (const { id } of found) await end(id);
      return found.length;
    },
    async isOpen(session) {
      const record = (await store.get(consoleSessions, session))?.body;
      return record !== undefined && !isOver(record, clock.now()) && holderOf(record) !== undefined;
    },
    onEnd(session, listener) {
      const own = listeners.get(session) ?? new Set();
      listeners.set(session, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(session) === own) listeners.delete(session);
      };
    },
  };
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
