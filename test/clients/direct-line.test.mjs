import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { logIn } from './case-worker.mjs';
import { amina, phrase, plain } from './phrases.mjs';
import { directLineSecret, generateToken, openServer } from './server.mjs';

const require = createRequire(import.meta.url);
globalThis.XMLHttpRequest = require('xhr2');
const { ConnectionStatus, DirectLine } = require('botframework-directlinejs');

const english = (key) => phrase('en', key);

/**
 * The client of Web Chat without its page. `until` resolves with the first message of the bot, after those that earlier
 * calls gave, in which the words stand; `press` does what a button of that message does.
 */
function connect(server, options) {
  const line = new DirectLine({
    // It waits `3000 + random() * 12000` ms before it connects again: this makes that nothing.
    random: () => -0.25,
    domain: `${server.url}/v3/directline`,
    conversationStartProperties: { locale: 'en' },
    pollingInterval: 200,
    timeout: 2_000,
    ...options,
  });
  const heard = [];
  const ids = [];
  let read = 0;
  let refused = false;
  let wake = () => undefined;
  // Ending a conversation is an error to its subscribers.
  line.connectionStatus$.subscribe({
    next(status) {
      refused = [ConnectionStatus.ExpiredToken, ConnectionStatus.FailedToConnect].includes(status);
      wake();
    },
    error: () => undefined,
  });
  line.activity$.subscribe({
    next(activity) {
      ids.push(activity.id);
      heard.push(activity);
      wake();
    },
    error: () => undefined,
  });
  const post = (activity) =>
    new Promise((resolve, reject) => {
      line
        .postActivity({ type: 'message', from: { id: 'visitor' }, locale: 'en', ...activity })
        .subscribe(resolve, reject);
    });

  return {
    ids,
    say: (text) => post({ text }),
    press(message, title) {
      const actions = message.suggestedActions?.actions ?? [];
      const action = actions.find((one) => one.title === title);
      assert.ok(action, `no button "${title}" among: ${actions.map((one) => one.title).join(', ')}`);
      assert.equal(action.type, 'postBack');
      return post({ text: action.value, channelData: { postBack: true } });
    },
    async until(words) {
      for (;;) {
        while (read < heard.length) {
          const activity = heard[read++];
          if (activity.from.role === 'bot' && plain(activity.text ?? '').includes(words)) return activity;
        }
        assert.ok(!refused, `refused before: ${words}`);
        await new Promise((resolve) => (wake = resolve));
      }
    },
    end: () => line.end(),
  };
}

describe('botframework-directlinejs in Node', () => {
  let server;
  let client;
  before(async () => {
    server = await openServer();
  });
  after(async () => {
    client?.end();
    await server?.close();
  });

  for (const [how, webSocket] of [
    ['by WebSocket', true],
    ['by polling', false],
  ]) {
    test(`asks for an appointment and a person, ${how}`, async () => {
      const sanne = await logIn(server, amina.caseWorker);
      const { token } = await generateToken(server);
      client = connect(server, { token, webSocket });
      await client.until(english('general.welcome'));

      await client.say('When is my next appointment?');
      const codeFirst = await client.until(english('appointments.code_first'));
      await client.press(codeFirst, english('general.button_have_code'));
      await client.until(english('general.code_type_it'));
      await client.say(await sanne.issueCode(amina.person));
      const opened = plain((await client.until(english('general.session_open'))).text);
      for (const part of [english('appointments.next'), amina.place]) assert.ok(opened.includes(part), opened);

      await client.say('I want to talk to a person');
      await client.press(await client.until(english('support.ask_about')), english('support.about_other'));
      await client.press(await client.until(english('support.ask_send')), english('support.send_yes'));
      const receipt = await client.until(english('support.receipt'));
      const ticket = await sanne.ticketIn(receipt.text);
      assert.equal(ticket.verified, true);

      await sanne.claim(ticket);
      await client.until(`${sanne.name} is now reading`);
      await sanne.answer(ticket, 'Good morning, how can I help?');
      await client.until('Good morning, how can I help?');
      await client.say('Thank you, it is about my school.');
      await sanne.hears(ticket, 'Thank you, it is about my school.');
      await sanne.answer(ticket, 'I will call your school.');
      await client.until('I will call your school.');
      await sanne.close(ticket);
      await client.until(english('support.closed'));
      assert.equal(new Set(client.ids).size, client.ids.length, 'no message came twice');
      client.end();
    });
  }

  test('goes on with its token when the server comes back, and what was said before is not said again', async () => {
    const { token } = await generateToken(server);
    client = connect(server, { token, webSocket: true });
    await client.until(english('general.welcome'));
    await client.say('I want to talk to a person');
    const about = await client.until(english('support.ask_about'));
    await server.stop();
    await server.start();
    await client.press(about, english('support.about_other'));
    await client.press(await client.until(english('support.ask_first_name')), english('support.skip'));
    await client.press(await client.until(english('support.ask_send')), english('support.send_no'));
    await client.until(english('support.not_sent'));
    assert.equal(new Set(client.ids).size, client.ids.length, 'no message came twice');
    client.end();
  });

  test('with the secret instead of a token, as servers do', async () => {
    client = connect(server, { secret: directLineSecret, webSocket: false });
    await client.until(english('general.welcome'));
    await client.say('Where is my next appointment?');
    await client.until(english('appointments.code_first'));
    client.end();
  });
});
