import { expect, test } from '@jest/globals';
import type { LogEntry } from '../../src/channels/channel.ts';
import { entryView } from '../../src/console/views.ts';

const texts = { say: () => ({ text: '', language: 'nl' as const }), date: () => '', euros: () => '', source: () => '' };

test('a file that was sent is seen by its kind, and its content by nobody', async () => {
  const attachments = ['image/jpeg', 'audio/ogg', 'application/pdf'].map((contentType) => ({
    contentType,
    name: 'brief van Amina',
    contentUrl: 'urn:upload:1',
  }));
  const entry = { id: 'a', seq: 1, at: 0, direction: 'in', visible: true, activity: { type: 'message', attachments } };
  const view = await entryView({ delivery: () => Promise.resolve('stored'), texts }, entry as unknown as LogEntry);
  expect(view.files).toEqual(['photo', 'voice', 'file']);
  expect(JSON.stringify(view)).not.toMatch(/Amina|urn:upload/);
});
