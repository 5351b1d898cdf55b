import type { HttpRequest, HttpResponse, Route } from '../core/http.ts';
import { Problem } from '../core/errors.ts';
import { parseJson } from '../core/json.ts';

export const defaultMaxBytes = 256 * 1024;

/** Reads the body as the route wants it. Throws the Problem that the caller is answered with. */
export async function readBody(request: HttpRequest, response: HttpResponse, route: Route): Promise<void> {
  const how = route.body ?? 'none';
  const maxBytes = route.maxBytes ?? defaultMaxBytes;
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new Problem('too_large');
  if (how === 'none') return;
  if (request.headers['content-encoding']) {
    throw new Problem('unsupported_type', 'A body with a content encoding is not accepted.');
  }
  const isEmpty = request.headers['content-length'] === '0' || !hasBody(request);
  if (!isEmpty && how === 'json' && !isJson(request)) {
    throw new Problem('unsupported_type', 'The body must be application/json.');
  }
  if (request.headers.expect) response.writeContinue();
  if (how === 'stream') return;
  const bytes = isEmpty ? Buffer.alloc(0) : await collect(request, maxBytes);
  if (how === 'raw') request.rawBody = bytes;
  request.body = bytes.length > 0 ? parse(bytes, how) : {};
}

const hasBody = (request: HttpRequest): boolean =>
  request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;

const isJson = (request: HttpRequest): boolean =>
  /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(request.headers['content-type'] ?? '');

/** Not by iterating over the request: leaving that loop would tear the socket down before the caller has its answer. */
function collect(request: HttpRequest, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      chunks.push(chunk);
      if (bytes <= maxBytes) return;
      request.off('data', take).resume();
      reject(new Problem('too_large'));
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Problem('bad_request', 'The request ended before its body did.'));
    });
  });
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Problem('bad_json', undefined, { cause });
  }
}

function parse(bytes: Buffer, how: 'json' | 'raw'): unknown {
  const value = parseJson(textOf(bytes));
  if (how === 'json' && (typeof value !== 'object' || value === null || Array.isArray(value))) {
    throw new Problem('bad_request', 'The body must be a JSON object.');
  }
  return value;
}
