import type { Answer } from '../shared/http.ts';
import { randomId } from '../shared/random-id.ts';

/**
 * Runs an operation under an id that is kept while no answer came, so that a second press after a broken connection is
 * the same operation and not another one. `key` says what is done to what.
 */
export async function attempt<Body>(key: string, run: (id: string) => Promise<Answer<Body>>): Promise<Answer<Body>> {
  const id = open.get(key) ?? randomId();
  open.set(key, id);
  const answer = await run(id);
  if (answer.kind !== 'unreachable') open.delete(key);
  return answer;
}

const open = new Map<string, string>();
