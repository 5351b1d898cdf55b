import { WebSocket } from 'ws';
import type { Clock } from '../../core/clock.ts';
import { reasonOf } from '../../core/errors.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import type { Mailbox } from '../channel.ts';
import { toActivitySet, type ActivitySet } from './show.ts';
import { writeWatermark } from './watermark.ts';

/** A live socket that reads the log along. */
export interface Stream {
  /** Shows activities that are not in the log; dropped when the client is behind. */
  show(activities: ActivitySet['activities']): void;
  close(): void;
}

interface StreamOptions {
  socket: WebSocket;
  conversation: ConversationId;
  /** The seq that the client has already. */
  after: number;
  mailbox: Mailbox;
  clock: Clock;
  log: Log;
}

const pageSize = 50;
const heartbeatMs = 25_000;
/** A client that does not answer a goodbye is left behind after this time. */
const closeWithinMs = 1_000;
const maxBufferedBytes = 64 * 1024;

/** Why a socket is closed: the client comes back for the first two and hears the rest then. */
const closeCodes = { serverRestarts: 1012, failed: 1011, conversationGone: 1000 } as const;

/** Sends the log from `after` on and keeps up with it: one page at a time, the next when the client took the last. */
export function openStream({ socket, conversation, after, mailbox, clock, log }: StreamOptions): Stream {
  let seq = after;
  let isReading = false;
  let mayHaveGrown = false;
  let isAlive = true;

  const stopFollowing = mailbox.follow(conversation, read);
  let cancelHeartbeat = clock.after(heartbeatMs, beat);
  socket.on('pong', () => (isAlive = true));
  // Clients ping with empty messages; there is nothing else that they may say here.
  socket.on('message', () => (isAlive = true));
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    stopFollowing();
    cancelHeartbeat();
  });
  read();

  function read(): void {
    mayHaveGrown = true;
    if (isReading) return;
    isReading = true;
    catchUp().catch((error: unknown) => {
      log.warn({ conversation, reason: reasonOf(error) }, 'a stream could not read its log');
      socket.close(closeCodes.failed);
    });
  }

  async function catchUp(): Promise<void> {
    try {
      while (mayHaveGrown && socket.readyState === WebSocket.OPEN) {
        mayHaveGrown = false;
        const page = await mailbox.log(conversation, seq, pageSize);
        if (page.watermark <= seq) continue;
        seq = page.watermark;
        mayHaveGrown = true;
        await send(socket, toActivitySet(conversation, page));
      }
    } finally {
      // In the same tick as the last look at `mayHaveGrown`: a growth in between would be seen by nobody.
      isReading = false;
    }
  }

  function beat(): void {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
    cancelHeartbeat = clock.after(heartbeatMs, beat);
    // What another process wrote is found here at the latest, and an erased conversation ends.
    mailbox.exists(conversation).then(
      (isThere) => (isThere ? read() : socket.close(closeCodes.conversationGone)),
      () => undefined,
    );
  }

  return {
    show(activities) {
      if (socket.readyState !== WebSocket.OPEN || socket.bufferedAmount > maxBufferedBytes) return;
      socket.send(JSON.stringify({ activities, watermark: writeWatermark(seq) }));
    },
    close() {
      socket.close(closeCodes.serverRestarts);
      clock.after(closeWithinMs, () => socket.terminate());
    },
  };
}

/** Resolves when the frame has left for the client, or the socket is gone: then there is nobody to wait for. */
const send = (socket: WebSocket, set: ActivitySet): Promise<void> =>
  new Promise((resolve) => socket.send(JSON.stringify(set), () => resolve()));
