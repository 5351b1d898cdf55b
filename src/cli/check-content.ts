import { join } from 'node:path';
import { checkContent } from '../knowledge/check-content/check-content.ts';
import { problemLine } from '../knowledge/check-content/problem.ts';
import { isCareful } from '../understanding/decide.ts';
import { parseLu } from '../understanding/lu.ts';

/** Says everything that is wrong in texts, facts, phrases and examples; exit code 1 when a mistake is among it. */
const problems = checkContent({
  root: join(import.meta.dirname, '..', '..'),
  today: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(new Date()),
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
