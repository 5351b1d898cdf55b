import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openHouse, type Begun, type House } from './house.ts';
import { jpeg, m4a, mp3, oggOpus, pdf, png, webp } from './small-files.ts';

let house: House;
let begun: Begun;
beforeEach(async () => {
  house = await openHouse({ limits: { maxUploadBytes: 64 * 1024 } });
  begun = await house.begin();
});
afterEach(() => house.close());

const activityType = 'application/vnd.microsoft.activity';

interface Sent {
  files?: [bytes: Uint8Array, name: string, type?: string][];
  activity?: unknown;
  token?: string;
}

function upload({ files = [], activity = { type: 'message' }, token = begun.token }: Sent) {
  const form = new FormData();
  const json = typeof activity === 'string' ? activity : JSON.stringify(activity);
  form.append('activity', new Blob([json], { type: activityType }));
  for (const [bytes, name, type = 'image/png'] of files) form.append('file', new Blob([bytes.slice()], { type }), name);
  const path = `/v3/directline/conversations/${begun.conversationId}/upload?userId=x`;
  return house.call('POST', path, { token, body: form });
}

const messages = () => house.mailbox.arrivals.filter(({ activity }) => activity.type === 'message');
const nothingKept = () => {
  expect(messages()).toEqual([]);
  expect(house.uploads.files.size).toBe(0);
};

test('a message with files refers to what was stored', async () => {
  const activity = {
    type: 'message',
    text: 'Mijn brief',
    attachments: [{ contentType: 'image/png', contentUrl: 'https://elsewhere.example/x.png' }],
    channelData: { clientActivityID: 'u1', attachmentSizes: [1, 2] },
  };
  const { status, body } = await upload({
    activity,
    files: [
      [png, 'brief.png'],
      [pdf, '../map/bijlage.pdf', 'text/plain'],
    ],
  });
  const [message] = messages();
  expect([status, body.id]).toEqual([200, message?.id]);
  const attachments = message?.activity.attachments ?? [];
  expect(attachments.map(({ contentType, name }) => [contentType, name])).toEqual([
    ['image/png', 'brief.png'],
    ['application/pdf', 'bijlage.pdf'],
  ]);
  const stored = attachments.map(({ contentUrl }) =>
    house.uploads.files.get(contentUrl?.replace('wegwijs:upload/', '') ?? ''),
  );
  expect(stored.map((file) => Buffer.from(file?.bytes ?? []))).toEqual([Buffer.from(png), Buffer.from(pdf)]);
  expect(stored[0]?.meta).toEqual({
    conversation: begun.conversationId,
    municipality: 'demostad',
    contentType: 'image/png',
    name: 'brief.png',
    at: house.clock.now(),
  });
});

test('the echo says that there was a file, not where it is kept', async () => {
  await upload({ files: [[png, 'brief.png']] });
  await new Promise((resolve) => setImmediate(resolve));
  const path = `/v3/directline/conversations/${begun.conversationId}/activities`;
  const { body } = await house.call('GET', path, { token: begun.token });
  expect(body.activities).toMatchObject([{ attachments: [{ contentType: 'image/png', name: 'brief.png' }] }]);
  expect(JSON.stringify(body)).not.toContain('wegwijs:upload');
});

test.each<[string, Uint8Array, string]>([
  ['JPEG', jpeg, 'image/jpeg'],
  ['PNG', png, 'image/png'],
  ['WebP', webp, 'image/webp'],
  ['PDF', pdf, 'application/pdf'],
  ['Opus', oggOpus, 'audio/ogg'],
  ['M4A', m4a, 'audio/mp4'],
  ['MP3', mp3, 'audio/mpeg'],
])('%s is known by its content', async (_what, bytes, contentType) => {
  const { status } = await upload({ files: [[bytes, 'file.bin', 'application/x-something']] });
  expect(status).toBe(200);
  expect(messages()[0]?.activity.attachments?.[0]?.contentType).toBe(contentType);
});

