import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { createPages } from '../../src/server.ts';
import { raw, start } from './start.ts';

let root: string;
let url: string;
let port: number;
const script = 'console.log("chat");'.repeat(100);
const pages = { '/': 'index.html', '/console': 'console.html' };

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pages-'));
  mkdirSync(join(root, 'dist', 'assets'), { recursive: true });
  const write = (name: string, content: string | Buffer): void => writeFileSync(join(root, 'dist', name), content);
  write('index.html', '<!doctype html><title>chat</title>');
  write('console.html', '<!doctype html><title>console</title>');
  write('pin.html', '<!doctype html><title>pin</title>');
  write('assets/chat-Ab3_x-9Z.js', script);
  write('assets/chat-Ab3_x-9Z.js.br', brotliCompressSync(script));
  write('assets/chat-Ab3_x-9Z.js.gz', gzipSync(script));
  write('favicon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write('notes.env', 'marker');
  writeFileSync(join(root, 'secret.txt'), 'marker');
});
afterAll(() => rmSync(root, { recursive: true }));

const serve = async (publicUrl = 'https://wegwijs.example'): Promise<void> => {
  ({ url, port } = await start({ routes: createPages({ directory: join(root, 'dist'), pages, publicUrl }) }));
};

/** Without a client that decompresses by itself. */
async function get(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage & { body: Buffer }> {
  const request = httpRequest(url + path, { headers }).end();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return Object.assign(response, { body: await buffer(response) });
}

describe('a page', () => {
  test('stands at its path and lets nothing in from elsewhere', async () => {
    await serve();
    const response = await fetch(`${url}/`);
    expect(await response.text()).toContain('<title>chat</title>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain("connect-src 'self' wss://wegwijs.example;");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(await (await fetch(`${url}/console`)).text()).toContain('<title>console</title>');
  });

  test('takes style sheets of those who are named for it, and of nobody else', async () => {
    const stylesFrom = { '/console': ['https://huisstijl.wegstad.example/tokens.css?v=2'] };
    const publicUrl = 'https://wegwijs.example';
    ({ url, port } = await start({
      routes: createPages({ directory: join(root, 'dist'), pages, publicUrl, stylesFrom }),
    }));
    const policyOf = async (path: string) => (await fetch(url + path)).headers.get('content-security-policy') ?? '';
    expect(await policyOf('/console')).toContain("; style-src 'self' https://huisstijl.wegstad.example; ");
    expect(await policyOf('/')).toContain("; style-src 'self'; ");
  });

  test('is not served when nobody named it, also under its file name', async () => {
    await serve();
    for (const path of ['/pin', '/pin.html', '/index.html', '/console.html']) {
      expect((await fetch(url + path)).status).toBe(404);
    }
  });

  test('is not sent again when it did not change', async () => {
    await serve();
    const etag = String((await get('/')).headers.etag);
    const again = await get('/', { 'if-none-match': etag });
    expect([again.statusCode, again.body.length]).toEqual([304, 0]);
  });

  test('answers HEAD without a body', async () => {
    await serve();
    const response = await fetch(`${url}/`, { method: 'HEAD' });
    expect([response.status, Number(response.headers.get('content-length')) > 0]).toEqual([200, true]);
  });
});

describe('an asset', () => {
  test.each<[string, string | undefined, (body: Buffer) => Buffer]>([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity', undefined, (body) => body],
  ])('for "%s" comes as %s', async (accepted, encoding, decompress) => {
    await serve();
    const response = await get('/assets/chat-Ab3_x-9Z.js', { 'accept-encoding': accepted });
    expect(response.headers['content-encoding']).toBe(encoding);
    expect(response.headers.vary).toBe('accept-encoding');
    expect(decompress(response.body).toString()).toBe(script);
  });

  test('whose name holds its hash is kept for good, another is not', async () => {
    await serve();
    expect((await get('/assets/chat-Ab3_x-9Z.js')).headers['cache-control']).toContain('immutable');
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/notes.env',
    '/assets/',
    '/assets/chat-Ab3_x-9Z.js.br',
  ])('nothing is found at %s', async (path) => {
    await serve();
    const answer = await raw(port, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 404/);
    expect(answer).not.toContain('marker');
  });
});

test('pages that were not built are no routes', () => {
  expect(createPages({ directory: join(root, 'nowhere'), pages, publicUrl: 'http://localhost' })).toEqual([]);
});
