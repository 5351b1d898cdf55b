import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { describeInBrowser, launch } from '../web/browser.ts';
import { logIn, ticketsOf } from './console.ts';
import { startAppServer, type AppServer } from './server.ts';

/** A folder for pictures of each step; none are taken without it. */
const pictures = process.env.PICTURES;

interface Chat {
  page: Page;
  say(text: string): Promise<void>;
  tap(name: string | RegExp): Promise<void>;
  /** Waits until the page says it. */
  hears(text: string | RegExp): Promise<void>;
  picture(name: string): Promise<void>;
}

describeInBrowser('the four topics, as their users meet them', () => {
  let server: AppServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startAppServer(), launch()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(language: string, person?: string): Promise<Chat> {
    const context = await browser.newContext({ viewport: { width: 400, height: 760 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    const chat: Chat = {
      page,
      async say(text) {
        await page.getByRole('textbox').fill(text);
        await page.getByRole('textbox').press('Enter');
      },
      tap: (name) => page.getByRole('button', { name }).last().click(),
      hears: (text) => page.getByText(text).last().waitFor(),
      async picture(name) {
        if (!pictures) return;
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}.png`) });
      },
    };
    await chat.tap(language);
    if (person) {
      await chat.say(await codeOf(person));
      await page.getByText(/minuten je eigen gegevens|minutes/).waitFor();
    }
    return chat;
  }

  async function codeOf(person: string): Promise<string> {
    const worker = await logIn(server, person === 'demo-farid' ? 'joris' : 'sanne');
    const { body } = await worker.post('/codes', { id: randomUUID(), person });
    return (body as { code: string }).code;
  }

  const textOf = (chat: Chat): Promise<string> => chat.page.getByRole('log').innerText();

  test('is my rent paid: executed, planned, and nothing known', async () => {
    const amina = await open('Nederlands', 'demo-amina');
    await amina.say('is mijn huur betaald?');
    await amina.hears(/huur, .*: betaald op/);
    await amina.picture('rent-executed');
    const selam = await open('Nederlands', 'demo-selam');
    await selam.say('is mijn huur betaald?');
    await selam.hears(/huur, .*nog niet betaald/);
    expect(await textOf(selam)).not.toMatch(/: betaald op/);
    await selam.picture('rent-planned');
    const farid = await open('Nederlands', 'demo-farid');
    await farid.say('is mijn huur betaald?');
    await farid.page
      .getByText(/kan .*niet zien|zie ik niet|zie geen/)
      .last()
      .waitFor();
    expect(await textOf(farid)).not.toMatch(/betaald op/);
    await farid.picture('rent-no-record');
  }, 90_000);

  test('will I get a fine: three groups hear three things, and none a promise', async () => {
    const heard: string[] = [];
    for (const group of ['Ja, ik', 'Nee, voor familie', 'Weet ik niet']) {
      const chat = await open('Nederlands');
      await chat.say('krijg ik een boete?');
      await chat.tap('Ik heb geen brief');
      await chat.tap('Wet inburgering 2021');
      await chat.tap(group);
      await chat.page.getByRole('button', { name: 'Overslaan' }).last().waitFor();
      heard.push((await textOf(chat)).split('Heb jij asiel').at(-1)!);
      await chat.picture(`fine-${heard.length}`);
    }
    expect(new Set(heard).size).toBe(3);
    for (const text of heard) expect(text).not.toMatch(/krijgt? (nooit|zeker) (g?een) boete|€/);
  }, 90_000);

  test('"I object", typed in the chat, is said to be no objection and goes to a person first of all', async () => {
    const chat = await open('Nederlands');
    await chat.say('ik maak bezwaar');
    await chat.hears(/nog geen bezwaar/);
    await chat.tap('Gemeente');
    await chat.picture('objection');
    await chat.tap('Ouder dan 4 weken');
    await chat.tap('Overslaan');
    await chat.tap('Ja, stuur het');
    await chat.hears(/W-[2-9A-Z]{3}-[2-9A-Z]{4}/);
    await chat.picture('objection-receipt');
    const [ticket] = await ticketsOf(await logIn(server, 'sanne'));
    expect(ticket).toMatchObject({ urgency: 'urgent', verified: false });
    expect(ticket?.headline.toLowerCase()).toContain('bezwaar');
  }, 60_000);

  test('a Taalhuis sign-up needs no code', async () => {
    const chat = await open('English');
    await chat.say('I want to sign up for the Taalhuis');
    for (const answer of ['A little', 'Talking', 'Evening', 'Here in the chat']) await chat.tap(answer);
    await chat.say('Maryam');
    await chat.hears(/May I share this with the Taalhuis/);
    await chat.picture('taalhuis-share');
    await chat.tap('Yes, share this');
    await chat.hears(/W-[2-9A-Z]{3}-[2-9A-Z]{4}/);
    await chat.picture('taalhuis-sign-up');
  }, 60_000);

  test('who has two appointments is asked which one to move', async () => {
    const chat = await open('Nederlands', 'demo-amina');
    await chat.say('ik wil mijn afspraak verzetten');
    await chat.hears('Over welke afspraak gaat het?');
    await chat.picture('which-appointment');
    await chat.tap(/PVT/);
    await chat.tap('Ik ben ziek');
    await chat.tap('Ja, stuur het');
    await chat.hears(/blijft staan tot iemand hem verandert/);
    await chat.picture('which-appointment-receipt');
  }, 60_000);
});
