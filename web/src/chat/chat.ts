import { randomId } from '../shared/random-id.ts';
import { pageWords } from '../shared/page-words.ts';
import { speakerOf, type ChatAction, type ChatActivity } from './activity.ts';
import { openLine, type Line, type LineState } from './line.ts';
import { openOutbox, type Outgoing } from './outbox.ts';
import { post } from './post.ts';
import { havePushed } from './push.ts';
import { refreshToken, requestSession, sessionKeeper, type Session } from './session.ts';

export interface ChatState {
  session: Session;
  isOwnPhone: boolean;
  /** In the order of the conversation. */
  activities: readonly ChatActivity[];
  outgoing: readonly Outgoing[];
  line: LineState;
  isTyping: boolean;
  /** The earlier conversation had closed, this one took its place. */
  isReplaced: boolean;
}

export interface Chat {
  state(): ChatState;
  say(text: string): void;
  press(action: Pick<ChatAction, 'type' | 'title' | 'value'>): void;
  sendFile(file: File): void;
  switchLanguage(language: string): void;
  keepOnPhone(isOwnPhone: boolean): void;
  retry(id: string): void;
  discard(id: string): void;
  hasUnsent(): boolean;
  /** Stops listening; the session stays. */
  close(): void;
  /** Ends here, and forgets the conversation and all that was not sent. */
  leave(): void;
}

const typingMs = 10_000;
const replaceDelayMs = 5_000;

/** One conversation on this page: what came in, what goes out, and the connection under it. */
export function openChat(session: Session, onChange: (state: ChatState) => void): Chat {
  let state: ChatState = {
    session,
    isOwnPhone: sessionKeeper.isOwnPhone(),
    activities: [],
    outgoing: [],
    line: 'connecting',
    isTyping: false,
    isReplaced: false,
  };
  let line: Line | undefined;
  let isRecovering = false;
  let isLeft = false;
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let hasJustRefreshed = false;

  const change = (part: Partial<ChatState>): void => {
    if (isLeft) return;
    state = { ...state, ...part };
    onChange(state);
  };
  const keep = (part: Partial<Session>): void => {
    if (isLeft) return;
    change({ session: { ...state.session, ...part } });
    sessionKeeper.write(state.session, state.isOwnPhone);
  };
  const later = (delayMs: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  };

  const outbox = openOutbox({
    post: (outgoing) => post(state.session, outgoing),
    onChange: (outgoing) => change({ outgoing }),
    onForbidden: () => void recover(),
    later,
  });

  function receive(activity: ChatActivity): void {
    if (activity.type === 'typing' && speakerOf(activity) !== 'me') showTyping();
    if (activity.type !== 'message') return;
    if (speakerOf(activity) !== 'me') hideTyping();
    const isKnown = state.activities.some(({ id }) => id !== undefined && id === activity.id);
    const above = activity.channelData?.wegwijs?.clearsAbove ? [] : state.activities;
    if (!isKnown) change({ activities: [...above, activity] });
    const sent = activity.channelData?.clientActivityID;
    if (sent) outbox.confirm(new Set([sent]));
  }

  function showTyping(): void {
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => change({ isTyping: false }), typingMs);
    change({ isTyping: true });
  }

  function hideTyping(): void {
    clearTimeout(typingTimer);
    change({ isTyping: false });
  }

  function connect(): void {
    line?.close();
    line = openLine({
      session: state.session,
      onActivity: receive,
      onToken: (token) => keep({ token }),
      onOpen: () => outbox.open(),
      onState(now) {
        if (now === 'ended') return void recover();
        change({ line: now });
        if (now !== 'online') return;
        hasJustRefreshed = false;
        outbox.retry();
      },
    });
  }

  /** The token is too old or the conversation is gone: the same conversation if it can be had, else a new one. */
  async function recover(): Promise<void> {
    if (isRecovering || isLeft) return;
    isRecovering = true;
    line?.close();
    change({ line: 'connecting' });
    const isBack = (!hasJustRefreshed && (await refresh())) || (await replace());
    isRecovering = false;
    if (isLeft) return;
    if (isBack) connect();
    else later(replaceDelayMs, () => void recover());
  }

  async function refresh(): Promise<boolean> {
    const answer = await refreshToken(state.session.token);
    if (answer.kind !== 'ok') return false;
    hasJustRefreshed = true;
    keep({ token: answer.body.token });
    return true;
  }

  async function replace(): Promise<boolean> {
    const answer = await requestSession(state.session.language, state.session.municipality);
    if (answer.kind !== 'ok' || isLeft) return false;
    change({ activities: [], isReplaced: true, isTyping: false });
    keep({ token: answer.body.token, conversationId: answer.body.conversationId });
    outbox.startOver();
    return true;
  }

  function send(part: Partial<ChatActivity>, file?: File): void {
    const id = randomId();
    const channelData = { ...part.channelData, clientActivityID: id };
    const from = { id: 'user' };
    outbox.add({ id, file, activity: { type: 'message', from, locale: state.session.language, ...part, channelData } });
  }

  /** The bot says what came of it: of a subscription by itself, else when it hears of the tap. */
  async function pushOrSay(text: string, value: string): Promise<void> {
    const isOn = await havePushed(state.session);
    if (!isOn) send({ text, value, channelData: { postBack: true } });
  }

  function close(): void {
    isLeft = true;
    window.removeEventListener('online', onOnline);
    clearTimeout(typingTimer);
    line?.close();
  }

  const onOnline = (): void => line?.reconnect();
  window.addEventListener('online', onOnline);
  connect();

  return {
    state: () => state,
    say: (text) => send({ text }),
    press({ type, title, value }) {
      if (type === 'imBack') send({ text: typeof value === 'string' ? value : title });
      if (type === 'postBack' && value === 'reach:push') void pushOrSay(title, value);
      else if (type === 'postBack') send({ text: title, value, channelData: { postBack: true } });
    },
    sendFile: (file) => send({ attachments: [{ contentType: file.type, name: file.name }] }, file),
    switchLanguage(language) {
      keep({ language });
      const title = pageWords(language)('languageName');
      send({ text: title, value: `language:${language}`, channelData: { postBack: true } });
    },
    keepOnPhone(isOwnPhone) {
      change({ isOwnPhone });
      sessionKeeper.write(state.session, isOwnPhone);
    },
    retry: (id) => outbox.retry(id),
    discard: (id) => outbox.discard(id),
    hasUnsent: () => outbox.hasUnsent(),
    close,
    leave() {
      close();
      outbox.forget();
      sessionKeeper.forget();
    },
  };
}
