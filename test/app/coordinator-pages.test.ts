import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, expectAccessible, expectNoSidewaysScroll, launch } from '../web/browser.ts';
import { logIn } from './console.ts';
import { visit } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

/** A folder for pictures of each page at each width; none are taken without it. */
const pictures = process.env.PICTURES;

describeInBrowser('the coordinator', () => {
  let server: AppServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startAppServer(), launch()]);
    const visitors = await Promise.all(Array.from({ length: 6 }, () => visit(server, { locale: 'nl' })));
    await Promise.all(visitors.map((visitor) => visitor.hear('Waar is het Taalhuis?')));
    await visitors[0]?.hear('qwrt zxcv plok mnbv');
    const wietske = await logIn(server, 'wietske');
    await until(async () => ((await wietske.get('/gaps')).body as { gaps: unknown[] }).gaps.length > 0);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(who: string, width: number, language = 'nl'): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    await page.goto(`${server.url}/console`);
    await page.getByRole('button', { name: who }).click();
    await page.getByRole('combobox').first().selectOption(language);
    await page.getByRole('button', { name: language === 'nl' ? 'Coördinatie' : 'Coordination' }).click();
    return page;
  }

  async function check(page: Page, name: string): Promise<void> {
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      const path = join(pictures, `coordinator-${name}-${page.viewportSize()?.width ?? 0}.png`);
      await page.screenshot({ path, fullPage: true });
    }
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }

  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

  test.each([1280, 360])(
    'every page is accessible at %d px, in Dutch and English',
    async (width) => {
      const page = await open('Wietske Hoogland', width);
      await page.getByRole('heading', { name: 'Wat nu geldt' }).waitFor();
      await check(page, 'truth');
      await button(page, 'Wijzigen Taalhuis').click();
      await page.getByLabel('Geldt vanaf').waitFor();
      await check(page, 'form');
      await button(page, 'Cijfers').click();
      await page.getByRole('heading', { name: 'Vragen per onderwerp en taal' }).waitFor();
      await check(page, 'numbers');
      await button(page, 'Niet begrepen').click();
      await page.getByRole('heading', { name: 'qwrt' }).waitFor();
      await page.getByText('Dit was bedoeld').first().click();
      await check(page, 'gaps');
      await button(page, 'Klaar voor gebruik?').click();
      await page.getByText('Twee coördinatoren').waitFor();
      await check(page, 'golive');
      const english = await open('Wietske Hoogland', width, 'en');
      await english.getByRole('heading', { name: 'What holds now' }).waitFor();
      await check(english, 'english');
      await Promise.all([page.context().close(), english.context().close()]);
    },
    120_000,
  );

  test('one proposes, another approves, and it can be undone: on the page', async () => {
    const page = await open('Wietske Hoogland', 1280);
    await button(page, 'Wijzigen Taalhuis').click();
    await page.getByLabel('Adres', { exact: true }).fill('Bibliotheek, Nieuwe Gracht 8, Wegstad');
    await page.getByLabel('Woensdag').fill('10:00');
    await button(page, 'Voorstellen').click();
    await page.getByText('Dit klopt nog niet').waitFor();
    await page.getByLabel('Woensdag').fill('10:00-12:00, 13:00-15:00');
    await button(page, 'Voorstellen').click();
    await page.getByText('Iemand anders keurt dit goed.').waitFor();
    expect(await button(page, 'Goedkeuren Taalhuis').count()).toBe(0);

    const other = await open('Bas Terlouw', 1280);
    await button(other, 'Goedkeuren Taalhuis').click();
    await other.getByText('Goedgekeurd.', { exact: true }).waitFor();
    await other.getByText('Anders dan in het bestand').waitFor();
    expect(await other.getByText('Nieuwe Gracht 8').count()).toBeGreaterThan(0);
    await button(other, 'Ongedaan maken Taalhuis').click();
    await other.getByText('Wat er eerst stond geldt weer').waitFor();
    expect(await other.getByText('Anders dan in het bestand').count()).toBe(0);
    await Promise.all([page.context().close(), other.context().close()]);
  }, 60_000);

  test('a case worker has no such page', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/console`);
    await page.getByRole('button', { name: 'Sanne Verhoef' }).click();
    await page.getByRole('button', { name: 'Koppelcodes' }).waitFor();
    expect(await button(page, 'Coördinatie').count()).toBe(0);
    await page.context().close();
  });
});