describe('leaves nothing behind when', () => {
  const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');

  test.each<[string, Sent, number, string]>([
    [
      'one of the files is of another kind',
      {
        files: [
          [png, 'a.png'],
          [page, 'b.png'],
        ],
      },
      415,
      'unsupported_type',
    ],
    ['a file is empty', { files: [[new Uint8Array(), 'a.png']] }, 415, 'unsupported_type'],
    ['there is no file', {}, 400, 'bad_request'],
    ['the activity is no JSON', { activity: '{', files: [[png, 'a.png']] }, 400, 'bad_json'],
    [
      'the activity is ours to make',
      { activity: { type: 'event', name: 'handoff.status' }, files: [[png, 'a.png']] },
      400,
      'bad_request',
    ],
    [
      'it is an event',
      { activity: { type: 'event', name: 'webchat/join' }, files: [[png, 'a.png']] },
      400,
      'bad_request',
    ],
    [
      'the text is too long',
      { activity: { type: 'message', text: 'x'.repeat(4_001) }, files: [[png, 'a.png']] },
      413,
      'too_large',
    ],
    ['there are too many files', { files: Array.from({ length: 5 }, (_, n) => [png, `${n}.png`]) }, 413, 'too_large'],
    ['there are far too many', { files: Array.from({ length: 20 }, (_, n) => [png, `${n}.png`]) }, 413, 'too_large'],
    ['the token is not good', { files: [[png, 'a.png']], token: 'x' }, 401, 'unauthorized'],
  ])('%s', async (_what, sent, status, code) => {
    const answer = await upload(sent);
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    nothingKept();
  });

  test.each([65 * 1024, 150 * 1024, 250 * 1024, 600 * 1024])('it weighs %i bytes', async (bytes) => {
    const heavy = Buffer.concat([png, Buffer.alloc(bytes)]);
    const answer = await upload({ files: [[heavy, 'zwaar.png']] });
    expect([answer.status, answer.body.error?.code]).toEqual([413, 'too_large']);
    nothingKept();
  });

  test('the files together are too heavy', async () => {
    const half = Buffer.concat([png, Buffer.alloc(40 * 1024)]);
    expect(
      (
        await upload({
          files: [
            [half, 'a.png'],
            [half, 'b.png'],
          ],
        })
      ).status,
    ).toBe(413);
    nothingKept();
  });

  test.each([
    ['application/json', '{}', 415],
    ['image/png', 'x', 415],
    ['multipart/form-data', 'x', 400],
    ['multipart/form-data; boundary=b', 'no part at all', 400],
    [
      'multipart/form-data; boundary=b',
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\nhalf',
      400,
    ],
  ])('it is %s with %j', async (contentType, body, status) => {
    const path = `/v3/directline/conversations/${begun.conversationId}/upload`;
    const answer = await house.call('POST', path, {
      token: begun.token,
      body,
      headers: { 'content-type': contentType },
    });
    expect(answer.status).toBe(status);
    nothingKept();
  });

  test('the sender goes away half way', async () => {
    const { port } = new URL(house.url);
    const socket = connect(Number(port), '127.0.0.1');
    const path = `/v3/directline/conversations/${begun.conversationId}/upload`;
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${begun.token}\r\ncontent-length: 5000\r\n`;
    await new Promise((resolve) => socket.once('connect', resolve));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.end(`${head}content-type: multipart/form-data; boundary=b\r\n\r\n--b\r\n`);
    socket.resume();
    await closed;
    nothingKept();
  });

  test('the second file cannot be stored', async () => {
    house.uploads.failAfter = 1;
    expect(
      (
        await upload({
          files: [
            [png, 'a.png'],
            [jpeg, 'b.jpg'],
          ],
        })
      ).status,
    ).toBe(500);
    nothingKept();
  });
});

test('a repeat is one message with the files of the first', async () => {
  const activity = { type: 'message', text: 'x', channelData: { clientActivityID: 'again' } };
  const answers = await Promise.all([1, 2].map(() => upload({ activity, files: [[png, 'a.png']] })));
  answers.push(await upload({ activity, files: [[png, 'a.png']] }));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(messages()).toHaveLength(1);
  expect(house.uploads.files.size).toBe(1);
});

test('when the mailbox gives no answer, the retry brings message and files', async () => {
  const activity = { type: 'message', channelData: { clientActivityID: 'retry' } };
  house.mailbox.failNext('accept');
  expect((await upload({ activity, files: [[png, 'a.png']] })).status).toBe(500);
  expect((await upload({ activity, files: [[png, 'a.png']] })).status).toBe(200);
  expect(messages()[0]?.activity.attachments).toHaveLength(1);
  expect(house.uploads.files.size).toBe(1);
});

test('too many in one conversation are held back', async () => {
  const busy = await openHouse({ limits: { uploadsPerMinutePerConversation: 1 } });
  const { conversationId, token } = await busy.begin();
  const statuses = [];
  for (let turn = 0; turn < 2; turn++) {
    const form = new FormData();
    form.append('file', new Blob([png.slice()]), 'a.png');
    const path = `/v3/directline/conversations/${conversationId}/upload`;
    statuses.push((await busy.call('POST', path, { token, body: form })).status);
  }
  await busy.close();
  expect(statuses).toEqual([200, 429]);
});
