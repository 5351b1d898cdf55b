import type { z } from 'zod';
import { Problem } from '../core/errors.ts';
import type { HttpRequest, HttpResponse } from '../core/http.ts';

/** The body as the schema has it; throws `bad_request` with the fields that are wrong. */
export function bodyOf<T>(schema: z.ZodType<T>, request: HttpRequest): T {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new Problem('bad_request', `The request is not as it should be: ${fields.join('; ')}.`);
}

export const pathPart = (request: HttpRequest, name: string): string =>
  (request.params as Record<string, string | undefined>)[name] ?? '';

/** Nothing of the console may be kept by a cache in between. */
export function answer(response: HttpResponse, status: number, body: unknown): void {
  response.header('Cache-Control', 'no-store');
  response.send(status, body);
}
