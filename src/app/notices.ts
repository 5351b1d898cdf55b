import type { ConsoleNotices } from '../console/notify-routes.ts';
import type { Conversations } from '../conversations/mailbox.ts';
import type { Ids } from '../core/ids.ts';
import { noticeOf, noticesByDefault } from '../core/notice.ts';
import { notices, type Notice } from '../reach/notice.ts';
import type { Store } from '../store/store.ts';

/** What a member of staff chose stands in the state of the actor that writes to them. */
export const createNotices = (parts: {
  store: Store;
  mailbox: Pick<Conversations, 'tell' | 'change'>;
  ids: Ids;
  isMailOn: boolean;
}): ConsoleNotices => ({
  isMailOn: parts.isMailOn,
  async of(municipality, staff) {
    const document = await parts.store.get(notices, noticeOf(municipality, staff));
    return document?.body.state.settings ?? noticesByDefault;
  },
  async set(municipality, staff, settings) {
    const actor = noticeOf(municipality, staff);
    const id = parts.ids.random();
    const changed = await parts.mailbox.change<Notice>(actor, id, (state) => ({ state: { ...state, settings } }));
    if (!changed) await parts.mailbox.tell({ id, actor, municipality, name: 'notice.set', value: settings });
  },
});
