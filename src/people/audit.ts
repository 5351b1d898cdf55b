import type { AuditEntry, Look } from '../core/audit.ts';
import type { MunicipalityId, PersonId } from '../core/ids.ts';
import type { WriteOp } from '../store/store.ts';
import { audit, indexAudit } from './collections.ts';
import type { Parts } from './parts.ts';
import { insertOnce } from './put.ts';

export type Deed = Pick<AuditEntry, 'action' | 'object' | 'person' | 'result'>;

type Writing = Pick<Parts, 'store' | 'ids' | 'clock'>;

/** Writes down what was done or seen. Once for a request: the same action on the same object leaves one entry. */
export async function writeAudit(parts: Writing, look: Look, deed: Deed): Promise<void> {
  const { id, body, index } = entryOf(parts, look, deed);
  await insertOnce(parts.store, audit, id, { body, index });
}

/** As `writeAudit`, to go along with what it is about; `duplicate` is well. */
export const auditRow = (parts: Pick<Writing, 'ids' | 'clock'>, look: Look, deed: Deed): WriteOp => ({
  op: 'insert',
  collection: audit,
  ...entryOf(parts, look, deed),
});

function entryOf(parts: Pick<Writing, 'ids' | 'clock'>, look: Look, deed: Deed) {
  const { municipality, actor, origin, request, from } = look;
  const body: AuditEntry = { ...deed, municipality, actor, origin, ...(from ? { from } : {}), at: parts.clock.now() };
  const id = parts.ids.of('audit', municipality, deed.action, deed.object ?? deed.person ?? '', origin, request);
  return { id, body, index: indexAudit(body) };
}

/** Who looked at or changed what is this person's, newest first. */
export async function auditOf(
  parts: Parts,
  person: PersonId,
  municipality: MunicipalityId,
  limit: number,
): Promise<AuditEntry[]> {
  const order = { field: 'at', direction: 'descending' } as const;
  const found = await parts.store.find(audit, { where: { person }, order, limit });
  return found.map(({ body }) => body).filter((entry) => entry.municipality === municipality);
}
