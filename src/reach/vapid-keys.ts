import webPush from 'web-push';
import { StoreUnavailable, collection, type Store } from '../store/store.ts';

/** The pair with which push services know this installation (RFC 8292); base64url. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
}

export const vapidKeys = collection<VapidKeys, Record<string, never>>({ name: 'vapid_keys', indexes: [] });

/** The pair of this installation, made when there is none: another one would end every subscription. */
export async function openVapidKeys(store: Store): Promise<VapidKeys> {
  const kept = await store.get(vapidKeys, 'vapid');
  if (kept) return kept.body;
  const body = webPush.generateVAPIDKeys();
  const [outcome] = await store.write([{ op: 'insert', collection: vapidKeys, id: 'vapid', index: {}, body }]);
  if (outcome === 'done') return body;
  const others = await store.get(vapidKeys, 'vapid');
  if (!others) throw new StoreUnavailable('no answer while keeping the keys for pushes');
  return others.body;
}
