import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { launch, openPage, shoot } from './browser.mjs';
import { logIn } from './case-worker.mjs';
import { amina, phrase } from './phrases.mjs';
import { generateToken, openServer } from './server.mjs';
import { openHost } from './web-chat/host.mjs';

const arabic = (key) => phrase('ar', key);

describe('the official Web Chat in Chromium, on a page of another origin', () => {
  let server;
  let host;
  let browser;
  before(async () => {
    [server, host, browser] = await Promise.all([openServer(), openHost(), launch()]);
  });
  after(async () => {
    await browser?.close();
    await host?.close();
    await server?.close();
  });

  let chat;
  afterEach(() => chat?.page.close());

  for (const [how, isSocket] of [
    ['by WebSocket', true],
    ['by polling', false],
  ]) {
    test(`an appointment and a person, in Arabic, ${how}`, async () => {
      const sanne = await logIn(server, amina.caseWorker);
      const code = isSocket ? server.demoCode : await sanne.issueCode(amina.person);
      chat = await openChat(isSocket);
      const { page, says, write, press } = chat;

      await says('Wegwijs');
      await press(arabic('general.language_name'));
      await says(arabic('general.language_set'));
      await write('متى موعدي القادم');
      await says(arabic('appointments.code_first'));
      await shoot(page, `web-chat-code-${isSocket}`);
      await write(code);
      await says(arabic('appointments.next'));
      await says(amina.place);
      await shoot(page, `web-chat-appointment-${isSocket}`);
      const bubbles = (await page.locator('.webchat__bubble').allInnerTexts()).join('\n');
      assert.ok(!bubbles.includes(code) && bubbles.includes('•••••-•••••'), 'the code does not stay on the screen');

      await press(arabic('general.button_human'));
      await press(arabic('support.send_yes'));
      const ticket = await sanne.ticketIn(await says(arabic('support.receipt')));
      await page.evaluate('window.isStillThisPage = true');
      await sanne.claim(ticket);
      await says(sanne.name);
      await sanne.answer(ticket, 'Goedemorgen Amina, waarmee kan ik helpen?');
      await says('Goedemorgen Amina, waarmee kan ik helpen?');
      await write('شكرا، السؤال عن المدرسة');
      await sanne.hears(ticket, 'شكرا، السؤال عن المدرسة');
      await sanne.answer(ticket, 'Ik bel morgen met de school.');
      await says('Ik bel morgen met de school.');
      await shoot(page, `web-chat-person-${isSocket}`);
      await sanne.close(ticket);
      await says(arabic('support.closed'));
      await shoot(page, `web-chat-closed-${isSocket}`);

      assert.equal(await page.evaluate('window.isStillThisPage'), true);
      assert.deepEqual({ faults: chat.faults, outside: chat.outside }, { faults: [], outside: [] });
    });
  }

  /** Opens Web Chat with a token of its own, and waits as a reader does: for words on the page. */
  async function openChat(isSocket) {
    const opened = await openPage(browser);
    const { page } = opened;
    const { token } = await generateToken(server);
    const asked = new URLSearchParams({
      token,
      domain: `${server.url}/v3/directline`,
      ...(isSocket && { socket: '' }),
    });
    await page.goto(`${host.url}?${asked}`);
    return {
      ...opened,
      async says(words) {
        const bubble = page.locator('.webchat__bubble', { hasText: words }).last();
        await bubble.waitFor();
        return bubble.innerText();
      },
      async write(text) {
        const box = page.locator('.webchat__send-box-text-box__input');
        await box.fill(text);
        await box.press('Enter');
      },
      // A button stands twice in the page: the other one is for screen readers.
      press: (title) => page.getByRole('button', { name: title, exact: true }).last().click(),
    };
  }
});
