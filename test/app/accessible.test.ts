import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, launch } from '../web/browser.ts';
import { logIn, type CaseWorker } from './console.ts';
import { visit } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

/** A folder for pictures of each page at each width; none are taken without it. */
const pictures = process.env.PICTURES;

const chats = [
  { language: 'nl', button: 'Nederlands' },
  { language: 'ar', button: 'العربية' },
] as const;

describeInBrowser('every page of a running server', () => {
  let server: AppServer;
  let browser: Browser;
  let sanne: CaseWorker;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startAppServer(), launch()]);
    sanne = await logIn(server, 'sanne');
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const codeFor = async (person: string): Promise<string> => {
    const { body } = await sanne.post('/codes', { id: `code-for-${person}-${Math.random()}`, person });
    return (body as { code: string }).code;
  };

  /** Nothing that axe finds, nothing wider than the window; a picture where they are wanted. */
  async function check(page: Page, name: string): Promise<void> {
    const width = page.viewportSize()?.width ?? 0;
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
    }
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }

  const open = async (path: string, width: number): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    await page.goto(server.url + path);
    return page;
  };

  /** Amina, verified and in Arabic, with a wish that has become a ticket. */
  async function wish(): Promise<void> {
    const visitor = await visit(server, { locale: 'ar' });
    await visitor.hear(await codeFor('demo-amina'));
    for (const command of ['human:', 'choose:appointments', 'choose:yes']) await visitor.tap(command);
  }

  describe.each([1280, 360])('at %i px', (width) => {
    test.each(['nl', 'en'] as const)(
      'the console, in %s',
      async (language) => {
        await wish();
        const page = await open('/console', width);
        await page.getByRole('button', { name: /Sanne Verhoef/ }).waitFor();
        await page.locator('select').first().selectOption(language);
        await check(page, `console-${language}-login`);
        await page.getByRole('button', { name: /Sanne Verhoef/ }).click();
        await page.locator('.ticket').first().waitFor();
        await page.locator('.filters summary').click();
        await check(page, `console-${language}-list`);
        await page.keyboard.press('?');
        await page.getByRole('dialog').waitFor();
        await check(page, `console-${language}-help`);
        await page.keyboard.press('Escape');

        await page.locator('.ticket').first().focus();
        await page.keyboard.press('c');
        await page.locator('#answer:focus').waitFor();
        await page.keyboard.press('Escape');
        await page.keyboard.press('p');
        await page.locator('.appointment').first().waitFor();
        await page.locator('#phrase').selectOption('come');
        await page.locator('#blank-time').fill('14:30');
        await page.locator('.phrase button').click();
        await page.locator('.utrecht-form-field-error-message').first().waitFor();
        await page.locator('#notes').click();
        await page.locator('.appointment button').first().click();
        await page.locator('.wish').waitFor();
        await check(page, `console-${language}-ticket`);
        await page.locator('nav button').nth(1).click();
        await page.locator('.codes select').selectOption({ label: 'Selam' });
        await page.locator('.codes [type=submit]').click();
        await page.locator('.qr').waitFor();
        await check(page, `console-${language}-code`);
        await page.context().close();
        await until(async () => (await sanne.get('/tickets?status=claimed')).status === 200);
      },
      90_000,
    );

    test.each(chats)(
      'the chat and the PIN page, in $language',
      async ({ language, button }) => {
        const page = await open('/', width);
        await page.getByRole('button', { name: button }).waitFor();
        await check(page, `chat-${language}-languages`);
        await page.getByRole('button', { name: button }).click();
        const box = page.getByRole('textbox');
        await box.fill(await codeFor('demo-amina'));
        await box.press('Enter');
        await page.locator('.actions, [class*=action]').first().waitFor();
        await box.fill(language === 'nl' ? 'wanneer is mijn afspraak' : 'متى موعدي القادم؟');
        await box.press('Enter');
        await page.getByText('Sanne Verhoef').first().waitFor();
        await check(page, `chat-${language}-answer`);
        await page.context().close();
        const pin = await open('/pin', width);
        await pin.locator('h1, [role=alert]').first().waitFor();
        await check(pin, `pin-${language}`);
        await pin.context().close();
        expect(width).toBeGreaterThan(0);
      },
      90_000,
    );
  });
});
