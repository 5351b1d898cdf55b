import { ask } from '../shared/http.ts';
import type { Session } from './session.ts';

/**
 * Has this browser told of news also when the page is closed. Call it from a tap: only then may a page ask. False when
 * the browser cannot, or the person does not want it.
 */
export async function havePushed({ token }: Session): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return false;
  try {
    if ((await Notification.requestPermission()) !== 'granted') return false;
    const key = await ask<{ publicKey: string }>('/api/chat/push');
    if (key.kind !== 'ok') return false;
    await navigator.serviceWorker.register('/push-worker.js');
    const { pushManager } = await navigator.serviceWorker.ready;
    // A subscription that was made with other keys cannot be written to.
    await (await pushManager.getSubscription())?.unsubscribe();
    const applicationServerKey = bytesOf(key.body.publicKey);
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
    const { endpoint, keys } = subscription.toJSON();
    const headers = { authorization: `Bearer ${token}` };
    const kept = await ask('/api/chat/push', { json: { endpoint, keys }, headers });
    return kept.kind === 'ok';
  } catch {
    return false;
  }
}

/** Safari takes the key as bytes only. */
function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
