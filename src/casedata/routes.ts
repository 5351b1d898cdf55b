import { z } from 'zod';
import type { Look } from '../core/audit.ts';
import { caseKinds, type CaseKind } from '../core/case-data.ts';
import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/errors.ts';
import type { HttpRequest, HttpResponse, Route } from '../core/http.ts';
import type { Ids } from '../core/ids.ts';
import type { Municipality } from '../core/municipality.ts';
import { addressKey, createRateLimit } from '../core/rate-limit.ts';
import { dutchDay } from './amsterdam-time.ts';
import type { CheckContext } from './check-row.ts';
import { checkRows, type BadRow, type GivenRow } from './check-rows.ts';
import { checkKey, createKeyReader, type CaseDataKey } from './keys.ts';
import type { CaseDeliveries } from './parts.ts';
import { reasons } from './reasons.ts';

export interface CaseDataParts {
  keys: readonly CaseDataKey[];
  municipalities: ReadonlyMap<string, Municipality>;
  deliveries: CaseDeliveries;
  clientAddress(request: HttpRequest): string;
  ids: Ids;
  clock: Clock;
  limits?: Partial<CaseDataLimits>;
}

export interface CaseDataLimits {
  /** Requests of one municipality. */
  requestsPerMinute: number;
  /** Requests without a right key, of one address. */
  refusalsPerMinute: number;
}

export const batchPath = '/api/casedata/:municipality/:kind';
export const mostRows = 1_000;
const maxBytes = 64 * 1024;
const maxBatchBytes = 4 * 1024 * 1024;

/** How many faults an answer names; more is one mistake many times. */
const mostFaults = 100;

export const batchSchema = z.strictObject({
  rows: z.array(z.looseObject({ id: z.string('not_an_id') }, 'wrong_type'), 'wrong_type').max(mostRows, 'too_many'),
});

/** `PUT` and `DELETE` of what a municipality's systems know, idempotent by the source's own id. All rows or none. */
export function createCaseDataRoutes(parts: CaseDataParts): Route[] {
  const door = createDoor(parts);
  return [
    {
      method: 'put',
      path: `${batchPath}/*`,
      body: 'json',
      maxBytes,
      errors: 'problem+json',
      async handle(request, response) {
        const { kind, context, look } = await door(request);
        const row = { number: 0, sourceId: sourceIdOf(request), input: request.body as unknown };
        const [result] = await deliver(parts, kind, [row], context, look);
        answer(response, result === 'created' ? 201 : 200, { kind, id: row.sourceId, result });
      },
    },
    {
      method: 'put',
      path: batchPath,
      body: 'json',
      maxBytes: maxBatchBytes,
      errors: 'problem+json',
      async handle(request, response) {
        const { kind, context, look } = await door(request);
        const rows = batchOf(request.body);
        const results = await deliver(parts, kind, rows, context, look);
        const count = (asked: string): number => results.filter((result) => result === asked).length;
        const written = count('created') + count('changed');
        answer(response, 200, {
          kind,
          rows: rows.length,
          written,
          unchanged: count('unchanged'),
          leftOut: count('left_out'),
        });
      },
    },
    {
      method: 'del',
      path: `${batchPath}/*`,
      errors: 'problem+json',
      async handle(request, response) {
        const { kind, look } = await door(request);
        if (kind === 'persons')
          throw new Problem('method_not_allowed', 'A person is erased, not withdrawn: see docs/privacy.md.');
        await parts.deliveries.withdraw(kind, sourceIdOf(request), look);
        response.setHeader('cache-control', 'no-store');
        response.send(204);
      },
    },
  ];
}

interface Entered {
  kind: CaseKind;
  context: CheckContext;
  look: Look;
}

/** Who may come in, and to what. */
function createDoor({ keys, municipalities, clientAddress, ids, clock, limits }: CaseDataParts) {
  const holderOf = createKeyReader(keys);
  const requests = createRateLimit(limits?.requestsPerMinute ?? 600);
  const refusals = createRateLimit(limits?.refusalsPerMinute ?? 30);

  return async (request: HttpRequest): Promise<Entered> => {
    const { municipality: id = '', kind: asked } = request.params as Record<string, string | undefined>;
    const holder = holderOf(request);
    if (holder !== id) await refusals(addressKey(clientAddress(request)));
    checkKey(holder, id);
    await requests(id);
    const municipality = municipalities.get(id);
    const kind = caseKinds.find((one) => one === asked);
    if (!municipality || !kind) throw new Problem('not_found');
    const now = clock.now();
    return {
      kind,
      context: { municipality, asOf: dutchDay(now), now },
      look: { municipality: id, actor: { role: 'system' }, origin: 'casedata', request: ids.random() },
    };
  };
}

async function deliver(
  { deliveries }: CaseDataParts,
  kind: CaseKind,
  given: readonly GivenRow[],
  context: CheckContext,
  look: Look,
) {
  const { rows, bad } = await checkRows(kind, given, context, deliveries);
  if (bad.length > 0) throw refusal(given, bad);
  return deliveries.deliver(kind, rows, look);
}

/** Names every field and why, never a value. */
function refusal(given: readonly GivenRow[], bad: readonly BadRow[]): Problem {
  const isBatch = given.length > 0 && given[0]?.number !== 0;
  const errors = bad.flatMap(({ number, faults }) =>
    faults.map(({ field, reason }) => ({
      ...(isBatch ? { row: number } : {}),
      field,
      reason,
      detail: `${field || 'The row'} ${reasons[reason].en}.`,
    })),
  );
  return new Problem('bad_request', 'Nothing was written: see errors.', {
    details: { errors: errors.slice(0, mostFaults) },
  });
}

function batchOf(body: unknown): GivenRow[] {
  const parsed = batchSchema.safeParse(body);
  if (!parsed.success) {
    const errors = parsed.error.issues.slice(0, mostFaults).map(({ path, message }) => ({
      field: path.join('.'),
      reason: message in reasons ? message : 'unknown_field',
      detail: `The body must be {"rows": [{"id": …}, …]}, with at most ${mostRows} rows.`,
    }));
    throw new Problem('bad_request', 'Nothing was written: see errors.', { details: { errors } });
  }
  return parsed.data.rows.map(({ id, ...input }, at) => ({ number: at + 1, sourceId: id, input }));
}

/** Behind the kind in the address: whatever the source calls it. */
function sourceIdOf(request: HttpRequest): string {
  const { pathname } = new URL(request.url ?? '', 'http://host');
  try {
    return decodeURIComponent(pathname.split('/').slice(5).join('/'));
  } catch (cause) {
    throw new Problem('bad_request', 'The address cannot be read.', { cause });
  }
}

function answer(response: HttpResponse, status: number, body: object): void {
  response.setHeader('cache-control', 'no-store');
  response.send(status, body);
}
