import { openDrawer } from '../shared/drawer.ts';

const prefix = 'wegwijs.draft.';

/** The unsent answer to a ticket, kept for this tab. */
export const draftOf = (ticket: string) => openDrawer<string>(() => sessionStorage, prefix + ticket);

/** Logging out leaves nothing behind on a shared desk. */
export function forgetDrafts(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix)) sessionStorage.removeItem(name);
}
