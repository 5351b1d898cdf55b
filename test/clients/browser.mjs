import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
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

export async function launch() {
  if (!executablePath) throw new Error('There is no Chromium in /usr/bin.');
  return chromium.launch({ executablePath, args: flags });
}

/** Opens a page that remembers what went wrong in it, and which other machines it asked. */
export async function openPage(browser) {
  const page = await browser.newPage({ viewport: { width: 420, height: 900 } });
  const faults = [];
  const outside = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (line) => line.type() === 'error' && faults.push(`${line.text()} ${line.location().url}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^https?:$/.test(protocol) && !['localhost', '127.0.0.1'].includes(hostname)) outside.push(request.url());
  });
  return { page, faults, outside };
}

/** Keeps a picture for the eye when `SHOTS` names a directory. */
export async function shoot(page, name) {
  const directory = process.env.SHOTS;
  if (!directory) return;
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`) });
}
