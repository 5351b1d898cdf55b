import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildPages, describeInBrowser, expectAccessible, launch } from './browser.ts';
import { consoleStandIn, ticket, type ConsoleStandIn } from './stand-in/console.ts';
import { startStandIn, type StandIn } from './stand-in/server.ts';

describeInBrowser('the desk', () => {
  let pages: ReturnType<typeof buildPages>;
  let browser: Browser;
  let office: ConsoleStandIn;
  let server: StandIn;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    pages = buildPages();
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    pages?.remove();
  });
  beforeEach(async () => {
    office = consoleStandIn([
      ticket('1', { urgency: 'urgent', headline: 'Huur onbetaald', topic: 'ontzorgen', language: 'ti' }),
      ticket('2'),
      ticket('3', { topic: 'leerroute' }),
    ]);
    server = await startStandIn(pages.dist, [office.handle]);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await server.close();
  });

  async function logIn(who = 'Sanne de Wit'): Promise<void> {
    await page.goto(`${server.address}/console`);
    await page.getByRole('button', { name: who }).click();
    await page.locator('.ticket').first().waitFor();
  }
  async function claim(headline: string): Promise<void> {
    await page.locator('.queue').getByRole('button', { name: headline }).focus();
    await page.keyboard.press('c');
    await page.locator('#answer:focus').waitFor();
  }
  const headlines = (): Promise<string[]> => page.locator('.headline').allTextContents();

  test('filters narrow the list to what was chosen, and say how many are on', async () => {
    await logIn();
    await page.locator('.filters summary').click();
    await page.getByLabel('Onderwerp').selectOption({ label: 'Leerroute' });
    expect(await headlines()).toEqual(['Afspraak verzetten · 3']);
    await page.getByText('Filters (1)').waitFor();
    await page.getByLabel('Onderwerp').selectOption('');
    await page.getByLabel('Taal van de inburgeraar').selectOption('ti');
    expect(await headlines()).toEqual(['Huur onbetaald']);
    await page.getByLabel('Alleen van mij').check();
    await page.getByText('Geen vragen met deze filters.').waitFor();
  });

  test('the keys are explained, and can be turned off for who speaks to the computer', async () => {
    await logIn();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Sneltoetsen' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('Sneltoetsen van één letter gebruiken').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.keyboard.press('j');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.locator('.ticket:focus').count()).toBe(0);
  });

  test('Escape leaves every field, so that the keys work again: nobody is caught', async () => {
    await logIn();
    await claim('· 2');
    for (const [key, field] of [
      ['r', '#answer'],
      ['f', '#phrase'],
      ['x', '#reason'],
    ] as const) {
      await page.keyboard.press('Escape');
      await page.locator('h2:focus').waitFor();
      await page.keyboard.press(key);
      await page.locator(`${field}:focus`).waitFor();
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.locator('.ticket:focus').waitFor();
  });

  test('a saved phrase shows both languages, names the blank that is wrong, and is sent by its id', async () => {
    await logIn();
    await claim('· 2');
    await page.getByLabel('Vaste zin').selectOption('call');
    await page.getByLabel('Datum').fill('1999-01-01');
    await page.getByLabel('Tijd').fill('14:30');
    await page.getByText('Kies een goede datum.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Datum').fill('2026-11-27');
    await page.getByText('Ik bel je op 2026-11-27 om 14:30.').waitFor();
    expect(await page.locator('.both .said').first().getAttribute('dir')).toBe('rtl');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Het antwoord is opgeslagen').waitFor();
    expect(office.done).toEqual(['sanne claim 2', 'sanne phrase 2 call']);
  });

  test('what was typed goes to the server as it is typed, and to the next owner', async () => {
    await logIn();
    await claim('· 2');
    await page.keyboard.type('Ik zoek het uit');
    await page.getByText('Concept bewaard bij de vraag.').waitFor();
    expect(office.drafts.get('2')).toEqual({ text: 'Ik zoek het uit', by: { id: 'sanne', name: 'Sanne de Wit' } });
    const other = await (await browser.newContext()).newPage();
    office.give('2', 'tarik');
    await other.goto(`${server.address}/console`);
    await other.getByRole('button', { name: 'Tarik Yildiz' }).click();
    await other.getByRole('button', { name: 'Opgepakt', exact: true }).click();
    await other.locator('.ticket').first().click();
    await other.getByText('Concept van Sanne de Wit').waitFor();
    expect(await other.getByLabel('Uw antwoord').inputValue()).toBe('Ik zoek het uit');
    await other.context().close();
  });

  test('who else is here is said', async () => {
    office.others.set('2', [{ id: 'tarik', name: 'Tarik Yildiz', doing: 'looking' }]);
    await logIn();
    await claim('· 2');
    await page.getByText('Tarik Yildiz kijkt ook naar deze vraag.').waitFor();
    office.others.set('2', [{ id: 'tarik', name: 'Tarik Yildiz', doing: 'typing' }]);
    office.tell('presence', { id: '2' });
    await page.getByText('Tarik Yildiz typt nu in deze vraag.').waitFor();
    await expectAccessible(page);
  });

  test('the record is read when it is asked for; an appointment is moved and the question closed', async () => {
    await logIn();
    await claim('· 2');
    expect(server.asked.filter((path) => path.endsWith('/person'))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    await page.getByText('voortgangsgesprek').first().waitFor();
    await page.getByText('212 / 800').waitFor();
    await page.getByText('De betalingen lopen zoals gepland.').waitFor();
    await page.getByRole('button', { name: /^Verzetten/ }).click();
    await page.locator('#wish-date').fill('2026-12-01');
    await page.locator('#wish-time').fill('09:30');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Opslaan en laten weten' }).click();
    await page.getByText('de inburgeraar hoort het, en de vraag is gesloten').waitFor();
    expect(office.done).toContain('sanne settle 2 move');
  });

  test('what the bot said shows from which facts, and these their sources', async () => {
    await logIn();
    await claim('· 2');
    await page.locator('.facts summary').click();
    await page.getByText('Rijksoverheid, 22-11-2026').waitFor();
  });
});
