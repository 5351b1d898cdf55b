// node visit.mjs CHANNEL: the real server, the playground and Chromium, all three in the network this runs in. Exits 0
// when the conversation went as it should.
import { launch, openPage, shoot } from '../browser.mjs';
import { logIn } from '../case-worker.mjs';
import { amina, phrase } from '../phrases.mjs';
import { openServer } from '../server.mjs';
import { openPlayground } from './playground.mjs';

const channel = process.argv[2];
const english = (key) => phrase('en', key);

const server = await openServer();
const playground = await openPlayground(`${server.url}/api/messages`, channel);
const browser = await launch();
const { page } = await openPage(browser);
try {
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.goto(playground.url);
  const box = page
    .locator(channel === 'msteams' ? '[contenteditable=true]' : '.webchat__send-box-text-box__input')
    .first();
  const write = async (words) => {
    await box.click();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  };
  const says = (words) => page.getByText(words).last().waitFor();

  await write('When is my next appointment?');
  await says(english('appointments.code_first'));
  await shoot(page, `playground-${channel}-code`);
  const button = page.getByRole('button', { name: english('general.button_have_code') }).last();
  await button.waitFor();
  // As Teams, it shows the buttons of a card, and lets nobody press one: of cards it supports adaptive ones only.
  if (channel !== 'msteams') {
    await button.click();
    await says(english('general.code_type_it'));
  }
  const sanne = await logIn(server, amina.caseWorker);
  await write(await sanne.issueCode(amina.person));
  await says(amina.place);
  await shoot(page, `playground-${channel}-appointment`);
} catch (error) {
  await shoot(page, `playground-${channel}-failed`);
  console.error(error, playground.log());
  process.exitCode = 1;
} finally {
  await browser.close();
  await playground.close();
  await server.close();
}
