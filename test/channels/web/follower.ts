import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Activity } from '../../../src/core/activity.ts';

export interface Frame {
  activities: Activity[];
  watermark: string;
}

/** A client at a stream that notes what it gets. */
export interface Follower {
  socket: WebSocket;
  frames: Frame[];
  texts(): string[];
  watermark(): string | undefined;
  /** Resolves when `isTrue` holds of what has come. */
  until(isTrue: () => boolean): Promise<void>;
}

export async function follow(streamUrl: string): Promise<Follower> {
  const socket = new WebSocket(streamUrl);
  const frames: Frame[] = [];
  let waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    frames.push(JSON.parse((data as Buffer).toString()) as Frame);
    const told = waiting;
    waiting = [];
    told.forEach((tell) => tell());
  });
  await once(socket, 'open');
  return {
    socket,
    frames,
    texts: () => frames.flatMap(({ activities }) => activities).map(({ text }) => text ?? ''),
    watermark: () => frames.at(-1)?.watermark,
    async until(isTrue) {
      while (!isTrue()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

/** The status that an upgrade is refused with. */
export async function refusal(streamUrl: string): Promise<number> {
  const socket = new WebSocket(streamUrl);
  return new Promise((resolve, reject) => {
    socket.on('error', () => undefined);
    socket.on('open', () => reject(new Error('it was let in')));
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
  });
}
