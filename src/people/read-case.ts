import type { Look } from '../core/audit.ts';
import type { Payment, Relief, Route } from '../core/case-data.ts';
import type { Person } from '../core/person.ts';
import type { Collection, IndexFields } from '../store/store.ts';
import { writeAudit } from './audit.ts';
import { monthNumber, payments, reliefs, routes } from './collections.ts';
import type { Parts } from './parts.ts';

/** More than three years of every kind of payment. */
const mostPayments = 300;

export const routeOf = (parts: Parts, person: Person, look: Look): Promise<Route | undefined> =>
  ownDocument(parts, routes, person, look);

export const reliefOf = (parts: Parts, person: Person, look: Look): Promise<Relief | undefined> =>
  ownDocument(parts, reliefs, person, look);

/** Newest month first; of this month (as 2026-11) or later. */
export async function paymentsOf(parts: Parts, person: Person, fromMonth: string, look: Look): Promise<Payment[]> {
  if (!(await mayLook(parts, 'payments.seen', person, look))) return [];
  const where = { person: person.id };
  const range = { field: 'month', from: monthNumber(fromMonth) } as const;
  const found = await parts.store.find(payments, { where, range, limit: mostPayments });
  return found.map(({ body }) => body).sort((one, other) => other.month.localeCompare(one.month));
}

async function ownDocument<Body, Index extends IndexFields>(
  parts: Parts,
  collection: Collection<Body, Index>,
  person: Person,
  look: Look,
): Promise<Body | undefined> {
  if (!(await mayLook(parts, `${collection.name}.seen`, person, look))) return undefined;
  return (await parts.store.get(collection, person.id))?.body;
}

/** Only from the municipality that the person belongs to; every look is written down, also a refused one. */
async function mayLook(parts: Parts, action: string, person: Person, look: Look): Promise<boolean> {
  const isHere = person.municipality === look.municipality;
  const result = isHere ? 'ok' : 'refused';
  await writeAudit(parts, look, { action, object: person.id, person: person.id, result });
  return isHere;
}
