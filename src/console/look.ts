import type { Look } from '../core/audit.ts';
import type { Staff } from './session.ts';

/** Who looks, for the audit. `request` names the look: repeated, it leaves one entry. */
export const lookOf = ({ member, municipality, session, address }: Staff, request: string): Look => ({
  municipality: municipality.id,
  actor: { role: member.role, id: member.id },
  origin: 'console',
  request,
  from: { session, ...(address ? { address } : {}) },
});
