import { expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { createClientAddress, isFromThisMachine } from '../../src/server/client-address.ts';

const from = (remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;

test.each<[number, string | undefined, string]>([
  [0, undefined, '10.0.0.1'],
  [0, '198.51.100.7', '10.0.0.1'],
  [1, undefined, '10.0.0.1'],
  [1, '198.51.100.7', '198.51.100.7'],
  [1, '203.0.113.9, 198.51.100.7', '198.51.100.7'],
  [2, '203.0.113.9, 198.51.100.7, 10.0.0.2', '198.51.100.7'],
  [1, ' , ', '10.0.0.1'],
])('behind %i proxies, X-Forwarded-For "%s" means %s', (hops, forwarded, address) => {
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(createClientAddress(hops)(from('::ffff:10.0.0.1', headers))).toBe(address);
});

test.each<[string, Record<string, string>, boolean]>([
  ['127.0.0.1', {}, true],
  ['::1', {}, true],
  ['::ffff:127.0.0.1', {}, true],
  ['127.0.0.1', { 'x-forwarded-for': '198.51.100.7' }, false],
  ['127.0.0.1', { forwarded: 'for=198.51.100.7' }, false],
  ['198.51.100.7', {}, false],
])('%s with %j is this machine: %s', (remoteAddress, headers, expected) => {
  expect(isFromThisMachine(from(remoteAddress, headers))).toBe(expected);
});
