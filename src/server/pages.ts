import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { Problem } from '../core/errors.ts';
import type { HttpRequest, HttpResponse, Route } from '../core/http.ts';
import { pagePolicy } from './security-headers.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
/** Vite names what it bundles by its content. */
const hashed = /^\/assets\/.+-[\w-]{8}\.\w+$/;
const encodings = { br: '.br', gzip: '.gz' } as const;
type Encoding = keyof typeof encodings;

interface StaticFile {
  content: Buffer;
  compressed: Partial<Record<Encoding, Buffer>>;
  headers: Record<string, string>;
}

export interface PagesOptions {
  /** Where the pages were built: `web/dist`. Read once. */
  directory: string;
  /** Which page stands at which path, such as `{'/': 'index.html'}`; other pages there are not served. */
  pages: Readonly<Record<string, string>>;
  publicUrl: string;
  /** By path: addresses of style sheets that the page may take from elsewhere. */
  stylesFrom?: Readonly<Record<string, readonly string[]>>;
}

/**
 * A route for every built file, and for nothing else: there is no path to walk out of. Gives none when the pages were
 * not built.
 */
export function createPages({ directory, pages, publicUrl, stylesFrom = {} }: PagesOptions): Route[] {
  if (!existsSync(directory)) return [];
  const served = Object.entries(pages).filter(([, name]) => existsSync(join(directory, name)));
  const others = listFiles(directory)
    .filter((name) => types[extname(name)] !== undefined && extname(name) !== '.html')
    .map((name) => [`/${name}`, name] as const);
  return [...served, ...others].flatMap(([path, name]) => {
    const file = readStaticFile(directory, name, path, pagePolicy(publicUrl, stylesFrom[path]));
    const handle = (request: HttpRequest, response: HttpResponse): void => answerFile(file, request, response);
    return (['get', 'head'] as const).map((method) => ({ method, path, handle }));
  });
}

const listFiles = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));

function readStaticFile(directory: string, name: string, path: string, policy: string): StaticFile {
  const content = readFileSync(join(directory, name));
  const compressed: StaticFile['compressed'] = {};
  for (const [encoding, ending] of Object.entries(encodings) as [Encoding, string][]) {
    const beside = join(directory, name + ending);
    if (existsSync(beside)) compressed[encoding] = readFileSync(beside);
  }
  const headers: Record<string, string> = {
    'content-type': types[extname(name)] ?? 'application/octet-stream',
    'cache-control': hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    vary: 'accept-encoding',
  };
  if (extname(name) === '.html') headers['content-security-policy'] = policy;
  return { content, compressed, headers };
}

function answerFile(file: StaticFile, request: HttpRequest, response: HttpResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Problem('method_not_allowed');
  for (const [name, value] of Object.entries(file.headers)) response.setHeader(name, value);
  if (request.headers['if-none-match'] === file.headers['etag']) {
    response.statusCode = 304;
    response.end();
    return;
  }
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const encoding = (Object.keys(encodings) as Encoding[]).find(
    (candidate) =>
      file.compressed[candidate] && new RegExp(`\\b${candidate}\\b(?!\\s*;\\s*q=0(\\.0*)?(,|\\s|$))`).test(accepted),
  );
  const body = (encoding && file.compressed[encoding]) ?? file.content;
  if (encoding) response.setHeader('content-encoding', encoding);
  response.setHeader('content-length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
}
