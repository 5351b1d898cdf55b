import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '..', '..');

export interface Cruise {
  modules: { source: string; dependencies: { resolved: string }[] }[];
  /** Names of the rules that were applied. */
  rules: string[];
  violations: { rule: { name: string; severity: string }; from: string; to: string }[];
}

/** What dependency-cruiser sees in these folders of `directory`, under the rules of `.dependency-cruiser.mjs`. */
export async function cruise(directory: string, folders: string[]): Promise<Cruise> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...folders,
      ...['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json'],
    ],
    { cwd: directory, maxBuffer: 64 * 1024 * 1024 },
  );
  const { modules, summary } = JSON.parse(stdout) as {
    modules: Cruise['modules'];
    summary: { violations: Cruise['violations']; ruleSetUsed: { forbidden: { name: string }[] } };
  };
  const rules = summary.ruleSetUsed.forbidden.map((rule) => rule.name);
  return { modules, rules, violations: summary.violations };
}
