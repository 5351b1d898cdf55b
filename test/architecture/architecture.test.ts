import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, root, type Cruise } from './cruise.ts';

/** A cruiser that cannot parse our files sees none and finds nothing wrong. Raise it as the tree grows. */
const fewestModules = 100;

const folders = ['src', 'dialogs'];
const ownModules = (seen: Cruise): string[] =>
  seen.modules.map((module) => module.source).filter((source) => folders.some((folder) => source.startsWith(folder)));

describe('one way round', () => {
  let tree: Cruise;
  beforeAll(async () => {
    tree = await cruise(root, folders);
  });

  test('nobody imports what is not theirs', () => {
    expect(tree.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  });

  test(`at least ${fewestModules} modules are seen`, () => {
    expect(ownModules(tree).length).toBeGreaterThanOrEqual(fewestModules);
  });

  const joined = existsSync(join(root, 'src/app.ts')) ? test : test.skip;
  joined.each(['channels', 'store', 'understanding'])('every adapter in src/%s/ is named by a joiner', (stage) => {
    const adapters = readdirSync(join(root, 'src', stage), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    const named = tree.modules
      .filter(({ source }) => [`src/${stage}/registry.ts`, 'src/app.ts'].includes(source) || /^src\/app\//.test(source))
      .flatMap((module) => module.dependencies.map(({ resolved }) => resolved));
    const missing = adapters.filter((adapter) => !named.some((path) => path.startsWith(`src/${stage}/${adapter}/`)));
    expect({ adapters: adapters.length > 0, missing }).toEqual({ adapters: true, missing: [] });
  });
});

test('every rule catches its planted violation', async () => {
  const planted = await cruise(join(import.meta.dirname, 'planted'), folders);
  const caught = planted.violations.map(({ rule }) => rule.name);
  expect(planted.rules.length).toBeGreaterThan(10);
  expect(planted.rules.filter((rule) => !caught.includes(rule))).toEqual([]);
});
