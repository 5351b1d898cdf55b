import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Request, Response } from 'restify';

export type HttpRequest = Request;
export type HttpResponse = Response;

/** A route that a channel or the console hands to the server. `handle` answers through `response` or throws a Problem. */
export interface Route {
  method: 'get' | 'head' | 'post' | 'put' | 'del' | 'opts';
  path: string;
  /**
   * How the server reads the body: `json` into `request.body` (an object; broken is 400), `raw` into `request.rawBody`
   * (a Buffer, for signatures) and parsed into `request.body`, `stream` not at all. Default `none`.
   */
  body?: 'none' | 'json' | 'raw' | 'stream';
  /** Above this the answer is 413 and the connection is closed. Default 256 KiB. */
  maxBytes?: number;
  /** The form of what goes wrong: that of RFC 9457 where other systems call. Default `{"error": …}`, as our pages read it. */
  errors?: 'problem+json';
  handle(request: HttpRequest, response: HttpResponse): Promise<void> | void;
}

/** A WebSocket upgrade that a channel or the console takes. */
export interface Upgrade {
  /** Tested on the path without the query. */
  path: RegExp;
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> | void;
}
