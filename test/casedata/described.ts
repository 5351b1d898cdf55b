import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

interface Operation {
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: object }> }>;
}

/** `docs/openapi.json`, as a system of a municipality reads it. */
export const described = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; responses: Record<string, Operation['responses'][string]> };
};

const operationOf = (method: string, path: string): Operation => {
  const operation = described.paths[path]?.[method];
  if (!operation) throw new Error(`${method} ${path} is not described`);
  return operation;
};

/** A schema of the document by itself, with those that it names. */
function schemaOf(schema: object): z.ZodType {
  const whole = { ...schema, $defs: described.components.schemas };
  return z.fromJSONSchema(JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/')) as never);
}

/** Whether the document allows this body of a request. */
export const mayAsk = (method: string, path: string, body: unknown): boolean =>
  schemaOf(operationOf(method, path).requestBody?.content['application/json']?.schema ?? {}).safeParse(body).success;

/** What is wrong with an answer, by the document: nothing, or why. */
export function faultOfAnswer(method: string, path: string, answer: { status: number; type: string; body: unknown }) {
  const named = operationOf(method, path).responses[String(answer.status)];
  if (!named) return `the status ${answer.status} is not described`;
  const response = named.$ref ? described.components.responses[named.$ref.split('/').at(-1) ?? ''] : named;
  if (!response?.content) return answer.body === undefined ? undefined : 'a body that is not described';
  const content = response.content[answer.type];
  if (!content) return `the type ${answer.type} is not described`;
  const parsed = schemaOf(content.schema).safeParse(answer.body);
  return parsed.success ? undefined : parsed.error.message;
}
