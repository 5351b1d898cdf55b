import { openDrawer } from '../shared/drawer.ts';
import type { Answer } from '../shared/http.ts';
import type { ChatActivity } from './activity.ts';

/** `sent` = the server has it on disk; it stays here until the conversation shows it. */
export type OutgoingState = 'waiting' | 'sending' | 'sent' | 'unsent' | 'refused';

export interface Outgoing {
  /** The `clientActivityID`: the same on every attempt, so that the server never takes a message twice. */
  id: string;
  activity: ChatActivity;
  state: OutgoingState;
  /** Why it was refused: the code of the server. */
  reason?: string;
  /** A file lives as long as this page; all else survives a reload. */
  file?: File;
}

export interface OutboxOptions {
  /** Brings one message to the server. */
  post(outgoing: Outgoing): Promise<Answer<unknown>>;
  onChange(outgoing: readonly Outgoing[]): void;
  /** The server does not take our token any more. */
  onForbidden(): void;
  /** Called before the next attempt after a failure. */
  later(delayMs: number, run: () => void): () => void;
}

export interface Outbox {
  add(outgoing: Pick<Outgoing, 'id' | 'activity' | 'file'>): void;
  /** The conversation is open: from now on messages can be sent. */
  open(): void;
  /** Tries all that is unsent again, now. With an id also one that was refused. */
  retry(id?: string): void;
  discard(id: string): void;
  /** The conversation shows these messages: they need not be kept here. */
  confirm(ids: ReadonlySet<string>): void;
  /** A new conversation, not open yet: what the old one took is gone from here, the rest waits for the new one. */
  startOver(): void;
  forget(): void;
  hasUnsent(): boolean;
}

const retryDelaysMs = [2_000, 5_000, 10_000, 30_000];
const drawer = openDrawer<Outgoing[]>(() => sessionStorage, 'wegwijs.outbox');

/** Sends one message at a time, in order; a failure holds those behind it. */
export function openOutbox(options: OutboxOptions): Outbox {
  let items: Outgoing[] = (drawer.read() ?? []).map((item) =>
    item.state === 'sending' ? { ...item, state: 'waiting' } : item,
  );
  let failures = 0;
  let isBusy = false;
  let isOpen = false;
  let cancel: (() => void) | undefined;

  const change = (next: Outgoing[]): void => {
    items = next;
    drawer.write(items.filter((item) => !item.file));
    options.onChange(items);
  };
  const mark = (id: string, state: OutgoingState, reason?: string): void =>
    change(items.map((item) => (item.id === id ? { ...item, state, reason } : item)));

  async function run(): Promise<void> {
    cancel?.();
    cancel = undefined;
    if (isBusy || !isOpen) return;
    isBusy = true;
    let next = firstOf(items);
    while (next && isOpen && (await send(next))) next = firstOf(items);
    isBusy = false;
  }

  async function send(outgoing: Outgoing): Promise<boolean> {
    mark(outgoing.id, 'sending');
    const answer = await options.post(outgoing);
    if (answer.kind === 'ok') {
      failures = 0;
      mark(outgoing.id, 'sent');
      return true;
    }
    if (answer.kind === 'refused' && !isPassing(answer.status)) {
      mark(outgoing.id, 'refused', answer.refusal.code);
      return true;
    }
    mark(outgoing.id, 'unsent');
    if (answer.kind === 'refused' && isForbidden(answer.status)) options.onForbidden();
    else cancel = options.later(retryDelaysMs[Math.min(failures++, retryDelaysMs.length - 1)] ?? 0, () => void run());
    return false;
  }

  return {
    add(outgoing) {
      change([...items, { ...outgoing, state: 'waiting' }]);
      void run();
    },
    open() {
      isOpen = true;
      failures = 0;
      void run();
    },
    retry(id) {
      if (id) mark(id, 'waiting');
      failures = 0;
      void run();
    },
    discard: (id) => change(items.filter((item) => item.id !== id)),
    confirm(ids) {
      if (items.some((item) => ids.has(item.id))) change(items.filter((item) => !ids.has(item.id)));
    },
    startOver() {
      isOpen = false;
      change(items.filter((item) => item.state !== 'sent'));
    },
    forget() {
      cancel?.();
      items = [];
      drawer.empty();
    },
    hasUnsent: () => items.some((item) => item.state !== 'sent'),
  };
}

const firstOf = (items: readonly Outgoing[]): Outgoing | undefined =>
  items.find((item) => item.state === 'waiting' || item.state === 'unsent');

const isForbidden = (status: number): boolean => status === 401 || status === 403 || status === 404;
/** Not about this message: the same message may be taken later. */
const isPassing = (status: number): boolean => isForbidden(status) || status === 408 || status === 429;
