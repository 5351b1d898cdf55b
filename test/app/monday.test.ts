import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launch } from '../web/browser.ts';
import { logIn, ticketsOf } from './console.ts';
import { isFromBot, visit, type Visitor } from './direct-line.ts';
import { startAppServer, type AppServer } from './server.ts';
import { until } from './until.ts';

const pictures = process.env.PICTURES;
const count = 40;
const languages = ['nl', 'ar', 'en'] as const;
const topics = ['appointments', 'letter', 'leerroute', 'other'] as const;

/** What a page has and this process has not. */
type Focused = { document: { activeElement: { id: string; className: string } | null } };

describeInBrowser('a Monday morning', () => {
  let server: AppServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startAppServer(), launch()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function newcomer(at: number): Promise<Visitor> {
    const visitor = await visit(server, { locale: languages[at % languages.length] ?? 'nl' });
    await visitor.press('human:');
    await visitor.press(`choose:${topics[at % topics.length]}`);
    await visitor.press('choose:skip');
    await visitor.tap('choose:yes');
    return visitor;
  }

  const picture = async (page: Page, name: string): Promise<void> => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  };

  test('forty mixed tickets are claimed, answered and closed by the keyboard alone', async () => {
    const visitors: Visitor[] = [];
    for (let at = 0; at < count; at += 10)
      visitors.push(...(await Promise.all(Array.from({ length: 10 }, (_, more) => newcomer(at + more)))));
    const sanne = await logIn(server, 'sanne');
    const waiting = await until(async () => {
      const tickets = await ticketsOf(sanne);
      return tickets.length === count && tickets;
    });
    expect(waiting.filter(({ headline }) => headline.trim() === '')).toEqual([]);
    expect(new Set(waiting.map(({ language }) => language))).toEqual(new Set(languages));

    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    const { keyboard } = page;
    const isAt = (selector: string): Promise<unknown> => page.locator(`${selector}:focus`).waitFor();
    await page.goto(`${server.url}/console`);
    await page.getByRole('button', { name: 'Sanne Verhoef' }).waitFor();
    for (let tabs = 0; tabs < 12; tabs++) {
      await keyboard.press('Tab');
      const focused = page.getByRole('button', { name: 'Sanne Verhoef' }).and(page.locator(':focus'));
      if ((await focused.count()) > 0) break;
    }
    await keyboard.press('Enter');
    await page.locator('.ticket').first().waitFor();
    await keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await picture(page, 'monday-help');
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await picture(page, 'monday-list');

    for (let done = 0; done < count; done++) {
      await keyboard.press('j');
      await isAt('.ticket');
      await keyboard.press('c');
      await isAt('#answer');
      if (done % 3 === 2) {
        await keyboard.press('Escape');
        await keyboard.press('f');
        await isAt('#phrase');
        await keyboard.type('Het is geregeld');
        await page.locator('.both .said').first().waitFor();
        if (done === 2) await picture(page, 'monday-phrase');
      } else await keyboard.type(`Dag, dit is het antwoord op vraag ${done}.`);
      await keyboard.press('Control+Enter');
      await page.locator('.transcript .person').first().waitFor();
      if (done === 0) await picture(page, 'monday-answered');
      await keyboard.press('Escape');
      await keyboard.press('x');
      await isAt('#reason');
      if (done % 2 === 1) await keyboard.type('Gebeld met');
      await keyboard.press('Control+Enter');
      await page.getByText('De vraag is gesloten.').waitFor();
      await keyboard.press('Escape');
      await until(async () => (await page.locator('.ticket').count()) === count - done - 1);
    }
    await page.getByText('Geen vragen.').waitFor();
    await picture(page, 'monday-done');
    const at = await page.evaluate(() => (globalThis as unknown as Focused).document.activeElement !== null);
    expect(at).toBe(true);

    expect(await ticketsOf(sanne)).toEqual([]);
    expect(await ticketsOf(sanne, 'claimed')).toEqual([]);
    expect(await ticketsOf(sanne, 'closed')).toHaveLength(count);
    for (const visitor of visitors) {
      const said = await until(async () => {
        const { activities } = await visitor.log();
        const texts = activities.filter(isFromBot).map(({ text }) => text ?? '');
        return texts.some((text) => text.includes('Sanne Verhoef')) && texts;
      });
      expect(said.length).toBeGreaterThan(1);
    }
  }, 240_000);
});
