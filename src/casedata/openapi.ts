import { z } from 'zod';
import { caseKinds, type CaseKind } from '../core/case-data.ts';
import { reasons } from './reasons.ts';
import { mostRows } from './routes.ts';
import { onePerPerson, schemas } from './schemas.ts';

type Json = Record<string, unknown>;

const about: Readonly<Record<CaseKind, string>> = {
  persons: 'People that a municipality guides. Deliver them first: all else names one.',
  appointments: 'Appointments of a person, as the calendar has them.',
  routes: 'The route of a person and how far they are. A person has one.',
  payments: 'Payments that the municipality makes for a person in a month.',
  reliefs: 'From when to when the municipality pays the fixed costs (ontzorgen). A person has one.',
};

/** The names of the schemas in the document. */
const nameOf: Readonly<Record<CaseKind, string>> = {
  persons: 'Person',
  appointments: 'Appointment',
  routes: 'Route',
  payments: 'Payment',
  reliefs: 'Relief',
};

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ 'application/json': { schema } });

/** The description of `/api/casedata` in OpenAPI 3.1, from the schemas that check what comes in. */
export function openApi(): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Wegwijs: case data',
      version: '1.0.0',
      summary: "What a municipality's systems know of people, so that Wegwijs can answer them.",
      description:
        'Idempotent by the id of the source: the same again changes nothing. All rows of a request are written, or none. ' +
        'BSN, V-number, IBAN, DigiD and data about health are refused, by the name of a field and by its content.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }],
    paths: Object.fromEntries(caseKinds.flatMap((kind) => [onePath(kind), batchPathOf(kind)])),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'The key of the municipality (`CASEDATA_API_KEYS`).' },
      },
      parameters: {
        municipality: {
          name: 'municipality',
          in: 'path',
          required: true,
          description: 'The name of its file, as `wegstad`.',
          schema: { type: 'string' },
        },
        sourceId: {
          name: 'sourceId',
          in: 'path',
          required: true,
          description: 'What the source calls it; percent-encoded where needed. Never a BSN.',
          schema: { type: 'string', minLength: 1, maxLength: 128 },
        },
      },
      responses: Object.fromEntries(
        Object.entries(refusals).map(([name, description]) => [name, problem(description)]),
      ),
      schemas: {
        ...Object.fromEntries(caseKinds.flatMap((kind) => Object.entries(schemasOf(kind)))),
        Written: {
          type: 'object',
          required: ['kind', 'id', 'result'],
          properties: {
            kind: { enum: [...caseKinds] },
            id: { type: 'string' },
            result: {
              enum: ['created', 'changed', 'unchanged', 'left_out'],
              description: 'left_out: this person had everything erased here.',
            },
          },
          additionalProperties: false,
        },
        BatchWritten: {
          type: 'object',
          required: ['kind', 'rows', 'written', 'unchanged', 'leftOut'],
          properties: {
            kind: { enum: [...caseKinds] },
            ...Object.fromEntries(
              ['rows', 'written', 'unchanged', 'leftOut'].map((name) => [name, { type: 'integer', minimum: 0 }]),
            ),
          },
          additionalProperties: false,
        },
        Problem: problemSchema,
      },
    },
  };
}

function schemasOf(kind: CaseKind): Json {
  const { $schema: _, ...one } = z.toJSONSchema(schemas[kind], { io: 'input' }) as Json & { $schema: string };
  const row = {
    ...one,
    properties: { id: { type: 'string', minLength: 1, maxLength: 128 }, ...(one['properties'] as Json) },
    required: ['id', ...((one['required'] as string[] | undefined) ?? [])],
  };
  const rows = { type: 'array', maxItems: mostRows, items: ref(`${nameOf[kind]}Row`) };
  return {
    [nameOf[kind]]: { description: about[kind], ...one },
    [`${nameOf[kind]}Row`]: row,
    [`${nameOf[kind]}Batch`]: { type: 'object', required: ['rows'], properties: { rows }, additionalProperties: false },
  };
}

const parameters = (...names: string[]): Json[] => names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
const answers = (...names: (keyof typeof refusals)[]): Json =>
  Object.fromEntries(names.map((name) => [statusOf[name], { $ref: `#/components/responses/${name}` }]));

function onePath(kind: CaseKind): [string, Json] {
  const name = nameOf[kind];
  const isPersonal = onePerPerson.has(kind);
  const written = (description: string): Json => ({ description, content: json(ref('Written')) });
  const put = {
    operationId: `put${name}`,
    summary: about[kind],
    ...(isPersonal ? { description: 'The id is what the source calls the person.' } : {}),
    requestBody: { required: true, content: json(ref(name)) },
    responses: {
      200: written('It was there: changed, or unchanged.'),
      201: written('It is new.'),
      ...answers(
        'Invalid',
        'Unauthorized',
        'Forbidden',
        'NotFound',
        'TooLarge',
        'UnsupportedType',
        'TooMany',
        'Unavailable',
      ),
    },
  };
  const remove = {
    operationId: `delete${name}`,
    summary: 'It no longer exists in the source. An appointment that is off is better delivered as cancelled.',
    responses: {
      204: { description: 'It is not there (any more).' },
      ...answers('Unauthorized', 'Forbidden', 'NotFound', 'TooMany', 'Unavailable'),
    },
  };
  return [
    `/api/casedata/{municipality}/${kind}/{sourceId}`,
    { parameters: parameters('municipality', 'sourceId'), put, ...(kind === 'persons' ? {} : { delete: remove }) },
  ];
}

function batchPathOf(kind: CaseKind): [string, Json] {
  const put = {
    operationId: `put${nameOf[kind]}Batch`,
    summary: `At most ${mostRows} rows: all are written, or none. What is not named stays as it is.`,
    requestBody: { required: true, content: json(ref(`${nameOf[kind]}Batch`)) },
    responses: {
      200: { description: 'All rows stand.', content: json(ref('BatchWritten')) },
      ...answers(
        'Invalid',
        'Unauthorized',
        'Forbidden',
        'NotFound',
        'TooLarge',
        'UnsupportedType',
        'TooMany',
        'Unavailable',
      ),
    },
  };
  return [`/api/casedata/{municipality}/${kind}`, { parameters: parameters('municipality'), put }];
}

const refusals = {
  Invalid: 'Something is not as it must be; `errors` names every field and why. Nothing was written.',
  Unauthorized: 'There is no key, or nobody has it.',
  Forbidden: 'It is the key of another municipality.',
  NotFound: 'There is no such kind, or the API is off.',
  TooLarge: 'The body is too large: 64 KiB, a batch 4 MiB.',
  UnsupportedType: 'The body is not application/json.',
  TooMany: 'Too many requests: `Retry-After` says for how many seconds.',
  Unavailable: 'The store gave no answer. The same request again is safe.',
};
const statusOf: Readonly<Record<keyof typeof refusals, number>> = {
  Invalid: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  TooLarge: 413,
  UnsupportedType: 415,
  TooMany: 429,
  Unavailable: 503,
};

const problem = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457. Never a value of what was sent.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { const: 'about:blank' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'reason', 'detail'],
        properties: {
          row: { type: 'integer', minimum: 1, description: 'Which of the batch, from 1.' },
          field: { type: 'string', description: 'Its path, as hours.nt2.done.' },
          reason: { enum: Object.keys(reasons) },
          detail: { type: 'string' },
        },
        additionalProperties: false,
      },
    },
  },
};
