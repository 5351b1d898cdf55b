import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a bot asked of the connector. */
export interface Call {
  method: string;
  conversation: string;
  /** The activity replied to, updated or deleted. */
  activityId?: string;
  activity?: Record<string, unknown>;
  /** The outbox entry's id, from `channelData.wegwijs.entry`. */
  entry?: string;
  authorization?: string;
  /** What it was answered; absent while it is held or when it never was. */
  status?: number;
  /** The id given to what was taken. */
  id?: string;
}

/** What happens to the next call instead of being taken. */
export type Fault =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  /** Taken at once, answered after this time. */
  | { afterMs: number }
  /** Taken, and never answered. */
  | 'silence'
  /** Taken, and the connection is torn. */
  | 'reset'
  /** Answered when `release` is called. */
  | 'hold'
  /** Taken, and the answer stops in the middle. */
  | 'cut';

export interface Connector {
  /** Goes into an activity as `serviceUrl`; ends with a slash, as Teams' does. */
  serviceUrl: string;
  /** Every call that kept the contract, in order of arrival. */
  calls: Call[];
  /** Calls that broke the contract, with what was wrong. */
  violations: string[];
  /** Entry ids that were taken more than once. */
  doubles(): string[];
  /** The next calls meet these, in this order. */
  inject(...faults: Fault[]): void;
  /** Every call meets this until it is `undefined`; injected ones come first. */
  always(fault: Fault | undefined): void;
  release(): void;
  /** Resolves when so many calls have come in all. */
  arrived(count: number): Promise<void>;
  /** New connections so far. */
  connections(): number;
  close(): Promise<void>;
}

const path = /^\/v3\/conversations\/([^/?]+)\/activities(?:\/([^/?]+))?$/;

/**
 * The connector that a bot replies through, on loopback: it keeps to the paths and bodies of the REST API, refuses what
 * breaks them with a 400, and does to a call what is injected. `isToken` says which bearer tokens are let in.
 */
export async function startConnector(options: { isToken?: (token: string) => boolean } = {}): Promise<Connector> {
  const calls: Call[] = [];
  const violations: string[] = [];
  const faults: Fault[] = [];
  const held: (() => void)[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let lasting: Fault | undefined;
  let connections = 0;
  let ids = 0;

  const server = createServer((request, response) => void answer(request, response));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const call = readCall(request, body);
    if (typeof call === 'string') {
      violations.push(call);
      return send(response, 400, { error: { code: 'BadArgument', message: call } });
    }
    calls.push(call);
    const token = /^Bearer (.+)$/.exec(call.authorization ?? '')?.[1];
    if (options.isToken && !(token && options.isToken(token))) settle(call, response, { status: 401 });
    else settle(call, response, faults.shift() ?? lasting);
    for (const { count, resolve } of waiting) if (calls.length >= count) resolve();
  }

  function settle(call: Call, response: ServerResponse, fault: Fault | undefined): void {
    if (typeof fault === 'object' && 'status' in fault) {
      call.status = fault.status;
      return send(response, fault.status, fault.body ?? { error: { code: `E${fault.status}` } }, fault.headers);
    }
    if (fault === 'hold') return void held.push(() => settle(call, response, undefined));
    if (call.method === 'POST') call.id = `platform-${++ids}`;
    if (fault === 'silence') return;
    if (fault === 'reset') return void response.socket?.resetAndDestroy();
    call.status = call.method === 'POST' ? 201 : 200;
    if (fault === 'cut') {
      response.writeHead(call.status, { 'content-type': 'application/json', 'content-length': 1000 });
      return void response.write('{"id":"pla', () => response.destroy());
    }
    if (call.method === 'DELETE') {
      response.writeHead(200);
      return void response.end();
    }
    const answer = { id: call.id ?? call.activityId };
    if (typeof fault === 'object') setTimeout(() => send(response, 201, answer), fault.afterMs);
    else send(response, call.status, answer);
  }

  return {
    serviceUrl: `${origin}/emea/`,
    calls,
    violations,
    doubles() {
      const taken = calls.filter((call) => call.id !== undefined && call.entry !== undefined).map((call) => call.entry);
      return [...new Set(taken.filter((entry, at) => taken.indexOf(entry) !== at))] as string[];
    },
    inject: (...next) => void faults.push(...next),
    always: (fault) => void (lasting = fault),
    release() {
      for (const run of held.splice(0)) run();
    },
    arrived: (count) =>
      new Promise((resolve) => {
        if (calls.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What Teams takes. */
const maxBytes = 100 * 1024;

/** The call, or what is wrong with it. */
function readCall(request: IncomingMessage, body: string): Call | string {
  const method = request.method ?? '';
  const match = path.exec((request.url ?? '').replace(/^\/emea/, ''));
  if (!match) return `${method} ${request.url} is no path of the connector`;
  const call: Call = { method, conversation: decodeURIComponent(match[1] ?? '') };
  if (match[2]) call.activityId = decodeURIComponent(match[2]);
  if (request.headers.authorization) call.authorization = request.headers.authorization;
  if (method !== 'POST' && !((method === 'PUT' || method === 'DELETE') && match[2]))
    return `${method} is not for this path`;
  if (method === 'DELETE') return body === '' ? call : 'a DELETE has no body';
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return 'the body is not sent as JSON';
  if (body.length > maxBytes) return 'the activity is too large';
  const activity = readActivity(body);
  if (!activity) return 'the body is no activity';
  const said = activity.conversation as { id?: unknown } | undefined;
  if (said?.id !== call.conversation) return 'the activity is for another conversation than the path';
  const data = activity.channelData as { wegwijs?: { entry?: string } } | undefined;
  if (data?.wegwijs?.entry) call.entry = data.wegwijs.entry;
  return { ...call, activity };
}

function readActivity(body: string): Record<string, unknown> | undefined {
  try {
    const activity: unknown = JSON.parse(body);
    const { type } = Object(activity) as { type?: unknown };
    return typeof type === 'string' ? (activity as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  // Restify, once loaded, makes `writeHead` of every server return nothing.
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
