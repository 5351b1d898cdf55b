import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Clock } from '../../core/clock.ts';

export interface Question {
  method: 'POST' | 'PUT' | 'DELETE';
  url: URL;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** There was no answer. `connected` false: nothing can have arrived. */
export class NoAnswer extends Error {
  readonly connected: boolean;

  constructor(connected: boolean, options: { cause: unknown }) {
    super(connected ? 'no answer came' : 'no connection could be made', options);
    this.name = 'NoAnswer';
    this.connected = connected;
  }
}

/** One question and its answer over a connection that is kept. Follows no redirect and asks nothing twice. */
export interface Exchange {
  ask(question: Question): Promise<Answer>;
  close(): void;
}

const maxAnswerBytes = 64 * 1024;
const agentOptions = { keepAlive: true, maxFreeSockets: 16, timeout: 60_000 };

export function createExchange(clock: Clock): Exchange {
  const agents = { 'http:': new HttpAgent(agentOptions), 'https:': new HttpsAgent(agentOptions) };
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const secure = question.url.protocol === 'https:';
        const body = question.body === undefined ? undefined : Buffer.from(question.body);
        const request = (secure ? httpsRequest : httpRequest)(question.url, {
          method: question.method,
          agent: agents[secure ? 'https:' : 'http:'],
          headers: { ...question.headers, ...(body && { 'content-length': body.length }) },
        });
        let connected = false;
        const cancel = clock.after(question.timeoutMs, () => request.destroy(new Error('timed out')));
        const fail = (cause: unknown) => {
          cancel();
          reject(new NoAnswer(connected, { cause }));
        };
        request.on('socket', (socket) => {
          if (request.reusedSocket || (!secure && !socket.connecting)) connected = true;
          else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
        });
        request.on('error', fail);
        request.on('response', (response) => {
          const chunks: Buffer[] = [];
          let length = 0;
          const finish = () => {
            cancel();
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
          };
          response.on('data', (chunk: Buffer) => {
            length += chunk.length;
            if (length > maxAnswerBytes) response.destroy();
            else chunks.push(chunk);
          });
          // The status has been said: a body that is cut off changes nothing about it.
          request.off('error', fail).on('error', finish);
          for (const event of ['end', 'error', 'close']) response.on(event, finish);
        });
        request.end(body);
      }),
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}
