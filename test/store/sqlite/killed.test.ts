import { expect, test } from '@jest/globals';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import { startChild } from './child.ts';
import { createDirectories } from './directory.ts';
import { sealer } from './keys.ts';
import { notes } from './notes.ts';

const newDirectory = createDirectories();

test('every write that was acknowledged is there after a SIGKILL, and no call is there by half', async () => {
  const directory = newDirectory();
  const acknowledged: string[] = [];
  for (const round of ['r1', 'r2', 'r3']) {
    const child = startChild('killed-child.ts', [directory, round]);
    await child.lines(400);
    const told = await child.kill();
    expect(told.length).toBeGreaterThan(0);
    acknowledged.push(...told);
    const store = await openSqliteStore({ directory, sealer, collections: [notes] });
    for (const id of acknowledged) {
      expect((await store.get(notes, id))?.body.text).toBe(`${id} first`);
      expect((await store.get(notes, `${id}+`))?.body.text).toBe(`${id} second`);
    }
    for (let writer = 0; writer < 16; writer++) {
      const written = await store.find(notes, { where: { owner: `${round}-w${writer}` }, limit: 100_000 });
      for (const { id } of written) expect(await store.get(notes, `${id}+`)).toBeDefined();
      const known = acknowledged.filter((id) => id.startsWith(`${round}-w${writer}-`)).length;
      expect(written.length - known).toBeLessThanOrEqual(1);
    }
    await store.close();
  }
});
