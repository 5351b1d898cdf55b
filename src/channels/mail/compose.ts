import MailComposer from 'nodemailer/lib/mail-composer';
import { SendFailure } from '../../core/errors.ts';
import type { Delivery } from '../channel.ts';
import { addressIn, type MailSettings } from './settings.ts';

/** A mail as it goes over the wire. */
export interface Mail {
  envelope: { from: string; to: string };
  bytes: Buffer;
}

/**
 * The activity as a mail: to `recipient`, with the subject in `channelData.subject`. Its Message-ID is that of the entry,
 * the same on every attempt, so that a double is seen to be one. Throws `SendFailure` when it cannot be a mail.
 */
export async function composeMail({ id, op, activity }: Delivery, { from }: MailSettings): Promise<Mail> {
  if (op !== 'send') throw new SendFailure('refused', `a mail cannot be followed by ${op}`);
  const { recipient, text } = activity;
  const { subject } = (activity.channelData ?? {}) as { subject?: string };
  if (!recipient?.id || !text || !subject)
    throw new SendFailure('refused', 'a mail needs a recipient, subject and text');
  const sender = addressIn(from);
  const message = new MailComposer({
    from,
    to: { name: recipient.name, address: recipient.id },
    subject,
    text,
    messageId: `<${id}@${sender.split('@')[1] ?? 'localhost'}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    priority: activity.importance === 'high' ? 'high' : 'normal',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { envelope: { from: sender, to: recipient.id }, bytes: await message.compile().build() };
}
