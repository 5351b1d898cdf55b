import { createPushChannel, isPushService, type Channel, type PagePush } from '../channels/registry.ts';
import type { Conversations } from '../conversations/mailbox.ts';
import type { Ids } from '../core/ids.ts';
import { pushOf } from '../core/reach.ts';
import { openVapidKeys } from '../reach/vapid-keys.ts';
import type { Store } from '../store/store.ts';

export interface PushParts {
  store: Store;
  mailbox: Pick<Conversations, 'tell'>;
  ids: Ids;
  publicUrl: string;
  /** An address of whoever runs this, for push services. */
  email?: string;
  /** Origins of push services besides those of the known browsers. */
  services?: readonly string[];
}

/** Pushes to browsers: what the page is given, and the channel that sends them. */
export async function openPush(parts: PushParts): Promise<{ page: PagePush; channel: Channel }> {
  const { store, mailbox, ids, publicUrl, email, services = [] } = parts;
  const keys = await openVapidKeys(store);
  const subject = publicUrl.startsWith('https:') ? publicUrl : `mailto:${email ?? 'wegwijs@localhost.invalid'}`;
  return {
    channel: createPushChannel({ keys, subject, services }),
    page: {
      publicKey: keys.publicKey,
      isService: (endpoint) => isPushService(endpoint, services),
      async subscribe(conversation, municipality, subscription) {
        await mailbox.tell({
          id: ids.of('push', conversation, JSON.stringify(subscription)),
          actor: pushOf(conversation),
          municipality,
          name: 'push.subscribed',
          value: subscription,
        });
      },
    },
  };
}
