import type { AuditEntry } from '../core/audit.ts';
import type { Payment, Relief, Route } from '../core/case-data.ts';
import type { PersonId } from '../core/ids.ts';
import type { Appointment, Person } from '../core/person.ts';
import type { Collection, Document, IndexFields, IndexValue } from '../store/store.ts';
import { appointments, audit, codes, identities, payments, persons, pins, reliefs, routes } from './collections.ts';
import { pinIdOf } from './counters.ts';
import type { Parts } from './parts.ts';

/** Everything that is kept of a person besides conversations, as they may have it themselves. Times are ISO. */
export interface PersonRecord {
  /** Without what the case worker noted for their safety, and without who that is. */
  person?: Omit<Person, 'sharedPhone' | 'caseWorker'>;
  appointments: Appointment[];
  route?: Route;
  relief?: Relief;
  payments: Payment[];
  /** Phones and chats that a code tied to them. */
  links: { channel: string; since: string; isOwnDevice?: boolean }[];
  /** Link codes that were issued; never the code itself. */
  codes: { issuedAt: string; validUntil: string; usedAt?: string }[];
  hasPin: boolean;
  /** Who looked or changed something, oldest first; ids of staff are left out. */
  looks: { at: string; who: string; what: string; result: string }[];
}

const page = 500;
const iso = (ms: number): string => new Date(ms).toISOString();

/** Reads all of it; who asks for it must have been verified. Writes no audit entry: who shows it does. */
export async function recordOf(parts: Parts, person: PersonId): Promise<PersonRecord> {
  const { store } = parts;
  const [known, route, relief] = await Promise.all([
    store.get(persons, person),
    store.get(routes, person),
    store.get(reliefs, person),
  ]);
  const [ownAppointments, ownPayments, links, ownCodes, looks, pin] = await Promise.all([
    inOrder(parts, appointments, person, 'start'),
    inOrder(parts, payments, person, 'month'),
    store.find(identities, { where: { person }, limit: page }),
    store.find(codes, { where: { person }, limit: page }),
    inOrder(parts, audit, person, 'at'),
    store.get(pins, pinIdOf(parts, person)),
  ]);
  return {
    ...(known ? { person: withoutNotes(known.body) } : {}),
    appointments: ownAppointments.map(({ body: { municipality: _, ...appointment } }) => appointment),
    ...(route ? { route: route.body } : {}),
    ...(relief ? { relief: relief.body } : {}),
    payments: ownPayments.map(({ body }) => body),
    links: links.map(({ body: { channel, linkedAt, isOwnDevice } }) => ({
      channel,
      since: iso(linkedAt),
      ...(isOwnDevice === undefined ? {} : { isOwnDevice }),
    })),
    codes: ownCodes.map(({ body: { issuedAt, expiresAt, used } }) => ({
      issuedAt: iso(issuedAt),
      validUntil: iso(expiresAt),
      ...(used ? { usedAt: iso(used.at) } : {}),
    })),
    hasPin: pin !== undefined,
    looks: looks.map(({ body }) => lookOf(body)),
  };
}

const withoutNotes = ({
  sharedPhone: _shared,
  caseWorker: _worker,
  ...person
}: Person): PersonRecord['person'] & object => person;

const lookOf = ({ at, actor, action, result }: AuditEntry): PersonRecord['looks'][number] => ({
  at: iso(at),
  who: actor.role,
  what: action,
  result,
});

/** All documents of a person, by this index field after the person's. */
async function inOrder<Body, Index extends IndexFields>(
  { store }: Parts,
  collection: Collection<Body, Index>,
  person: PersonId,
  field: string,
): Promise<Document<Body, Index>[]> {
  const all = new Map<string, Document<Body, Index>>();
  for (let from: IndexValue | undefined; ;) {
    const range = from === undefined ? { field } : { field, from };
    const found = await store.find(collection, { where: { person }, range, limit: page });
    const fresh = found.filter(({ id }) => !all.has(id));
    for (const document of fresh) all.set(document.id, document);
    if (fresh.length === 0 || found.length < page) return [...all.values()];
    from = found.at(-1)?.index[field];
  }
}
