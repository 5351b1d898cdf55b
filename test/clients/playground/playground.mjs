import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const cli = join(import.meta.dirname, '../node_modules/@microsoft/m365agentsplayground/cli.js');
const port = 56150;

/** Starts the playground for a bot and resolves once its page is served. */
export async function openPlayground(endpoint, channel) {
  const args = ['start', '-e', endpoint, '-c', channel, '-p', String(port), '--disable-telemetry'];
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => child.kill('SIGKILL'));
  let said = '';
  const served = new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      if (said.includes(`Listening on ${port}`)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`The playground did not start:\n${said}`)));
  });
  await served;
  return {
    url: `http://localhost:${port}/`,
    /** What it printed. */
    log: () => said,
    async close() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
