import { describe, expect, test } from '@jest/globals';
import { createWebChannel } from '../../src/channels/registry.ts';
import { createMask } from '../../src/conversations/mask-activity.ts';
import type { Route } from '../../src/core/http.ts';
import { createIds } from '../../src/core/ids.ts';
import { parseJson } from '../../src/core/json.ts';
import { silentLog } from '../../src/core/log.ts';
import { holdClock } from '../held-clock.ts';
import { start } from '../server/start.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

const echo: Route = {
  method: 'post',
  path: '/echo',
  body: 'json',
  handle: (request, response) => void response.send(200, request.body),
};
const post = (url: string, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });

describe('JSON', () => {
  test('what is nested too deeply is no JSON for us, wherever it comes in', async () => {
    const { url } = await start({ routes: [echo] });
    for (const depth of [64, 10_000, 120_000]) {
      const answer = await post(`${url}/echo`, `{"value":${nested(depth)}}`);
      expect([depth, answer.status]).toEqual([depth, 400]);
      expect(await answer.json()).toMatchObject({ error: { code: 'bad_json' } });
    }
    const fine = await post(`${url}/echo`, `{"value":${nested(60)},"text":"${'['.repeat(1_000)}\\"["}`);
    expect(fine.status).toBe(200);
  });

  test('an unfinished text of quotes and brackets is refused in a time that grows with it', () => {
    for (const part of ['"\\', '["', '{"', '\\"', '"']) expect(() => parseJson(part.repeat(100_000))).toThrow();
  });

  test('names that belong to objects change no object', () => {
    const text =
      '{"__proto__":{"polluted":1},"value":{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}}}}';
    const mask = createMask(createIds(Buffer.alloc(32, 7)));
    const masked = mask({ type: 'message', ...(parseJson(text) as object), channelData: parseJson(text) });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect((masked as { polluted?: number }).polluted).toBeUndefined();
    expect((masked.channelData as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('an upload', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );

  async function open() {
    const names: (string | undefined)[] = [];
    const channel = createWebChannel({
      mailbox: {
        accept: (arrivals) => {
          for (const { activity } of arrivals) names.push(...(activity.attachments ?? []).map(({ name }) => name));
          return Promise.resolve(arrivals.map(({ id }) => ({ id, duplicate: false })));
        },
        repliesTo: () => Promise.resolve([]),
        log: () => Promise.resolve({ entries: [], watermark: 0 }),
        follow: () => () => undefined,
        exists: () => Promise.resolve(true),
      },
      tokenKey: Buffer.alloc(32, 1),
      clock: holdClock(),
      ids: createIds(Buffer.alloc(32, 7)),
      log: silentLog,
      municipality: 'wegstad',
      isMunicipality: () => true,
      uploads: { put: () => Promise.resolve(true), remove: () => Promise.resolve() },
    });
    const { url } = await start({ routes: channel.routes });
    const token = (await (await post(`${url}/api/chat/token`, '{}')).json()) as {
      token: string;
      conversationId: string;
    };
    return {
      names,
      async send(name: string, bytes: Buffer | string, activity?: string): Promise<number> {
        const form = new FormData();
        if (activity !== undefined) form.append('activity', activity);
        form.append('file', new Blob([bytes]), name);
        const path = `/v3/directline/conversations/${token.conversationId}/upload`;
        const headers = { authorization: `Bearer ${token.token}` };
        return (await fetch(url + path, { method: 'POST', headers, body: form })).status;
      },
    };
  }

  test('is known by what it is, not by what it is called', async () => {
    const { send } = await open();
    expect(await send('photo.png', png)).toBe(200);
    expect(await send('photo.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')).toBe(415);
    expect(await send('photo.png', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')).toBe(415);
    expect(await send('photo.png', '<!doctype html><script>1</script>')).toBe(415);
    expect(await send('letter.pdf', Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(64)]))).toBe(415);
  });

  test('brings no path, no line and no turned-around ending in its name', async () => {
    const { names, send } = await open();
    await send('../../etc/passwd', png);
    await send('..\\..\\boot.png', png);
    await send('a\r\nset-cookie: x=1.png', png);
    await send('letter\u202egnp.exe', png);
    for (const name of names) expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(names).toHaveLength(4);
  });

  test('carries a message only, and not a bottomless one', async () => {
    const { send } = await open();
    expect(await send('a.png', png, '{"type":"event","name":"session.opened"}')).toBe(400);
    expect(await send('a.png', png, `{"type":"message","value":${nested(100_000)}}`)).toBe(400);
  });
});
