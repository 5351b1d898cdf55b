import { createBotFrameworkChannel, type BotFrameworkOptions } from '../../../src/channels/botframework/channel.ts';
import type { Arrival, Channel, Mailbox } from '../../../src/channels/channel.ts';
import type { Activity } from '../../../src/core/activity.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { createIds } from '../../../src/core/ids.ts';
import { silentLog } from '../../../src/core/log.ts';
import { createServer } from '../../../src/server.ts';

/** A clock that stands still until it is moved. */
export interface StillClock extends Clock {
  advance(ms: number): void;
}

export function stillClock(start = Date.parse('2026-11-22T10:00:00Z')): StillClock {
  let now = start;
  const timers = new Set<{ at: number; run: () => void }>();
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      now += ms;
      for (const timer of [...timers].filter(({ at }) => at <= now)) {
        timers.delete(timer);
        timer.run();
      }
    },
  };
}

/** A mailbox that keeps what it is given and refuses doubles; `replies` is what the turn will have said. */
export interface KeptMailbox extends Pick<Mailbox, 'accept' | 'repliesTo'> {
  arrivals: Arrival[];
  replies: Activity[];
  /** Set to make the next `accept` fail, as a full disk does. */
  failure?: Error | undefined;
}

export function keptMailbox(): KeptMailbox {
  const arrivals: Arrival[] = [];
  return {
    arrivals,
    replies: [],
    async accept(given) {
      if (this.failure) throw this.failure;
      return given.map((arrival) => {
        const duplicate = arrivals.some(({ id }) => id === arrival.id);
        if (!duplicate) arrivals.push(arrival);
        return { id: arrival.id, duplicate };
      });
    },
    async repliesTo(conversation, messages) {
      const known = arrivals.filter((it) => it.conversation === conversation).map(({ id }) => id);
      return messages.every((id) => known.includes(id)) ? this.replies : [];
    },
  };
}

export interface World {
  mailbox: KeptMailbox;
  channel: Channel;
  clock: StillClock;
  url: string;
  post(activity: unknown, headers?: Record<string, string>): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** The channel behind a real server. Without settings authentication is off. */
export async function startWorld(options: Partial<BotFrameworkOptions> = {}): Promise<World> {
  const mailbox = keptMailbox();
  const clock = stillClock();
  const channel = createBotFrameworkChannel({
    mailbox,
    settings: {},
    municipalityOf: () => 'demo',
    clock,
    ids: createIds(Buffer.from('a key of sixteen bytes or more')),
    log: silentLog,
    ...options,
  });
  const server = createServer({ routes: channel.routes, log: silentLog, limits: { closeMs: 0 } });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  return {
    mailbox,
    channel,
    clock,
    url,
    async post(activity, headers = {}) {
      const body = typeof activity === 'string' ? activity : JSON.stringify(activity);
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    },
    async close() {
      await channel.close?.();
      await server.close();
    },
  };
}
