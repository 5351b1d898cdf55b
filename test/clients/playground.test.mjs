import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, test } from 'node:test';

/** A network with nothing but this machine in it: the playground would call home, also with its telemetry off. */
const offline = ['unshare', ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh']];
const isOffline = spawnSync(offline[0], [...offline[1], 'true']).status === 0;
const skip = isOffline ? false : 'this machine allows no network of its own (unshare -n, ip)';

describe('the Microsoft 365 Agents Playground', { skip }, () => {
  for (const channel of ['msteams', 'webchat']) {
    test(`an appointment, as ${channel}`, async () => {
      const [command, args] = offline;
      const visit = spawn(
        command,
        [...args, process.execPath, join(import.meta.dirname, 'playground/visit.mjs'), channel],
        {
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
      const [said, [status]] = await Promise.all([text(visit.stderr), once(visit, 'exit')]);
      assert.equal(status, 0, said);
    });
  }
});
