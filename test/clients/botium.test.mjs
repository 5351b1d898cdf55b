import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { logIn } from './case-worker.mjs';
import { amina, phrase } from './phrases.mjs';
import { directLineSecret, openServer } from './server.mjs';

// Botium reports to its makers when it is loaded, unless this is said before.
process.env.BOTIUM_ANALYTICS = 'false';
const { BotDriver } = createRequire(import.meta.url)('botium-core');

/** The conversation with its blanks filled: `<topic.key>` is what stands in `locales/en`. */
function script(blanks) {
  const text = readFileSync(join(import.meta.dirname, 'botium/appointment.convo.txt'), 'utf8');
  return text.replace(/<([\w.]+)>/g, (_, name) => (blanks[name] ?? phrase('en', name)).split('\n')[0]);
}

/** Plays a conversation; throws what Botium has against it. */
async function play(server, webSocket, text) {
  const driver = new BotDriver({
    PROJECTNAME: 'Wegwijs',
    CONTAINERMODE: 'directline3',
    DIRECTLINE3_DOMAIN: `${server.url}/v3/directline`,
    DIRECTLINE3_SECRET: directLineSecret,
    DIRECTLINE3_WEBSOCKET: webSocket,
    DIRECTLINE3_POLLINGINTERVAL: 200,
    DIRECTLINE3_BUTTON_TYPE: 'message',
    DIRECTLINE3_BUTTON_VALUE_FIELD: 'text',
    SCRIPTING_MATCHING_MODE: 'include',
    WAITFORBOTTIMEOUT: 20_000,
  });
  const compiler = driver.BuildCompiler();
  compiler.Compile(text, 'SCRIPTING_FORMAT_TXT', 'SCRIPTING_TYPE_CONVO');
  assert.equal(compiler.convos.length, 1);
  const container = await driver.Build();
  await container.Start();
  try {
    await compiler.convos[0].Run(container);
  } finally {
    await container.Stop();
    await container.Clean();
  }
}

describe('Botium', () => {
  let server;
  before(async () => {
    server = await openServer();
  });
  after(() => server?.close());

  for (const [how, webSocket] of [
    ['by WebSocket', true],
    ['by polling', false],
  ]) {
    test(`plays its script, ${how}`, async () => {
      const sanne = await logIn(server, amina.caseWorker);
      await play(server, webSocket, script({ code: await sanne.issueCode(amina.person), place: amina.place }));
    });
  }

  test('says what is wrong when the answer is another', async () => {
    const wrong = script({ code: 'WRONG-WRONG', place: amina.place });
    await assert.rejects(play(server, true, wrong), /Marktplein/);
  });
});
