import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildPages, describeInBrowser, expectAccessible, expectNoSidewaysScroll, launch } from './browser.ts';
import { configHandler, greeting, script } from './chat-script.ts';
import { botSays, directLineStandIn, type DirectLineStandIn } from './stand-in/direct-line.ts';
import { startStandIn, type StandIn } from './stand-in/server.ts';

describeInBrowser('chat page', () => {
  let pages: ReturnType<typeof buildPages>;
  let browser: Browser;
  let direct: DirectLineStandIn;
  let server: StandIn;
  let context: BrowserContext;
  let page: Page;
  let outside: string[];
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
    direct = directLineStandIn(script, greeting);
    server = await startStandIn(pages.dist, [configHandler, direct.handle], direct.upgrade);
    context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'en-GB' });
    outside = [];
    faults = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(server.address)) outside.push(request.url());
    });
    context.on('weberror', (error) => faults.push(error.error().message));
    context.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
    await server.close();
    expect(outside).toEqual([]);
    expect(faults).toEqual([]);
  });

  async function enter(language = 'English', path = '/?m=wegstad'): Promise<void> {
    await page.goto(server.address + path);
    await page.getByRole('button', { name: language }).click();
    await page.locator('.message.bot').first().waitFor();
  }
  async function say(text: string): Promise<void> {
    await page.locator('textarea').fill(text);
    await page.locator('textarea').press('Enter');
  }
  const log = () => page.getByRole('log');
  const texts = () => page.locator('.message .text').allTextContents();

  test('first says in every language that it is a computer, and asks for a language', async () => {
    await page.goto(server.address);
    await page.getByRole('button', { name: 'Nederlands Hallo. Ik ben een computer' }).waitFor();
    const arabic = page.getByRole('button', { name: 'العربية' });
    expect(await arabic.getAttribute('dir')).toBe('rtl');
    expect(await arabic.getAttribute('lang')).toBe('ar');
    await expectAccessible(page);
    await arabic.focus();
    await page.keyboard.press('Enter');
    await log().getByText('بماذا يمكنني مساعدتك؟').waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await page.locator('html').getAttribute('lang')).toBe('ar');
  });

  test('sends what is typed, shows who says what, and survives a reload', async () => {
    await enter();
    await say('hello');
    await log().getByText('Heard: hello').waitFor();
    await say('person');
    await log().getByText('Sanne').waitFor();
    const before = await texts();
    expect(before).toEqual([
      'Welcome. What can I help you with?',
      'hello',
      'Heard: hello',
      'person',
      'Goedemiddag, u spreekt met Sanne.',
    ]);
    expect(await page.locator('.speaker').allTextContents()).toEqual([
      'Computer',
      'You',
      'Computer',
      'You',
      'Staff member (a person)',
    ]);
    const attributes = (text: string) =>
      page.getByText(text).evaluate((element) => [element.getAttribute('lang'), element.getAttribute('dir')]);
    expect(await attributes('Heard: hello')).toEqual(['en', 'ltr']);
    expect(await attributes('Sanne')).toEqual([null, 'auto']);
    await page.reload();
    await log().getByText('Sanne').waitFor();
    expect(await texts()).toEqual(before);
    expect(direct.conversations()).toBe(1);
  });

  test('a button is an answer once: only those of the newest message can be pressed', async () => {
    await enter();
    await page.getByRole('button', { name: 'A person' }).click();
    await log().getByText('Heard: "human:ask"').waitFor();
    expect(direct.taken).toMatchObject([{ text: 'A person', value: 'human:ask', channelData: { postBack: true } }]);
    expect(await page.getByRole('button', { name: 'My appointments' }).count()).toBe(0);
  });

  test('an imBack is said as a message', async () => {
    await enter();
    await page.getByRole('button', { name: 'My appointments' }).click();
    await log().getByText('Heard: appointments').waitFor();
    expect(direct.taken[0]).toMatchObject({ text: 'appointments', locale: 'en' });
    expect(direct.taken[0]?.value).toBeUndefined();
  });

  test('opens phone numbers and safe addresses only, also of older messages', async () => {
    await enter();
    await say('danger');
    expect(await page.getByRole('link', { name: 'Bel 112' }).getAttribute('href')).toBe('tel:112');
    const more = page.getByRole('link', { name: 'Lees meer' });
    expect(await more.getAttribute('href')).toBe('https://wegstad.example/hulp');
    expect(await more.getAttribute('rel')).toContain('noopener');
    for (const name of ['Slecht', 'Onveilig']) expect(await page.getByText(name).count()).toBe(0);
    await say('hello');
    await log().getByText('Heard: hello').waitFor();
    await expect(page.getByRole('link', { name: 'Bel 112' }).count()).resolves.toBe(1);
  });

  test('numbers and dates keep their order in a text from right to left', async () => {
    await enter('العربية');
    await say('هل أستطيع يوم 25-11-2026؟');
    await log().getByText('Heard:').waitFor();
    await say('موعد');
    await log().getByText('W-1042').waitFor();
    const isolated = (text: string) =>
      page.locator('.message', { hasText: text }).last().locator('bdi').allTextContents();
    expect(await isolated('W-1042')).toEqual(['24-11-2026', '09:00–10:30', 'W-1042']);
    expect(await page.locator('.message.me bdi').allTextContents()).toEqual(['25-11-2026']);
    expect(await page.getByRole('link', { name: '0800-1234567' }).getAttribute('href')).toBe('tel:08001234567');
    expect(await page.getByRole('link', { name: 'https://wegstad.example/ar' }).getAttribute('dir')).toBe('ltr');
    await expectAccessible(page);
  });

  test('a message whose answer was lost is sent again under the same name, and taken once', async () => {
    await enter();
    direct.nextPosts = ['lost-answer', 503];
    await say('only once');
    await log().getByText('Heard: only once').waitFor();
    await page.getByText('Sent', { exact: true }).waitFor();
    expect(direct.taken.filter(({ text }) => text === 'only once')).toHaveLength(1);
    expect(await page.locator('.message.me').count()).toBe(1);
  });

  test('what is not sent yet stays, says so, survives a reload and is sent when there is internet again', async () => {
    await enter();
    await context.setOffline(true);
    await say('first');
    await say('second');
    await page.getByText('Not sent yet').first().waitFor();
    await page.getByText('No internet.').waitFor();
    await expectAccessible(page);
    await context.setOffline(false);
    await log().getByText('Heard: second').waitFor();
    expect(direct.taken.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  test('an unsent message is not lost by a reload', async () => {
    await enter();
    direct.nextPosts = Array<number>(3).fill(503);
    await say('keep me');
    await page.getByText('Not sent yet').waitFor();
    await page.reload();
    await log().getByText('Heard: keep me').waitFor();
    expect(direct.taken.map(({ text }) => text)).toEqual(['keep me']);
  });

  test('a message that the server will never take can be thrown away, and does not hold the next', async () => {
    await enter();
    direct.nextPosts = [400];
    await say('never');
    await page.getByText('This message cannot be sent').waitFor();
    await say('next');
    await log().getByText('Heard: next').waitFor();
    await page.getByRole('button', { name: 'Throw away' }).click();
    expect(await page.getByText('never').count()).toBe(0);
  });

  test('hears what was said while the stream was broken, once', async () => {
    await enter();
    direct.breakStreams();
    direct.say(botSays('Said meanwhile', 'en'));
    await log().getByText('Said meanwhile').waitFor();
    direct.say(botSays('Said after', 'en'));
    await log().getByText('Said after').waitFor();
    expect(await texts()).toEqual(['Welcome. What can I help you with?', 'Said meanwhile', 'Said after']);
  });

  test('asks by polling where sockets are blocked', async () => {
    direct.streams = 'refused';
    await enter();
    await say('hello');
    await log().getByText('Heard: hello').waitFor();
    expect(server.asked.some((path) => path.includes('/activities?watermark='))).toBe(true);
  });

  test('a server that was away is found again, by socket and by polling', async () => {
    for (const streams of ['open', 'refused'] as const) {
      direct.streams = streams;
      await enter();
      server.pause();
      await say('patience');
      await page.getByText('Not sent yet').waitFor();
      server.resume();
      await log().getByText('Heard: patience').waitFor();
      await page.evaluate('sessionStorage.clear()');
    }
  });

  test('a token that grew old is renewed; one that cannot be gives a new conversation and keeps what is unsent', async () => {
    await enter();
    direct.expireTokens();
    await say('after sleep');
    await log().getByText('Heard: after sleep').waitFor();
    expect(direct.conversations()).toBe(1);
    direct.expireTokens({ canRefresh: false });
    await say('in the new one');
    await log().getByText('Heard: in the new one').waitFor();
    await page.getByText('This is a new conversation.').waitFor();
    expect(direct.conversations()).toBe(2);
    expect(await texts()).toEqual(['Welcome. What can I help you with?', 'in the new one', 'Heard: in the new one']);
  });

  test('keeps the conversation for the tab only, unless the phone is said to be the own one', async () => {
    await enter();
    const other = await context.newPage();
    await other.goto(server.address);
    await other.getByRole('button', { name: 'English' }).waitFor();
    await page.locator('summary').click();
    await page.getByRole('checkbox', { name: 'This is my own phone' }).check();
    await expectAccessible(page);
    await other.reload();
    await other.getByRole('log').getByText('Welcome').waitFor();
    expect(direct.conversations()).toBe(1);
  });

  test('leaving forgets all, and says what to do on a shared phone', async () => {
    await enter();
    await page.locator('summary').click();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('heading', { name: 'Do you want to leave?' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.locator('textarea').waitFor();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await page.getByRole('button', { name: 'Yes, leave' }).click();
    await page.getByText('close this page too').waitFor();
    await expectAccessible(page);
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
    await page.reload();
    await page.getByRole('button', { name: 'Nederlands' }).waitFor();
  });

  test('a code from a QR leaves the address at once and is sent after a yes', async () => {
    await page.goto(`${server.address}/?m=wegstad&code=K7PQ2-9XWRT`);
    await page.getByRole('button', { name: 'English' }).waitFor();
    expect(page.url()).toBe(`${server.address}/?m=wegstad`);
    await page.reload();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Use this code?' }).waitFor();
    await expectAccessible(page);
    expect(direct.taken).toEqual([]);
    await page.getByRole('button', { name: 'Yes, use the code' }).click();
    await log().getByText('Heard: K7PQ2-9XWRT').waitFor();
    await page.reload();
    await log().getByText('Heard: K7PQ2-9XWRT').waitFor();
    expect(await page.getByText('Use this code?').count()).toBe(0);
  });

  test('a refused code, or what is no code, is never sent', async () => {
    await enter('English', '/?code=%3Cscript%3E');
    expect(await page.getByText('Use this code?').count()).toBe(0);
    await page.goto(`${server.address}/?code=K7PQ29XWRT`);
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.locator('textarea').waitFor();
    expect(direct.taken).toEqual([]);
  });

  test('the language can change in the middle: words, direction and what the bot hears', async () => {
    await enter();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ar');
    await page.getByRole('button', { name: 'إرسال' }).waitFor();
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await log().getByText('Heard: "language:ar"').waitFor();
    expect(direct.taken[0]).toMatchObject({ value: 'language:ar', locale: 'ar', channelData: { postBack: true } });
    await page.reload();
    await page.getByRole('button', { name: 'إرسال' }).waitFor();
  });

  test('sends a photo, and says clearly what it does not take', async () => {
    await enter();
    const input = page.locator('input[type=file]');
    await input.setInputFiles({ name: 'letter.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('x') });
    await page.getByText('I cannot open this kind of file.').waitFor();
    const large = Buffer.alloc(5 * 1024 * 1024 + 1);
    await input.setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: large });
    await page.getByText('at most 5 MB').waitFor();
    await input.setInputFiles({ name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('photo') });
    await log().getByText('Photo: letter.jpg').waitFor();
    expect(direct.taken).toMatchObject([{ attachments: [{ contentType: 'image/jpeg', name: 'letter.jpg' }] }]);
    expect(await page.getByText('at most 5 MB').count()).toBe(0);
  });

  test('shows that somebody is writing until the message is there', async () => {
    await enter();
    direct.say({ type: 'typing', from: { id: 'wegwijs', role: 'bot' } });
    await page.getByText('The computer is writing…').waitFor();
    direct.say(botSays('There', 'en'));
    await log().getByText('There').waitFor();
    expect(await page.getByText('The computer is writing…').count()).toBe(0);
  });

  test('what people write is text, never markup', async () => {
    await enter();
    await say('<img src=x onerror=alert(1)>');
    direct.say(botSays('<b>bold</b> javascript:alert(1)', 'en'));
    await log().getByText('<b>bold</b> javascript:alert(1)').waitFor();
    expect(await page.locator('.message img, .message b, .message a').count()).toBe(0);
  });

  test.each([1280, 360, 320])('fits %i px in both directions, light and dark', async (width) => {
    await page.setViewportSize({ width, height: 640 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await enter('العربية');
      await say('danger');
      await page.getByRole('link', { name: 'Bel 112' }).waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.evaluate('sessionStorage.clear()');
    }
  });
});
