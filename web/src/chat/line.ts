import { ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { Observable } from 'rxjs/Observable';
import type { AjaxCreationMethod } from 'rxjs/observable/dom/AjaxObservable';
import type { ChatActivity } from './activity.ts';
import { observedWebSocket } from './observed-web-socket.ts';
import type { Session } from './session.ts';

/** `ended` = this conversation cannot be spoken in with this token: too old, or gone. */
export type LineState = 'connecting' | 'online' | 'unreachable' | 'ended';

export interface LineOptions {
  session: Session;
  onActivity(activity: ChatActivity): void;
  onState(state: LineState): void;
  onToken(token: string): void;
  /** The conversation is there: it can be spoken in. */
  onOpen(): void;
}

export interface Line {
  /** Connects again now, for example because the phone has internet again. */
  reconnect(): void;
  close(): void;
}

/** Also the pause between directlinejs' own attempts, and how often it pings. */
const timeoutMs = 10_000;
const pollingIntervalMs = 1_500;
const restartDelaysMs = [1_000, 3_000, 10_000, 30_000];

/**
 * The incoming side of a conversation. directlinejs stops for good on some failures and says nothing when a socket
 * breaks; this starts it again, and falls back to polling where sockets are blocked. Activities may come more than once.
 */
export function openLine({ session, onActivity, onState, onToken, onOpen }: LineOptions): Line {
  let token = session.token;
  let failures = 0;
  /** A socket that never opened, though the server answers: something between us stops it. */
  let areSocketsBlocked = false;
  let hasStarted = false;
  let watermark: string | undefined;
  let isClosed = false;
  let stop = (): void => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const heard = (): void => {
    failures = 0;
    onState('online');
  };
  const end = (): void => {
    stop();
    onState('ended');
  };
  const failed = (status: number | undefined): void => {
    if (isClosed) return;
    if (status === 401 || status === 403 || status === 404) return end();
    onState(failures > 0 ? 'unreachable' : 'connecting');
    clearTimeout(timer);
    timer = setTimeout(start, restartDelaysMs[Math.min(failures++, restartDelaysMs.length - 1)]);
  };

  function start(): void {
    stop();
    clearTimeout(timer);
    let isCurrent = true;
    const ifCurrent = (run: () => void): void => void (isCurrent && run());
    const line = new DirectLine({
      token,
      conversationId: hasStarted ? session.conversationId : undefined,
      watermark,
      domain: `${location.origin}/v3/directline`,
      webSocket: !areSocketsBlocked,
      pollingInterval: pollingIntervalMs,
      timeout: timeoutMs,
      conversationStartProperties: { locale: session.language },
      random: () => Math.random() / 8,
      WebSocket: observedWebSocket({
        onOpen: () => ifCurrent(heard),
        onSilence: () => void (areSocketsBlocked = true),
        onClose: () => ifCurrent(() => failed(undefined)),
        onWatermark: (mark) => ifCurrent(() => void (watermark = mark)),
      }),
      ajax: observedAjax({
        onAnswer: (body) =>
          ifCurrent(() => {
            if (body.token) onToken((token = body.token));
            if (body.conversationId) {
              hasStarted = true;
              onOpen();
            }
            if (body.watermark === undefined) return;
            watermark = body.watermark;
            heard();
          }),
        onFailure: (status) => ifCurrent(() => failed(status)),
      }),
    });
    const incoming = line.activity$.subscribe(
      (activity) => ifCurrent(() => onActivity(activity as ChatActivity)),
      () => {}, // Said by `onFailure`.
    );
    const status = line.connectionStatus$.subscribe(
      (now) => ifCurrent(() => (now === ConnectionStatus.Ended || now === ConnectionStatus.ExpiredToken) && end()),
      () => {},
    );
    stop = () => {
      isCurrent = false;
      status.unsubscribe();
      incoming.unsubscribe();
      line.end();
    };
  }

  onState('connecting');
  start();
  return {
    reconnect() {
      areSocketsBlocked = false; // Perhaps another network.
      if (!isClosed) start();
    },
    close() {
      isClosed = true;
      clearTimeout(timer);
      stop();
    },
  };
}

interface AjaxBody {
  token?: string;
  conversationId?: string;
  watermark?: string;
}

interface AjaxEvents {
  onAnswer(body: AjaxBody): void;
  onFailure(status: number | undefined): void;
}

/** The requests of directlinejs, seen: it keeps to itself that polling failed and that its token was renewed. */
function observedAjax({ onAnswer, onFailure }: AjaxEvents): AjaxCreationMethod {
  const observed = (request: Parameters<AjaxCreationMethod>[0]) =>
    Observable.ajax(request).do(
      ({ response }) => onAnswer((response as AjaxBody | null) ?? {}),
      (error: { status?: number }) => onFailure(error.status),
    );
  return Object.assign(observed, Observable.ajax);
}
