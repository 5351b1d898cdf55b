import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildPages, describeInBrowser, expectAccessible, expectNoSidewaysScroll, launch } from './browser.ts';
import { jsonOf, send, startStandIn, type Handler, type StandIn } from './stand-in/server.ts';

describeInBrowser('PIN page', () => {
  let pages: ReturnType<typeof buildPages>;
  let browser: Browser;
  let server: StandIn;
  let context: BrowserContext;
  let page: Page;
  /** What the page posted to /api/pin. */
  let entries: Record<string, unknown>[];
  let state: Record<string, unknown> | undefined;
  /** Answers to the next entries; then `ok`. */
  let refusals: { status: number; error: Record<string, unknown> }[];

  const handle: Handler = async (request, response, { pathname }) => {
    if (pathname === '/api/pin/state') {
      const { token } = await jsonOf(request);
      if (state && token === 'good') send(response, 200, state);
      else send(response, 410, { error: { code: 'expired', message: '' } });
    } else if (pathname === '/api/pin') {
      entries.push(await jsonOf(request));
      const refusal = refusals.shift();
      if (refusal) send(response, refusal.status, { error: refusal.error });
      else send(response, 200, { ok: true });
    } else return false;
    return true;
  };

  beforeAll(async () => {
    pages = buildPages();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    pages?.remove();
  });
  beforeEach(async () => {
    entries = [];
    refusals = [];
    state = { mode: 'enter', language: 'en' };
    server = await startStandIn(pages.dist, [handle]);
    context = await browser.newContext({ viewport: { width: 320, height: 568 }, locale: 'en-GB' });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await server.close();
  });

  const open = (token = 'good') => page.goto(`${server.address}/pin#${token}`);
  const field = () => page.getByLabel('PIN (5 digits)');

  test('a PIN opens; the token never stands in an address that a server sees, nor stays in the bar', async () => {
    await open();
    await page.getByRole('heading', { name: 'Type your PIN' }).waitFor();
    expect(page.url()).toBe(`${server.address}/pin`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(await field().getAttribute('inputmode')).toBe('numeric');
    await page.reload();
    await field().fill('24681');
    await field().press('Enter');
    await page.getByText('You can close this page.').waitFor();
    await expectAccessible(page);
    expect(entries).toEqual([{ token: 'good', pin: '24681' }]);
    expect(server.asked.filter((path) => path.includes('good'))).toEqual([]);
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('Arabic digits are digits, and the page reads from right to left', async () => {
    state = { mode: 'enter', language: 'ar' };
    await open();
    const input = page.getByLabel('الرقم السري');
    await input.fill('٢٤٦٨١');
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await expectAccessible(page);
    await input.press('Enter');
    await page.getByText('يمكنك إغلاق هذه الصفحة').waitFor();
    expect(entries).toMatchObject([{ pin: '24681' }]);
  });

  test('choosing asks twice, and says when the two differ or the PIN is weak', async () => {
    state = { mode: 'choose', language: 'en' };
    refusals = [{ status: 422, error: { code: 'weak' } }];
    await open();
    const again = page.getByLabel('Type the PIN once more');
    await field().fill('2468');
    await again.fill('2468');
    await again.press('Enter');
    await page.getByText('Type 5 digits.').waitFor();
    await field().fill('24681');
    await again.fill('24682');
    await again.press('Enter');
    await page.getByText('The two PINs are not the same.').waitFor();
    expect(entries).toEqual([]);
    await field().fill('11111');
    await again.fill('11111');
    await again.press('Enter');
    await page.getByText('This PIN is too easy.').waitFor();
    await expectAccessible(page);
    await field().fill('24681');
    await again.fill('24681');
    await again.press('Enter');
    await page.getByText('You can close this page.').waitFor();
    expect(entries[1]).toEqual({ token: 'good', pin: '24681', chosen: true });
  });

  test('a wrong PIN says how many tries are left, a lock says until when, and ends it', async () => {
    refusals = [
      { status: 403, error: { code: 'wrong', triesLeft: 2 } },
      { status: 429, error: { code: 'locked', until: '2026-11-24T12:30:00' } },
    ];
    await open();
    await field().fill('24681');
    await field().press('Enter');
    await page.getByText('This PIN is not right. Tries left: 2').waitFor();
    expect(await field().inputValue()).toBe('');
    await field().fill('24682');
    await field().press('Enter');
    await page.getByText('Try again at 12:30').waitFor();
    expect(await field().count()).toBe(0);
    await expectAccessible(page);
  });

  test('without a token, or with one that ended, it sends people back to the chat', async () => {
    for (const token of ['', 'old']) {
      await page.goto('about:blank');
      await open(token);
      await page.getByText('Go back to the conversation and ask for a new page.').waitFor();
    }
  });

  test('digits stay hidden until somebody wants to see them, and stay when the server is away', async () => {
    await open();
    expect(await field().getAttribute('type')).toBe('password');
    await page.getByRole('checkbox', { name: 'Show the digits' }).check();
    expect(await field().getAttribute('type')).toBe('text');
    await field().fill('24681');
    server.pause();
    await field().press('Enter');
    await page.getByText('We cannot reach Wegwijs now.').waitFor();
    server.resume();
    await field().press('Enter');
    await page.getByText('You can close this page.').waitFor();
  });
});
