import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../app.ts';
import { assemble } from '../app/assemble.ts';
import { erasePerson, findPerson } from '../app/erase-person.ts';
import { openStoreBeside } from '../app/open-store.ts';
import { readConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { reasonOf } from '../core/errors.ts';
import { createLog } from '../core/log.ts';
import { loadMunicipalities } from '../knowledge/municipalities.ts';
import { parseDataKeys } from '../store/data-keys.ts';
import { loadOrCreateKeyFile } from '../store/key-file.ts';
import type { Recognizer } from '../understanding/recognizer.ts';

const usage = 'erase -- --person ID [--municipality id] [--let-back]';

/** Nothing is understood here. */
const noRecognizer: Recognizer = {
  name: 'local',
  recognize: () => Promise.reject(new Error('a command understands nothing')),
};

/** Erases a person by our id or that of the municipality's system, or lets one back who was erased; one line of JSON. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { person: { type: 'string' }, municipality: { type: 'string' }, 'let-back': { type: 'boolean' } },
  });
  if (!values.person) throw new Error(`Who? Usage: npm run -s ${usage}`);
  const config = readConfig();
  const municipality = values.municipality ?? config.municipality;
  const municipalities = loadMunicipalities(root.municipalities);
  if (!municipalities.has(municipality)) throw new Error(`There is no municipality ${municipality}.`);
  const keys = config.dataKeys
    ? parseDataKeys(config.dataKeys)
    : loadOrCreateKeyFile(join(config.dataDir, 'data-keys'));
  const store = await openStoreBeside(config, keys);
  const parts = await assemble({
    root,
    store,
    keys,
    clock: systemClock,
    log: createLog('error'),
    recognizer: noRecognizer,
    municipalities,
    publicUrl: config.publicUrl,
    owner: 'a command',
    exclusive: false,
  });
  try {
    const person = await findPerson(parts, store, { municipality, person: values.person });
    if (!person) throw new Error(`${municipality} has nobody of that name here.`);
    const result = values['let-back']
      ? { letBack: await parts.people.erasing.letBack(person) }
      : await erasePerson(parts, store, { municipality, person, now: systemClock.now() });
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await parts.mailbox.close();
    await store.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exitCode = 2;
});
