import type { Municipality } from './municipality.ts';
import type { ActorId, ConversationId } from './ids.ts';
import { isOfficeOpen, isOpen } from './office-hours.ts';

/** What a conversation tells its alert: that there may be danger. Nothing of what was said, nor of which kind. */
export interface DangerNoticed {
  /** ms. */
  at: number;
  channel: string;
}

/** The actor beside a conversation that tells the crisis contact. */
export const alertOf = (conversation: ConversationId): ActorId => `a_${conversation.slice(2)}`;
export const conversationOf = (alert: ActorId): ConversationId => `c_${alert.slice(2)}`;

/** Whether a message to the municipality's crisis contact finds somebody at work now. */
export function isCrisisContactThere(municipality: Municipality, nowMs: number): boolean {
  const { crisisContact } = municipality;
  if (!crisisContact?.email) return false;
  if (crisisContact.hours === 'always') return true;
  return crisisContact.hours ? isOpen(crisisContact.hours, nowMs) : isOfficeOpen(municipality, nowMs);
}
