import { createDrafts } from '../../src/console/drafts.ts';
import type { ConsoleParts } from '../../src/console/parts.ts';
import { createPresence } from '../../src/console/presence.ts';
import { headlineOf } from '../../src/handoff/headline.ts';
import { createStaffCalendars } from '../../src/people/staff-calendar.ts';
import type { TurnWorld } from '../turn/world.ts';

/** What the console is built from, on a house in this process. */
export function consoleParts(
  world: TurnWorld,
  more: Pick<ConsoleParts, 'sessions' | 'municipalities' | 'publicUrl'> & Partial<ConsoleParts>,
): ConsoleParts {
  const { store, ids, clock, desk, people, mailbox, texts } = world;
  return {
    ...{ desk, people, ids, clock, texts },
    drafts: createDrafts(store),
    presence: createPresence({ store, clock, isAlone: true }),
    calendars: createStaffCalendars({ store, ids, clock }),
    log: (conversation, afterSeq, limit) => mailbox.log(conversation, afterSeq, limit),
    delivery: () => Promise.resolve(undefined),
    follow: (actor, listener) => mailbox.follow(actor, listener),
    headline: (headline) => headlineOf(headline, texts),
    development: true,
    ...more,
  };
}
