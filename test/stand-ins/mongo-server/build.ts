import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pom = fileURLToPath(new URL('pom.xml', import.meta.url));
const source = fileURLToPath(new URL('StandInServer.java', import.meta.url));

/** The class path of the stand-in, built once for these sources into the machine's temporary directory. */
export function buildStandIn(): string {
  const hash = createHash('sha256').update(readFileSync(pom)).update(readFileSync(source)).digest('hex').slice(0, 16);
  const built = join(tmpdir(), `wegwijs-mongo-server-${hash}`);
  if (!existsSync(built)) build(built);
  return [join(built, 'classes'), join(built, 'lib', '*')].join(delimiter);
}

/** Built beside and moved into place: another test run sees all of it or nothing, and the first one wins. */
function build(built: string): void {
  const draft = mkdtempSync(`${built}-`);
  try {
    mkdirSync(join(draft, 'classes'));
    const lib = join(draft, 'lib');
    // A repository of its own: two test runs that fill the same one at once could spoil it.
    const settings = [`-DoutputDirectory=${lib}`, `-Dmaven.repo.local=${join(draft, 'repository')}`];
    run('mvn', ['--batch-mode', '--quiet', '-f', pom, 'dependency:copy-dependencies', ...settings]);
    run('javac', ['-cp', join(lib, '*'), '-d', join(draft, 'classes'), source]);
    rmSync(join(draft, 'repository'), { recursive: true });
    renameSync(draft, built);
  } catch (error) {
    if (!existsSync(built)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
