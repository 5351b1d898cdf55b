import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const bundle = join(import.meta.dirname, '../node_modules/botframework-webchat/dist/webchat.js');
const files = {
  '/': { path: join(import.meta.dirname, 'page.html'), type: 'text/html; charset=utf-8' },
  '/webchat.js': { path: bundle, type: 'text/javascript; charset=utf-8' },
};

/** The website of somebody else, with the official Web Chat on it: another origin than the server's. */
export async function openHost() {
  const host = createServer((request, response) => {
    const file = files[new URL(request.url, 'http://localhost').pathname];
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': file.type });
    createReadStream(file.path).pipe(response);
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  return {
    url: `http://localhost:${host.address().port}/`,
    async close() {
      host.close();
      host.closeAllConnections();
      await once(host, 'close');
    },
  };
}
