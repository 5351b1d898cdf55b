import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder with these files, by path, for as long as the tests of a file run; texts are given as objects. */
export function contentFolder(files: Record<string, string | Record<string, unknown>>): string {
  const root = mkdtempSync(join(tmpdir(), 'content-'));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

/** One fact of a `facts.yaml`, with what differs. */
export const factRow = (id: string, more: Record<string, unknown> = {}): string =>
  `- ${JSON.stringify({
    id,
    claim: 'It is so.',
    term: 'iets',
    source: { title: 'Een wet', date: '2026-01-01' },
    checkedOn: '2026-11-22',
    confidence: 'V1',
    ...more,
  })}\n`;
