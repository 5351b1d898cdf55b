import { conversations } from '../../src/conversations/documents.ts';
import type { ConversationState } from '../../src/turn/state.ts';
import type { TurnWorld } from './world.ts';

/** What the tests of a turn say, and what it means. */
export const meanings = {
  'wanneer is mijn afspraak': ['appointments.next'],
  'when is my appointment please': ['appointments.next', 0.95, 'en'],
  'ik kan niet komen': ['appointments.absent'],
  'ik wil een mens': ['support.human'],
  hoi: ['general.greet'],
  misschien: ['appointments.cancel', 0.3],
  'zeg nog eens': ['general.repeat'],
  'mag ik een tolk': ['appointments.interpreter'],
  escalate: ['volunteer.escalate', 0.95],
  ach: ['support.human', 0.3],
  au: ['support.emergency', 0.5],
} as const;

/** What a conversation remembers after the last turn. */
export const stateOf = async (world: TurnWorld, conversation = 'c_web.wegstad.test'): Promise<ConversationState> =>
  (await world.store.get(conversations, conversation))?.body.state as ConversationState;
