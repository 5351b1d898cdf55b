import type { Channel } from '../channel.ts';
import { sendPush, type PushSettings } from './send.ts';

/** Pushes that go out to browsers and never come in (RFC 8030, 8188, 8291, 8292). */
export const createPushChannel = (settings: PushSettings): Channel => ({
  name: 'push',
  limits: { maxTextChars: 1_000, maxActions: 0, maxActionTitleChars: 0 },
  routes: [],
  async send(delivery) {
    await sendPush(settings, delivery);
    return {};
  },
});
