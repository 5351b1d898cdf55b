import type { CaseKind, DeliveredRow } from '../core/case-data.ts';
import type { MunicipalityId, PersonId } from '../core/ids.ts';
import type { Collection, IndexFields } from '../store/store.ts';
import {
  appointments,
  indexAppointment,
  indexPayment,
  indexPerson,
  indexRelief,
  indexRoute,
  payments,
  persons,
  reliefs,
  routes,
} from './collections.ts';
import type { Parts } from './parts.ts';

/** Where one kind of delivered thing is kept, and under which id. */
export interface Keeping {
  collection: Collection;
  /** One for each person: its id is the person's. */
  isOnePerPerson: boolean;
  /** What is not named in a delivery stays: others than the source write it too. */
  isMerged: boolean;
  indexOf(body: never): IndexFields;
}

export const keepings: Readonly<Record<CaseKind, Keeping>> = {
  persons: { collection: persons, isOnePerPerson: true, isMerged: true, indexOf: indexPerson },
  appointments: { collection: appointments, isOnePerPerson: false, isMerged: false, indexOf: indexAppointment },
  routes: { collection: routes, isOnePerPerson: true, isMerged: false, indexOf: indexRoute },
  payments: { collection: payments, isOnePerPerson: false, isMerged: false, indexOf: indexPayment },
  reliefs: { collection: reliefs, isOnePerPerson: true, isMerged: false, indexOf: indexRelief },
};

const demoId = /^demo-[a-z]+$/;

/** A person's id, from what the municipality's system calls them. Invented people are called by their own id. */
export const personIdOf = ({ ids }: Pick<Parts, 'ids'>, municipality: MunicipalityId, person: string): PersonId =>
  demoId.test(person) ? person : ids.of('casedata', municipality, 'persons', person);

/** The id of what was delivered under this name: the same name is the same document. */
export function documentIdOf(
  parts: Parts,
  municipality: MunicipalityId,
  kind: CaseKind,
  { sourceId, person }: Pick<DeliveredRow, 'sourceId' | 'person'>,
): string {
  if (keepings[kind].isOnePerPerson) return personIdOf(parts, municipality, person);
  return parts.ids.of('casedata', municipality, kind, sourceId);
}

/** What is kept of a row; `before` is what was kept until now. */
export function bodyOf(
  parts: Parts,
  municipality: MunicipalityId,
  kind: CaseKind,
  row: DeliveredRow,
  before: object | undefined,
): Record<string, unknown> {
  const id = documentIdOf(parts, municipality, kind, row);
  if (kind !== 'persons')
    return { ...row.fields, id, person: personIdOf(parts, municipality, row.person), municipality };
  const isRecord = 'law' in row.fields || 'group' in row.fields;
  return { ...before, ...row.fields, id, municipality, ...(isRecord ? { basis: 'record' } : {}) };
}

/** As text, the same for the same content: what is absent and what is undefined are the same, in any order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
