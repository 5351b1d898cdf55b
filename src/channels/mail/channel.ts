import type { Clock } from '../../core/clock.ts';
import type { Channel } from '../channel.ts';
import { sendMail } from './send.ts';
import { mailServerOf, type MailSettings } from './settings.ts';

/** Mail that goes out and never comes in, over SMTP. Throws when `url` names no mail server. */
export function createMailChannel({ settings, clock }: { settings: MailSettings; clock: Clock }): Channel {
  mailServerOf(settings);
  return {
    name: 'mail',
    limits: { maxTextChars: 100_000, maxActions: 0, maxActionTitleChars: 0 },
    routes: [],
    async send(delivery) {
      await sendMail(clock, settings, delivery);
      return {};
    },
  };
}
