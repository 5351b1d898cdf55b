import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startChannelService, wireMessage, type ChannelService } from './channel-service.ts';
import { logIn, ticketsOf } from './console.ts';
import { kindsOfDocuments, readDocuments } from './data.ts';
import { ask, textKeysOf, visit } from './direct-line.ts';
import { until } from './until.ts';

let service: ChannelService;
beforeAll(async () => {
  service = await startChannelService({ LOG_LEVEL: 'trace' });
}, 120_000);
afterAll(() => service.close());

/** Said, and nowhere to be read without the keys. */
const marker = 'blauwvingerhoed';

/** Said, and nowhere to be found at all: invented numbers that pass the tests of real ones. */
const numbers = {
  bsn: ['111222333', '123 456 782', '١٢٣٤٥٦٧٨٢'],
  iban: ['NL91ABNA0417164300', 'nl91 abna 0417 1643 00'],
};

test('what people write stands in no log and in no file in plain, and numbers and codes stand nowhere', async () => {
  const { server, connector } = service;
  const sanne = await logIn(server, 'sanne');
  const { body } = await sanne.post('/codes', { id: 'operation-1', person: 'demo-amina' });
  const { code } = body as { code: string };

  const visitor = await visit(server, { locale: 'nl' });
  await visitor.hear(`Mijn ${marker} is kwijt, wanneer is mijn afspraak?`);
  const said = [
    ...numbers.bsn.map((bsn) => `Mijn bsn is ${bsn}`),
    ...numbers.iban.map((iban) => `Rekening ${iban} van mij`),
  ];
  for (const text of said) expect(textKeysOf(await visitor.hear(text))).toContain('general.masked');
  expect(textKeysOf(await visitor.hear(code.toLowerCase().replace('-', ' ')))).toContain('general.session_open');
  expect(textKeysOf(await visitor.hear(code))).toContain('general.code_refused');

  await service.post(
    wireMessage(connector.serviceUrl, 'a:secret', {
      text: `${marker} ${said.join(' ')} ${code}`,
      from: { id: '29:secret', name: marker },
      channelData: { copy: `${marker} ${numbers.bsn[0]}` },
    }),
  );
  await connector.arrived(1);

  const helped = await visit(server, { locale: 'nl' });
  for (const command of ['human:', 'choose:other']) await helped.tap(command);
  await helped.hear(marker);
  await helped.tap('choose:yes');
  const [ticket] = await until(async () => {
    const tickets = await ticketsOf(sanne);
    return tickets.length > 0 && tickets;
  });
  await sanne.post(`/tickets/${ticket?.id}/claim`, { id: 'operation-2' });
  await sanne.get(`/tickets/${ticket?.id}`);
  await sanne.post(`/tickets/${ticket?.id}/answer`, { id: 'operation-3', text: `Over ${marker} bel ik u.` });
  await until(async () => JSON.stringify((await helped.log()).activities).includes(`Over ${marker}`));

  const post = (path: string, content: string, token?: string) =>
    ask(`${server.url}${path}`, { method: 'POST', body: content, ...(token ? { token } : {}) });
  await post(visitor.path, `{"type":"message","text":"${marker}`, visitor.token);
  await post(visitor.path, `{"type":"${marker}"}`, visitor.token);
  await post(`/v3/directline/${marker}?q=${marker}`, '{}', `${marker}.${marker}.${marker}`);
  await post('/api/messages', `{"type":"message","text":"${marker}","channelId":7}`, `${marker}.${marker}.${marker}`);
  await post('/api/console/login', `{"staff":"${marker}"}`);
  await post('/api/pin', `{"token":"${marker}","pin":"${marker.slice(0, 8)}"}`);
  expect(await server.stop()).toBe(0);

  const unspoken = [...numbers.bsn, ...numbers.iban, code, code.replace('-', ''), 'NL91 ABNA', '123456782'];
  const logged = server.output.filter((line) => !line.includes('demo:')).join('\n');
  expect(logged).toContain('"msg":"request"');
  for (const secret of [marker, visitor.token, sanne.cookie.split('=')[1] ?? '', ...unspoken])
    expect(logged).not.toContain(secret);

  const files = Buffer.concat(databaseFiles(server.dataDir).map((file) => readFileSync(file)));
  expect(files.length).toBeGreaterThan(10_000);
  for (const secret of [marker, 'demo-amina', 'Amina', ...unspoken]) {
    expect([secret, files.includes(secret)]).toEqual([secret, secret === 'demo-amina']);
    expect(files.includes(Buffer.from(secret, 'utf16le'))).toBe(false);
  }

  const opened = kindsOfDocuments(server.dataDir)
    .flatMap((kind) => readDocuments(server.dataDir, kind))
    .map((document) => JSON.stringify(document))
    .join('\n');
  expect(opened).toContain(marker);
  for (const secret of unspoken) expect(opened).not.toContain(secret);
}, 60_000);

/** The database and what SQLite keeps beside it. */
const databaseFiles = (dataDir: string): string[] =>
  readdirSync(dataDir)
    .filter((name) => name.startsWith('wegwijs.db'))
    .map((name) => join(dataDir, name))
    .filter((file) => statSync(file).isFile());
