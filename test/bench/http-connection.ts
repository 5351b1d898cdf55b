import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  status: number;
  body: string;
}

/** A connection that asks one thing at a time. Written for little CPU: the load shares the machine with the server. */
export interface HttpConnection {
  /** Rejects when the connection ends before the answer. `headers` are lines that end in `\r\n`. */
  post(path: string, body: string, headers?: string): Promise<HttpAnswer>;
  close(): void;
}

export async function openConnection(port: number): Promise<HttpConnection> {
  const socket: Socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1');
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  let received = '';
  let waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined;
  socket.on('data', (data) => {
    received += String(data);
    const answer = answerIn(received);
    if (!answer) return;
    received = received.slice(answer.end);
    waiting?.resolve(answer);
    waiting = undefined;
  });
  const fail = (): void => waiting?.reject(new Error('the server closed a connection'));
  socket.on('error', fail);
  socket.on('close', fail);
  return {
    post: (path, body, headers = '') =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the server closed a connection'));
        waiting = { resolve, reject };
        const length = Buffer.byteLength(body);
        const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n`;
        socket.write(`${head}${headers}Content-Length: ${length}\r\n\r\n${body}`, 'utf8');
      }),
    close: () => void socket.destroy(),
  };
}

function answerIn(received: string): (HttpAnswer & { end: number }) | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = received.slice(0, headEnd);
  const bodyStart = headEnd + 4;
  const status = Number(head.slice(9, 12));
  const length = /content-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined && /transfer-encoding: *chunked/i.test(head)) {
    const last = received.indexOf('0\r\n\r\n', bodyStart);
    return last < 0 ? undefined : { status, body: received.slice(bodyStart, last), end: last + 5 };
  }
  const end = bodyStart + Number(length ?? 0);
  return received.length < end ? undefined : { status, body: received.slice(bodyStart, end), end };
}
