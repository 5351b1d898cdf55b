import type { Look } from '../core/audit.ts';
import type { CaseKind, DeliveredRow } from '../core/case-data.ts';
import { Problem } from '../core/errors.ts';
import type { MunicipalityId } from '../core/ids.ts';
import { StoreUnavailable, type Document, type WriteOp } from '../store/store.ts';
import { auditRow, writeAudit } from './audit.ts';
import { persons, type UnfinishedImport } from './collections.ts';
import { bodyOf, canonical, documentIdOf, keepings, personIdOf } from './delivered-documents.ts';
import { erasedAmong } from './erased.ts';
import type { Parts } from './parts.ts';
import { beginImport, endImport, unfinishedImports } from './unfinished-imports.ts';

/** What became of each row that was delivered; `left_out`: that person had everything erased here. */
export type DeliveredResult = 'created' | 'changed' | 'unchanged' | 'left_out';

/**
 * What a municipality's systems write. Every member throws `StoreUnavailable` when the store gave no answer; the same
 * delivery again finishes it and changes nothing that stands.
 */
export interface Deliveries {
  /** Those of these people, as their own system calls them, who are not of this municipality and never were. */
  strangers(municipality: MunicipalityId, people: Iterable<string>): Promise<Set<string>>;
  /** Writes valid rows of people who are here; each row is whole, in order. */
  deliver(kind: CaseKind, rows: readonly DeliveredRow[], look: Look): Promise<DeliveredResult[]>;
  /** Removes what its source no longer has. Whether it was there. For what each person has one of, `sourceId` is theirs. */
  withdraw(kind: Exclude<CaseKind, 'persons'>, sourceId: string, look: Look): Promise<boolean>;
  /** Says that an import begins; `endImport` that all of it is written. */
  beginImport(id: string, about: Omit<UnfinishedImport, 'startedAt'>): Promise<void>;
  endImport(id: string): Promise<void>;
  /** Imports that were cut off, or that run at this moment. */
  unfinished(municipality: MunicipalityId): Promise<UnfinishedImport[]>;
}

/** So many reads wait for the store at a time. */
const readsAtOnce = 50;
/** So many rows are one write: it holds up others for some milliseconds. */
const rowsAtOnce = 500;
/** How often a row is tried again that somebody else changed in between. */
const mostTries = 20;

export const createDeliveries = (parts: Parts): Deliveries => ({
  strangers: (municipality, people) => strangersAmong(parts, municipality, people),
  async deliver(kind, rows, look) {
    const results: DeliveredResult[] = [];
    for (let from = 0; from < rows.length; from += rowsAtOnce)
      results.push(...(await deliverSome(parts, kind, rows.slice(from, from + rowsAtOnce), look)));
    return results;
  },
  withdraw: (kind, sourceId, look) => withdraw(parts, kind, sourceId, look),
  beginImport: (id, about) => beginImport(parts, id, about),
  endImport: (id) => endImport(parts, id),
  unfinished: (municipality) => unfinishedImports(parts, municipality),
});

async function strangersAmong(
  parts: Parts,
  municipality: MunicipalityId,
  people: Iterable<string>,
): Promise<Set<string>> {
  const asked = [...new Set(people)];
  const found = await inParts(asked, async (person) => {
    const id = personIdOf(parts, municipality, person);
    if ((await parts.store.get(persons, id))?.body.municipality === municipality) return true;
    return (await erasedAmong(parts, municipality, [id])).has(id);
  });
  return new Set(asked.filter((_, at) => !found[at]));
}

/** Rows whose document somebody else changed in between are read and tried again. */
async function deliverSome(
  parts: Parts,
  kind: CaseKind,
  rows: readonly DeliveredRow[],
  look: Look,
): Promise<DeliveredResult[]> {
  const { municipality } = look;
  const idOf = (row: DeliveredRow): string => personIdOf(parts, municipality, row.person);
  const erased = await erasedAmong(parts, municipality, rows.map(idOf));
  const results = new Map<DeliveredRow, DeliveredResult>();
  let left = rows.filter((row) => !erased.has(idOf(row)));
  for (let tries = 0; left.length > 0; tries++) {
    if (tries === mostTries) throw new StoreUnavailable(`others keep changing ${kind}`);
    const planned = await inParts(left, (row) => plan(parts, kind, row, look));
    const outcomes = await parts.store.write(planned.flatMap(({ ops }) => ops));
    if (outcomes.includes('unknown')) throw new StoreUnavailable(`no answer while writing ${kind}`);
    let at = 0;
    left = planned.flatMap(({ row, result, ops }) => {
      const outcome = ops.length > 0 ? outcomes[at] : 'done';
      at += ops.length;
      if (outcome !== 'done') return [row];
      results.set(row, result);
      return [];
    });
  }
  return rows.map((row) => results.get(row) ?? 'left_out');
}

interface Planned {
  row: DeliveredRow;
  result: DeliveredResult;
  /** The document first, then who was told of it. */
  ops: WriteOp[];
}

async function plan(parts: Parts, kind: CaseKind, row: DeliveredRow, look: Look): Promise<Planned> {
  const { municipality } = look;
  const { collection, indexOf, isMerged } = keepings[kind];
  const id = documentIdOf(parts, municipality, kind, row);
  const before: Document | undefined = await parts.store.get(collection, id);
  if (before && (before.body as { municipality: string }).municipality !== municipality) throw new Problem('forbidden');
  const body = bodyOf(parts, municipality, kind, row, isMerged ? (before?.body as object | undefined) : undefined);
  if (before && canonical(before.body) === canonical(body)) return { row, result: 'unchanged', ops: [] };
  const written = { collection, id, index: indexOf(body as never), body };
  const result = before ? 'changed' : 'created';
  const person = personIdOf(parts, municipality, row.person);
  return {
    row,
    result,
    ops: [
      before ? { op: 'replace', version: before.version, ...written } : { op: 'insert', ...written },
      auditRow(parts, look, { action: `${kind}.delivered`, object: person, person, result: 'ok' }),
    ],
  };
}

async function withdraw(
  parts: Parts,
  kind: Exclude<CaseKind, 'persons'>,
  sourceId: string,
  look: Look,
): Promise<boolean> {
  const { collection } = keepings[kind];
  const id = documentIdOf(parts, look.municipality, kind, { sourceId, person: sourceId });
  const before = await parts.store.get(collection, id);
  const body = before?.body as { municipality: string; person: string } | undefined;
  if (body?.municipality !== look.municipality) return false;
  const [outcome] = await parts.store.write([{ op: 'remove', collection, id }]);
  if (outcome !== 'done') throw new StoreUnavailable(`no answer while removing from ${collection.name}`);
  await writeAudit(parts, look, { action: `${kind}.withdrawn`, object: id, person: body.person, result: 'ok' });
  return true;
}

async function inParts<From, To>(all: readonly From[], ask: (one: From) => Promise<To>): Promise<To[]> {
  const answers: To[] = [];
  for (let from = 0; from < all.length; from += readsAtOnce)
    answers.push(...(await Promise.all(all.slice(from, from + readsAtOnce).map(ask))));
  return answers;
}
