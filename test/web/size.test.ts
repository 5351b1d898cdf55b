import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildPages } from './browser.ts';

/** What somebody with prepaid data pays for, in bytes: DESIGN's limit for the whole chat page. */
const maxChatBytes = 120_000;

describe('built pages', () => {
  let pages: ReturnType<typeof buildPages>;
  beforeAll(() => {
    pages = buildPages();
  });
  afterAll(() => pages?.remove());

  const html = (name: string): string => readFileSync(join(pages.dist, `${name}.html`), 'utf8');
  const assets = (name: string): string[] =>
    [...html(name).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '');

  test('the chat page with all that it loads stays under its limit', () => {
    const paths = ['/index.html', ...assets('index')];
    const bytes = paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(pages.dist, path))).length, 0);
    expect(paths.length).toBeGreaterThan(3);
    expect(bytes).toBeLessThan(maxChatBytes);
  });

  test.each(['index', 'pin', 'console'])('%s runs under a policy without inline code and without strangers', (name) => {
    expect(html(name)).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|style=|https?:\/\//);
    expect(assets(name).every((path) => path.startsWith('/assets/'))).toBe(true);
  });

  test.each(['br', 'gz'])('every text has its %s beside it', (ending) => {
    for (const path of ['/index.html', ...assets('index')]) {
      expect(() => readFileSync(join(pages.dist, `${path}.${ending}`))).not.toThrow();
    }
  });
});
