import { afterEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { assemble, collections, type Assembly } from '../../src/app/assemble.ts';
import { root } from '../../src/app.ts';
import type { Activity } from '../../src/core/activity.ts';
import { showLinkCode } from '../../src/core/link-code.ts';
import type { Log } from '../../src/core/log.ts';
import { loadMunicipalities } from '../../src/knowledge/municipalities.ts';
import { loadDemoPeople } from '../../src/people/demo-people.ts';
import { seedDemo } from '../../src/people/seed-demo.ts';
import { createDataKey } from '../../src/store/data-keys.ts';
import { createSealer } from '../../src/store/sealer.ts';
import { openMemoryStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/store/store.ts';
import type { Recognition, Recognizer } from '../../src/understanding/recognizer.ts';
import { holdClock } from '../held-clock.ts';
import { buttonsOf, textKeysOf } from './direct-line.ts';

const marker = 'blauwvinger';

/** Everything but the network, on a store in memory; what it logs is kept. */
interface House {
  parts: Assembly;
  logged: string[];
  /** While set, reading appointments throws it. */
  breaks: { error?: Error };
  say(text: string, locale?: string): Promise<Activity[]>;
}

let store: Store | undefined;
afterEach(() => store?.close());

async function openHouse(recognizer: Recognizer): Promise<House> {
  const keys = [createDataKey('test')];
  const inMemory = await openMemoryStore({ sealer: createSealer(keys), collections });
  store = inMemory;
  const clock = holdClock();
  const logged: string[] = [];
  const keep = (fields: object, message: string): void =>
    void logged.push(
      JSON.stringify({ ...fields, message }, (_, value: unknown) =>
        value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value,
      ),
    );
  const log: Log = { info: keep, warn: keep, error: keep, debug: keep };
  const breaks: House['breaks'] = {};
  const municipalities = loadMunicipalities(root.municipalities);
  const parts = await assemble({
    root,
    store: {
      ...inMemory,
      find: (collection, query) =>
        breaks.error && collection.name === 'appointments'
          ? Promise.reject(breaks.error)
          : inMemory.find(collection, query),
    },
    keys,
    clock,
    log,
    recognizer,
    municipalities,
    publicUrl: 'http://localhost:3978',
    owner: 'test',
    exclusive: true,
  });
  await seedDemo(inMemory, clock, loadDemoPeople(join(root.municipalities, 'demo-people'), municipalities.values()));
  let seen = 0;
  return {
    parts,
    logged,
    breaks,
    async say(text, locale) {
      const activity = { type: 'message', text, ...(locale ? { locale } : {}) };
      const id = parts.ids.random();
      await parts.mailbox.accept([
        { id, conversation: 'c_one', channel: 'web', municipality: 'wegstad', at: clock.now(), activity },
      ]);
      await parts.mailbox.idle();
      const page = await parts.mailbox.log('c_one', seen, 100);
      seen = page.watermark;
      return page.entries.filter(({ direction }) => direction === 'out').map((entry) => entry.activity);
    },
  };
}

const understands = (name: string, language: Recognition['language'] = 'nl'): Recognizer => ({
  name: 'local',
  recognize: async () => ({ language, languageScore: 1, intents: [{ name, score: 0.99 }], entities: [] }),
});

async function codeOfAmina({ parts }: House): Promise<string> {
  const { code } = await parts.people.issueCode({
    person: 'demo-amina',
    municipality: 'wegstad',
    by: 'sanne',
    requestId: 'a-request',
  });
  return showLinkCode((code ?? '').replace('-', ''));
}

test('a topic that throws: an apology in the person’s language with a person offered, and the next message is answered', async () => {
  const house = await openHouse(understands('appointments.next', 'ar'));
  await house.say('مرحبا كيف الحال', 'ar');
  await house.say(await codeOfAmina(house));
  house.breaks.error = Object.assign(new Error(`cannot read ${marker}`), { code: 'E_BROKEN' });
  const [reply, ...more] = await house.say(`متى موعدي ${marker}`);
  expect(more).toEqual([]);
  expect(textKeysOf(reply ?? {})).toEqual(['general.failed']);
  expect(reply?.locale).toBe('ar');
  expect(reply?.text).toMatch(/\p{Script=Arabic}/u);
  expect(buttonsOf(reply ?? {}).map(({ value }) => value)).toEqual(['human:']);

  const failures = house.logged.filter((line) => line.includes('a turn threw'));
  expect(failures).toHaveLength(1);
  expect(failures[0]).toContain('E_BROKEN');
  expect(failures[0]).toMatch(/failing-turn\.test\.ts:\d+/);
  expect(house.logged.join('\n')).not.toContain(marker);

  delete house.breaks.error;
  const [next] = await house.say('متى موعدي');
  expect(textKeysOf(next ?? {})[0]).toMatch(/^appointments\.next/);
});

test('a recognizer that throws: the person may say it otherwise or ask for a person, danger is still seen, nothing is quoted', async () => {
  const house = await openHouse({
    name: 'local',
    recognize: (utterance) => Promise.reject(new Error(`no answer to ${utterance}`)),
  });
  const [reply] = await house.say(`Wanneer is mijn ${marker}`, 'nl');
  expect(textKeysOf(reply ?? {})).toContain('general.none');
  expect(buttonsOf(reply ?? {}).map(({ value }) => value)).toContain('human:');
  const [danger] = await house.say(`ik wil niet meer leven ${marker}`);
  expect(textKeysOf(danger ?? {})[0]).toMatch(/^support\.danger_/);
  expect(house.logged.filter((line) => line.includes('the recognizer failed'))).toHaveLength(2);
  expect(house.logged.join('\n')).not.toContain(marker);
});
