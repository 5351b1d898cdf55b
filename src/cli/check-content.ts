import { join } from 'node:path';
import { checkContent } from '../knowledge/check-content/check-content.ts';
import { unusedFacts } from '../knowledge/check-content/unused-facts.ts';
import { problemLine } from '../knowledge/check-content/problem.ts';
import { isoDay } from '../knowledge/dates.ts';
import { isCareful } from '../understanding/decide.ts';
import { parseLu } from '../understanding/lu.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * Says everything that is wrong in texts, facts, phrases and examples; exit code 1 when a mistake is among it.
 * With `--unused-facts`: the facts that nothing is said from.
 */
const problems = checkContent({
  root,
  today: isoDay(Date.now()),
  readPhrases: parseLu,
  isCareful,
});
const errors = problems.filter(({ level }) => level === 'error');
const warnings = problems.filter(({ level }) => level === 'warning');
for (const warning of warnings) process.stderr.write(`warning: ${problemLine(warning)}\n`);
for (const error of errors) process.stderr.write(`error: ${problemLine(error)}\n`);
if (errors.length > 0) {
  process.stderr.write(`check:content: ${errors.length} errors, ${warnings.length} warnings\n`);
  process.exitCode = 1;
}
if (process.argv.includes('--unused-facts'))
  process.stdout.write(`used by no text: ${unusedFacts(root).join(' ') || 'none'}\n`);
