import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A content file as it stands. */
export interface ContentFile {
  /** From the repository's folder on, with forward slashes. */
  path: string;
  source: string;
}

/** The files under a folder whose names end so, in order of their paths; none when the folder is not there. */
export function filesUnder(root: string, folder: string, ending: string): ContentFile[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: file.slice(join(root, '/').length).replaceAll('\\', '/'),
      source: readFileSync(file, 'utf8'),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export const foldersIn = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** The line (from 1) that an offset is on. */
export const lineAt = (source: string, offset: number): number => source.slice(0, offset).split('\n').length;
