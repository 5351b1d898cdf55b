import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launch } from '../web/browser.ts';
import { startAppServer, type AppServer } from './server.ts';

/** What a page has and this process has not. */
type Styled = { getComputedStyle(element: unknown): { direction: string } };

/** A folder for pictures of each step; none are taken without it. */
const pictures = process.env.PICTURES;

describeInBrowser('the whole way round, in two browsers', () => {
  let server: AppServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startAppServer(), launch()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const demoCode = (): string => /"code":"([^"]+)"/.exec(server.output.join('\n'))?.[1] ?? '';
  const picture = async (page: Page, name: string): Promise<void> => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  const open = async (path: string, width: number, height: number): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
    await page.goto(server.url + path);
    return page;
  };

  test('an Arabic question, the code, the answer; a person, the console, and back', async () => {
    const chat = await open('/', 400, 760);
    const desk = await open('/console', 1280, 800);
    await desk.getByText('Sanne Verhoef').first().click();
    await desk.getByText('Geen vragen.').waitFor();

    await picture(chat, 'chat-languages');
    await chat.getByRole('button', { name: 'العربية' }).click();
    const box = chat.getByRole('textbox');
    const say = async (text: string): Promise<void> => {
      await box.fill(text);
      await box.press('Enter');
    };
    const tap = (name: string): Promise<void> => chat.getByRole('button', { name }).last().click();
    await chat.getByText('مرحبا. أنا Wegwijs').waitFor();
    await say('متى موعدي القادم؟');
    await chat.getByRole('button', { name: 'عندي رمز', exact: true }).waitFor();
    expect(await chat.getByText('Sanne Verhoef').count()).toBe(0);
    await say(demoCode());
    const answer = chat.getByText('Sanne Verhoef').first();
    await answer.waitFor();
    const direction = await answer.evaluate(
      (element) => (globalThis as unknown as Styled).getComputedStyle(element).direction,
    );
    expect(direction).toBe('rtl');
    expect(await chat.getByText(demoCode()).count()).toBe(0);
    await picture(chat, 'chat-answer');

    await say('اريد ان اتكلم مع شخص');
    await tap('رسالة بريدية');
    await chat.getByRole('button', { name: 'نعم، أرسلها' }).waitFor();
    await picture(chat, 'chat-passing-on');
    await tap('نعم، أرسلها');
    const sentAt = Date.now();
    const row = desk.getByRole('button', { name: /Wil een mens spreken/ }).first();
    await row.waitFor({ timeout: 10_000 });
    const shownAfterMs = Date.now() - sentAt;
    process.stderr.write(`the console showed the ticket after ${shownAfterMs} ms\n`);
    await chat
      .getByText(/W-[2-9A-Z]{3}-[2-9A-Z]{4}/)
      .first()
      .waitFor();
    await picture(desk, 'console-queue');
    await row.click();
    await desk.getByRole('button', { name: 'Oppakken' }).click();
    await chat.getByText(/سؤالك الآن عند/).waitFor();
    const draft = desk.getByLabel('Uw antwoord');
    await draft.fill('Dag Amina. Ik lees de brief morgen met je. Kom om 10 uur naar kamer 2.14.');
    await picture(desk, 'console-ticket');
    await draft.press('Control+Enter');
    await chat.getByText('Dag Amina.').waitFor();
    await picture(chat, 'chat-person');

    await say('شكرا');
    await desk.getByText('شكرا').first().waitFor();
    await desk.getByRole('button', { name: 'Sluiten' }).click();
    await chat.getByText(/انتهى سؤالك/).waitFor();
    await say('متى موعدي القادم؟');
    await expect(chat.getByText(/موعدك القادم/).count()).resolves.toBeGreaterThanOrEqual(1);
    await picture(chat, 'chat-closed');
  }, 90_000);

  test('a case worker hands out a code as text and QR, and the page takes it from the address', async () => {
    const desk = await open('/console', 1280, 800);
    await desk.getByText('Sanne Verhoef').first().click();
    await desk.getByRole('button', { name: 'Koppelcodes' }).click();
    await desk.getByRole('combobox', { name: 'Voor wie is de code?' }).selectOption({ label: 'Selam' });
    await desk.getByRole('button', { name: 'Maak een code' }).click();
    const shown = desk.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/).first();
    await shown.waitFor();
    await picture(desk, 'console-code');
    const code = (await shown.textContent()) ?? '';
    const chat = await open(`/#code=${code}`, 320, 640);
    await chat.getByRole('button', { name: 'Nederlands' }).click();
    await chat.getByRole('button', { name: 'Ja, gebruik de code' }).click();
    await chat.getByText('Dank je, Selam').waitFor();
    expect(chat.url()).not.toContain(code);
    await picture(chat, 'chat-code-narrow');
  }, 60_000);
});
