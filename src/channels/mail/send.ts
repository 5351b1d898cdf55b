import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Clock } from '../../core/clock.ts';
import { SendFailure } from '../../core/errors.ts';
import type { Delivery } from '../channel.ts';
import { composeMail } from './compose.ts';
import { failureOf } from './failure.ts';
import { mailServerOf, type MailServer, type MailSettings } from './settings.ts';

/** Gives one delivery to the mail server, over a connection of its own. Throws `SendFailure`; trying again is the mailbox's. */
export async function sendMail(clock: Clock, settings: MailSettings, delivery: Delivery): Promise<void> {
  const mail = await composeMail(delivery, settings);
  const server = mailServerOf(settings);
  const connection = new SMTPConnection({ ...optionsOf(server), ...timeouts(delivery.timeoutMs) });
  const failed = Promise.withResolvers<never>();
  connection.on('error', failed.reject);
  const cancel = clock.after(delivery.timeoutMs, () =>
    failed.reject(new Error(`no answer in ${delivery.timeoutMs} ms`)),
  );
  let handedOver = false;
  const done = (): void => void (handedOver = true);
  try {
    await Promise.race([failed.promise, give(connection, server, mail.envelope, streamOf(mail.bytes, done))]);
    connection.quit();
  } catch (error) {
    connection.close();
    throw error instanceof SendFailure ? error : failureOf(error, handedOver);
  } finally {
    cancel();
  }
}

async function give(
  connection: SMTPConnection,
  { credentials }: MailServer,
  envelope: { from: string; to: string },
  message: Readable,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  if (credentials) {
    await new Promise<void>((resolve, reject) => {
      connection.login(credentials, (error) => (error ? reject(error) : resolve()));
    });
  }
  await new Promise<void>((resolve, reject) => {
    connection.send(envelope, message, (error) => (error ? reject(error) : resolve()));
  });
}

/** Read only once the server asks for the mail. When its end is asked for, the server may have had all of it. */
function streamOf(bytes: Buffer, onEnd: () => void): Readable {
  let isGiven = false;
  return new Readable({
    read() {
      if (isGiven) onEnd();
      this.push(isGiven ? null : bytes);
      isGiven = true;
    },
  });
}

const optionsOf = ({ host, port, secure, requireTLS }: MailServer) => ({ host, port, secure, requireTLS });

const timeouts = (timeoutMs: number) => ({
  dnsTimeout: timeoutMs,
  connectionTimeout: timeoutMs,
  greetingTimeout: timeoutMs,
  socketTimeout: timeoutMs,
});
