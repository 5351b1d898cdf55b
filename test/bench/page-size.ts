import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that the chat page and all that it names weigh as a browser gets them (Brotli); undefined when it is not built. */
export function chatPageBytes(dist: string): number | undefined {
  const page = join(dist, 'index.html');
  if (!existsSync(page)) return undefined;
  const names = [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="\/?(assets\/[^"]+)"/g)].map(([, name]) => name!);
  const files = ['index.html', ...new Set(names)].map((name) => join(dist, name));
  return files.reduce((bytes, file) => bytes + statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size, 0);
}
