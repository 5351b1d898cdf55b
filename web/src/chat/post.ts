import { ask, type Answer } from '../shared/http.ts';
import type { Outgoing } from './outbox.ts';
import type { Session } from './session.ts';

const uploadTimeoutMs = 120_000;

/** Brings one message to the Direct Line endpoint. */
export function post(session: Session, { activity, file }: Outgoing): Promise<Answer<unknown>> {
  const base = `/v3/directline/conversations/${encodeURIComponent(session.conversationId)}`;
  const headers = { authorization: `Bearer ${session.token}` };
  if (!file) return ask(`${base}/activities`, { json: activity, headers });
  const form = new FormData();
  form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
  form.append('file', file, file.name);
  return ask(`${base}/upload?userId=user`, { form, headers, timeoutMs: uploadTimeoutMs });
}
