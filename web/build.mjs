// Builds the pages into web/dist and compresses them beforehand. `npm run prepare` runs it after every install.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const web = import.meta.dirname;
const compressible = /\.(css|html|js|json|svg|txt|webmanifest)$/;
const smallestBytes = 1024;

/** Vite, or nothing where only what runs was installed (`--omit=dev`): then `web/dist` comes from elsewhere. */
async function findVite() {
  try {
    return await import('vite');
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return undefined;
  }
}

async function compress(directory) {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !compressible.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    if (content.length < smallestBytes) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(`${path}.br`, brotliCompressSync(content, { params }));
    await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}

const vite = await findVite();
if (!vite) {
  console.error('web: not built, because Vite is not installed.');
} else if (!existsSync(join(web, 'index.html'))) {
  console.error('web: not built, because there are no pages yet.');
} else {
  await vite.build({ root: web, logLevel: 'warn' });
  await compress(join(web, 'dist'));
}
