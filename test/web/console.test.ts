import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildPages, describeInBrowser, expectAccessible, expectNoSidewaysScroll, launch } from './browser.ts';
import { consoleStandIn, ticket, type ConsoleStandIn } from './stand-in/console.ts';
import { startStandIn, type StandIn } from './stand-in/server.ts';

describeInBrowser('console', () => {
  let pages: ReturnType<typeof buildPages>;
  let browser: Browser;
  let office: ConsoleStandIn;
  let server: StandIn;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

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
      ticket('1', { urgency: 'urgent', headline: 'Huur november onbetaald', topic: 'ontzorgen' }),
      ticket('2', { verified: false }),
      ticket('3'),
      ticket('4', { status: 'claimed', owner: 'tarik', headline: 'Van Tarik' }),
    ]);
    server = await startStandIn(pages.dist, [office.handle]);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    faults = [];
    context.on('weberror', (error) => faults.push(error.error().message));
    context.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await server.close();
    expect(faults).toEqual([]);
  });

  async function logIn(who = 'Sanne de Wit', where = page): Promise<void> {
    await where.goto(`${server.address}/console`);
    await where.getByRole('button', { name: who }).click();
    await where.locator('.queue').waitFor();
  }
  const english = () => page.getByRole('combobox', { name: 'Taal' }).selectOption('en');
  const row = (name: string) => page.locator('.queue').getByRole('button', { name });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const answer = () => page.getByLabel('Uw antwoord');

  test('opens in Dutch with the queue in the order of the server, urgent said in words', async () => {
    await page.goto(`${server.address}/console`);
    await button('Sanne de Wit Wegstad').waitFor();
    await expectAccessible(page);
    await button('Sanne de Wit Wegstad').click();
    await row('Huur november onbetaald').waitFor();
    expect(await page.locator('.headline').allTextContents()).toEqual(
      office.tickets.slice(0, 3).map((t) => t.headline),
    );
    expect(await row('Huur november onbetaald').textContent()).toContain('Dringend');
    expect(await row('· 2').textContent()).toContain('Persoon niet bevestigd');
    await expectAccessible(page);
    await english();
    await row('Urgent').waitFor();
    await page.locator('html[lang=en]').waitFor();
    await expectAccessible(page);
    await page.reload();
    await row('Urgent').waitFor();
  });

  test('keys walk, claim, answer and close, without a mouse', async () => {
    await logIn();
    await row('Huur november onbetaald').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('k');
    await page.keyboard.press('c');
    await page.getByText('لا أستطيع يوم الثلاثاء').waitFor();
    expect(await page.locator('.said bdi').allTextContents()).toEqual(['24-11-2026']);
    await page.locator('#answer:focus').waitFor();
    await page.keyboard.type('Kom donderdag om 10.00 uur.');
    await expectAccessible(page);
    await page.keyboard.press('Control+Enter');
    await page.locator('.transcript').getByText('Kom donderdag om 10.00 uur.').waitFor();
    expect(await answer().inputValue()).toBe('');
    await page.getByLabel('Reden om te sluiten').selectOption('called');
    await button('Sluiten').click();
    await page.getByText('De vraag is gesloten.').waitFor();
    expect(office.done).toEqual([
      'sanne claim 2',
      'sanne answer 2 Kom donderdag om 10.00 uur.',
      'sanne close 2 called',
    ]);
  });

  test('keys do nothing while somebody types', async () => {
    await logIn();
    await row('· 2').click();
    await button('Oppakken').click();
    await answer().pressSequentially('cjk c');
    expect(await answer().inputValue()).toBe('cjk c');
    expect(office.done).toEqual(['sanne claim 2']);
  });

  test('a ticket that is not yours shows its headline and asks for a claim', async () => {
    await logIn();
    await row('Huur november onbetaald').click();
    await page.getByText('Pak deze vraag op om het gesprek te lezen.').waitFor();
    expect(await page.getByText('لا أستطيع').count()).toBe(0);
    await button('Opgepakt').click();
    await row('Van Tarik').click();
    await page.locator('.view').getByText('Van Tarik Yildiz').first().waitFor();
    expect(await button('Oppakken').count()).toBe(0);
    await expectAccessible(page);
  });

  test('the one who comes second is told who was first', async () => {
    await logIn();
    await row('· 3').click();
    await button('Oppakken').waitFor();
    office.give('3', 'tarik');
    await button('Oppakken').click();
    await page.getByText('Tarik Yildiz was eerder en heeft deze vraag nu.').waitFor();
    await page.getByRole('heading', { name: '· 3' }).waitFor();
    expect(await button('Oppakken').count()).toBe(0);
    await expectAccessible(page);
  });

  test('an answer after losing the claim is kept, and not sent', async () => {
    await logIn();
    await row('· 3').click();
    await button('Oppakken').click();
    await answer().fill('Mijn lange antwoord');
    office.give('3', 'tarik');
    await button('Versturen').click();
    await page.getByText('Tarik Yildiz heeft deze vraag nu. Uw tekst is niet verstuurd').waitFor();
    expect(await page.getByLabel('Uw tekst wordt in dit tabblad bewaard.').inputValue()).toBe('Mijn lange antwoord');
    expect(office.done).toEqual(['sanne claim 3']);
    await expectAccessible(page);
  });

  test('a draft survives another ticket and a reload, and is gone after logging out', async () => {
    await logIn();
    await row('· 3').click();
    await button('Oppakken').click();
    await answer().fill('Nog niet klaar');
    await row('Huur november onbetaald').click();
    await page.getByRole('heading', { name: 'Huur november onbetaald' }).waitFor();
    await page.reload();
    await button('Opgepakt').click();
    await row('· 3').click();
    await answer().waitFor();
    expect(await answer().inputValue()).toBe('Nog niet klaar');
    await button('Uitloggen').click();
    await button('Sanne de Wit Wegstad').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('an answer of which nothing was heard is the same answer when sent again', async () => {
    await logIn();
    await row('· 3').click();
    await button('Oppakken').click();
    await answer().fill('Eén keer');
    office.lostAnswers = Infinity; // Browsers try again by themselves on a connection that was used before.
    await button('Versturen').click();
    await page.getByText('Het lukte niet om Wegwijs te bereiken.').waitFor();
    expect(await answer().inputValue()).toBe('Eén keer');
    office.lostAnswers = 0;
    await button('Versturen').click();
    await page.getByText('Het antwoord is opgeslagen').waitFor();
    expect(office.done).toEqual(['sanne claim 3', 'sanne answer 3 Eén keer']);
  });

  test('two pages stay true: a new ticket is announced, a claim elsewhere disappears from the list', async () => {
    await logIn();
    const otherContext = await browser.newContext();
    const other = await otherContext.newPage();
    await logIn('Tarik Yildiz', other);
    await row('· 2').waitFor();
    office.tickets.push(ticket('5', { headline: 'Brief van DUO' }));
    office.tell('tickets');
    await page.getByRole('status').getByText('Nieuwe vraag: Brief van DUO').waitFor();
    await other.locator('.queue').getByRole('button', { name: '· 2' }).click();
    await other.getByRole('button', { name: 'Oppakken', exact: true }).click();
    await row('· 2').waitFor({ state: 'detached' });
    await otherContext.close();
  });

  test('after a break in the events the list is read again', async () => {
    await logIn();
    await row('· 2').waitFor();
    office.tickets.push(ticket('6', { headline: 'Gemist' }));
    await row('· 2').click();
    await button('Oppakken').click();
    await page.locator('.transcript li').nth(1).waitFor();
    office.write('2', 'Gemist antwoord');
    office.breakEvents();
    await row('Gemist').waitFor();
    await page.locator('.transcript').getByText('Gemist antwoord').waitFor();
  });

  test('what an unverified person told about themselves is there to call them by', async () => {
    await logIn();
    await row('· 2').click();
    await button('Oppakken').click();
    await page.getByText('Onbekend (geen koppeling)').waitFor();
    expect(await page.getByRole('link', { name: '0612345678' }).getAttribute('href')).toBe('tel:0612345678');
    await expectAccessible(page);
  });

  test('giving back puts it in the list again', async () => {
    await logIn();
    await row('· 3').click();
    await button('Oppakken').click();
    await button('Teruggeven').click();
    await page.getByText('De vraag is terug in de lijst.').waitFor();
    await row('· 3').waitFor();
    expect(office.tickets[2]).toMatchObject({ status: 'waiting', owner: undefined });
  });

  test('a link code is shown large, as text and as QR, with how to use it', async () => {
    await logIn();
    await button('Koppelcodes').click();
    await page.getByLabel('Voor wie is de code?').selectOption({ label: 'Amina H.' });
    await expectAccessible(page);
    await button('Maak een code').click();
    await page.getByText('K7PQ2-9XWRT').waitFor();
    await page.getByRole('img', { name: 'QR-code voor Wegwijs' }).waitFor();
    expect(await page.locator('.qr path').count()).toBeGreaterThan(1);
    await page.getByText('Geef de code aan niemand anders.').waitFor();
    await expectAccessible(page);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.top').isVisible()).toBe(false);
    expect(await page.locator('.qr').isVisible()).toBe(true);
  });

  test('a session that ended goes back to the login, and keeps the draft', async () => {
    await logIn();
    await row('· 3').click();
    await button('Oppakken').click();
    await answer().fill('Bewaar mij');
    await context.clearCookies();
    // Keeping what is typed finds out, unless the page has found out already.
    await answer()
      .pressSequentially('!', { timeout: 3_000 })
      .catch(() => undefined);
    await button('Sanne de Wit Wegstad').click();
    await button('Opgepakt').click();
    await row('· 3').click();
    expect(await answer().inputValue()).toMatch(/^Bewaar mij!?$/);
  });

  test.each([1280, 360, 320])('fits %i px, light and dark', async (width) => {
    await page.setViewportSize({ width, height: 640 });
    await logIn();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await row('Huur november onbetaald').waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
    await row('· 3').click();
    await button('Oppakken').click();
    await answer().waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    const back = page.getByRole('button', { name: 'Terug naar de lijst' });
    expect(await back.isVisible()).toBe(width < 768);
  });
});
