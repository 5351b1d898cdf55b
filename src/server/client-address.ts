import type { IncomingMessage } from 'node:http';

/** Who calls, for rate limits: never a name, and kept no longer than the limit. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * Believes as many of the last `X-Forwarded-For` addresses as there are proxies of our own (`hops`): what stands before
 * those was written by the caller. Without proxies, or without the header, it is the address of the socket.
 */
export const createClientAddress =
  (hops: number): ClientAddress =>
  (request) => {
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const believed =
      hops > 0
        ? forwarded
            .map((address) => address.trim())
            .filter(Boolean)
            .at(-hops)
        : undefined;
    return (believed ?? request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  };

/** Whether the caller sits on this machine, not behind a proxy that does. */
export const isFromThisMachine = (request: IncomingMessage): boolean =>
  request.headers['x-forwarded-for'] === undefined &&
  request.headers.forwarded === undefined &&
  /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? '');
