import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The streaming half of directlinejs talks to Azure only, and weighs more than the rest of the page. */
function withoutStreaming(): Plugin {
  return {
    name: 'without-streaming',
    enforce: 'pre',
    resolveId: (source) => (source.endsWith('/directLineStreaming') ? here('src/chat/no-streaming.ts') : null),
  };
}

/** Writes `.br` and `.gz` beside what is worth it, so that the server compresses nothing. */
function compressed(): Plugin {
  let outDir = '';
  return {
    name: 'compressed',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
      if (config.build.outDir.startsWith('/')) outDir = config.build.outDir;
    },
    closeBundle() {
      for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(html|js|css|svg)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: here('.'),
  plugins: [withoutStreaming(), preact(), compressed()],
  build: {
    target: 'es2019',
    cssTarget: ['chrome80', 'safari13'],
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { input: [here('index.html'), here('pin.html'), here('console.html')] },
  },
});
