import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail that was taken: a 250 was answered, or would have been had the connection held. */
export interface TakenMail {
  from: string;
  to: string[];
  source: string;
  messageId: string;
}

/** What happens to the next mail instead of being taken. */
export type MailFault =
  | { refuse: 'sender' | 'recipient' | 'data'; code: number }
  /** The connection is torn when the sender is named. */
  | 'torn before'
  /** Taken, and the connection is torn instead of an answer. */
  | 'torn after'
  /** Taken, and never answered. */
  | 'silence'
  /** Answered, so many ms late. */
  | { slowMs: number };

export interface MailServer {
  url: string;
  port: number;
  taken: TakenMail[];
  /** How many mails were begun. */
  begun(): number;
  /** How often somebody gave a password. */
  logins(): number;
  /** The next mails meet these, in this order. */
  inject(...faults: MailFault[]): void;
  /** Resolves when so many mails were begun and so many taken in all. */
  until(counts: { begun?: number; taken?: number }): Promise<void>;
  close(): Promise<void>;
}

const login = { user: 'wegwijs@example', pass: 'p@ss:word' };

/** A mail server on loopback that does to a mail what is injected. `port` 0: a free one. */
export async function startMailServer(options: { needsLogin?: boolean; port?: number } = {}): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const faults: MailFault[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  let begun = 0;
  let logins = 0;
  let current: MailFault | undefined;
  const moved = (): void => [...waiting].forEach((check) => check());

  const refusal = (step: 'sender' | 'recipient' | 'data'): Error | undefined =>
    typeof current === 'object' && 'refuse' in current && current.refuse === step
      ? Object.assign(new Error('not now, jan@example.org'), { responseCode: current.code })
      : undefined;
  const socketOf = (session: { id: string }): Socket | undefined =>
    ([...server.connections] as unknown as { id: string; _socket: Socket }[]).find(({ id }) => id === session.id)
      ?._socket;

  const handlers: SMTPServerOptions = {
    authOptional: !options.needsLogin,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      logins += 1;
      const isRight = username === login.user && password === login.pass;
      if (isRight) done(null, { user: username });
      else done(Object.assign(new Error('no'), { responseCode: 535 }));
    },
    onMailFrom(_address, session, done) {
      begun += 1;
      current = faults.shift();
      moved();
      if (current === 'torn before') return void socketOf(session)?.destroy();
      done(refusal('sender'));
    },
    onRcptTo: (_address, _session, done) => done(refusal('recipient')),
    onData(stream, session, done) {
      const fault = current;
      const no = refusal('data');
      void text(stream).then((source) => {
        if (no) return done(no);
        const { mailFrom, rcptTo } = session.envelope;
        const messageId = /^Message-ID: (.*)$/im.exec(source)?.[1]?.trim() ?? '';
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source,
          messageId,
        });
        moved();
        if (fault === 'silence') return;
        if (fault === 'torn after') return void socketOf(session)?.destroy();
        if (typeof fault === 'object' && 'slowMs' in fault) return void setTimeout(done, fault.slowMs);
        done();
      });
    },
  };
  const server = new SMTPServer(handlers);
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const who = options.needsLogin ? `${encodeURIComponent(login.user)}:${encodeURIComponent(login.pass)}@` : '';
  return {
    url: `smtp://${who}127.0.0.1:${port}`,
    port,
    taken,
    begun: () => begun,
    logins: () => logins,
    inject: (...more) => void faults.push(...more),
    until: (counts) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (begun < (counts.begun ?? 0) || taken.length < (counts.taken ?? 0)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    async close() {
      sockets.forEach((socket) => socket.destroy());
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
