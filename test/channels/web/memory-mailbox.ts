import type { Acceptance, Arrival, LogEntry, Mailbox } from '../../../src/channels/channel.ts';
import type { Activity } from '../../../src/core/activity.ts';

/** A mailbox in memory that keeps the port's promises: repeats are refused, the log has no gaps, followers are called. */
export interface MemoryMailbox extends Mailbox {
  readonly arrivals: Arrival[];
  /** Writes a row as a turn would. */
  write(conversation: string, entry: Partial<LogEntry> & { activity: Activity }): void;
  /** Answers each message as it is handled. */
  answerWith(reply: (arrival: Arrival) => Activity[]): void;
  /** Nothing of it is left but the ids of its messages; later not those either. */
  erase(conversation: string): void;
  forgetIds(): void;
  /** The next call fails as a store that cannot be reached. */
  failNext(call: 'accept' | 'log'): void;
}

export function createMemoryMailbox(now: () => number): MemoryMailbox {
  const arrivals: Arrival[] = [];
  const logs = new Map<string, LogEntry[]>();
  const seen = new Set<string>();
  const listeners = new Map<string, Set<() => void>>();
  const failing = new Set<string>();
  let reply: (arrival: Arrival) => Activity[] = () => [];

  const failIfTold = (call: string): void => {
    if (failing.delete(call)) throw new Error('the store is away');
  };

  function write(conversation: string, entry: Partial<LogEntry> & { activity: Activity }): void {
    const log = logs.get(conversation) ?? [];
    logs.set(conversation, log);
    const seq = log.length + 1;
    log.push({ seq, id: `out-${seq}`, direction: 'out', at: now(), visible: true, ...entry });
    listeners.get(conversation)?.forEach((listener) => listener());
  }

  function handle(arrival: Arrival): void {
    const { id, conversation } = arrival;
    const activity = JSON.parse(JSON.stringify(arrival.activity)) as Activity;
    write(conversation, { id, direction: 'in', visible: activity.type === 'message', activity });
    for (const [index, said] of reply(arrival).entries()) {
      write(conversation, { id: `${id}-reply-${index}`, activity: said });
    }
  }

  return {
    arrivals,
    write,
    answerWith: (answer) => (reply = answer),
    erase(conversation) {
      logs.delete(conversation);
      listeners.get(conversation)?.forEach((listener) => listener());
    },
    forgetIds: () => seen.clear(),
    failNext: (call) => void failing.add(call),
    async accept(batch): Promise<Acceptance[]> {
      await Promise.resolve();
      failIfTold('accept');
      return batch.map((arrival) => {
        const duplicate = seen.has(arrival.id);
        if (!duplicate) {
          seen.add(arrival.id);
          arrivals.push(arrival);
          if (!logs.has(arrival.conversation)) logs.set(arrival.conversation, []);
          setImmediate(() => logs.has(arrival.conversation) && handle(arrival));
        }
        return { id: arrival.id, duplicate };
      });
    },
    repliesTo: async () => [],
    async log(conversation, afterSeq, limit) {
      await Promise.resolve();
      failIfTold('log');
      const entries = (logs.get(conversation) ?? []).filter(({ seq }) => seq > afterSeq).slice(0, limit);
      return { entries, watermark: entries.at(-1)?.seq ?? afterSeq };
    },
    follow(conversation, listener) {
      const set = listeners.get(conversation) ?? new Set();
      const told = () => listener(conversation);
      listeners.set(conversation, set.add(told));
      return () => void set.delete(told);
    },
    exists: async (conversation) => logs.has(conversation),
  };
}
