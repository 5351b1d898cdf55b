import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';

const root = new URL('../../', import.meta.url).pathname;
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const isRequired = (process.env.REQUIRE ?? '').split(',').includes('browser');

/** A suite that needs Chromium: skipped, and saying so, where there is none and `REQUIRE` does not name it. */
export function describeInBrowser(name: string, suite: () => void): void {
  if (executablePath || isRequired) describe(name, suite);
  else describe.skip(`${name} (skipped: no Chromium in /usr/bin)`, suite);
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch(): Promise<Browser> {
  if (!executablePath) throw new Error('REQUIRE names browser, and there is no Chromium in /usr/bin.');
  return chromium.launch({ executablePath, args: flags });
}

/** Builds the pages as they are now, apart from `web/dist`. */
export function buildPages(): { dist: string; remove(): void } {
  const dist = mkdtempSync(join(tmpdir(), 'wegwijs-web-'));
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', 'web', '--outDir', dist, '--logLevel', 'error'], { cwd: root });
  return { dist, remove: () => rmSync(dist, { recursive: true, force: true }) };
}

const axe = readFileSync(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
const rules = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }";

/** Fails with the id and the place of each rule of WCAG 2.2 AA (and axe's own best practices) that the page breaks. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
    `axe.run(${rules}).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes })))`,
  );
  expect(found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** Fails when the page is wider than its window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window]: [number, number] = await page.evaluate(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect(content).toBeLessThanOrEqual(window);
}
