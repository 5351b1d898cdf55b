import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loginsOf, municipalityProblems, readConfig, type Environment } from '../src/config.ts';
import { envExample } from '../src/config/env-example.ts';
import { settings } from '../src/config/settings.ts';
import type { Municipality } from '../src/core/municipality.ts';

const key = Buffer.alloc(32, 7).toString('base64url');
/** The least that production starts with. */
const production: Environment = {
  NODE_ENV: 'production',
  DATA_KEYS: `k2:${key},k1:${key}`,
  DIRECTLINE_SECRET: 'a-secret-of-more-than-16',
  OIDC_ISSUER: 'https://login.wegstad.example',
  OIDC_CLIENT_ID: 'wegwijs',
  OIDC_CLIENT_SECRET: 'hush',
  PUBLIC_URL: 'https://wegwijs.wegstad.example',
};

function problemsOf(env: Environment): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('without any setting', () => {
  const config = readConfig({});

  test('everything that needs no secret is on, for this machine only', () => {
    expect(config).toMatchObject({
      production: false,
      demo: true,
      host: '127.0.0.1',
      port: 3978,
      publicUrl: 'http://localhost:3978',
      trustProxy: 0,
      dataDir: './data',
      logLevel: 'info',
      municipality: 'wegstad',
      web: {},
      botFramework: { authenticated: false, settings: {} },
      console: { login: 'development' },
      recognizer: 'local',
    });
  });

  test('the start says what is open and what is off', () => {
    expect(config.notices.join('\n')).toMatch(/without authentication/);
    expect(config.notices.join('\n')).toMatch(/DEMO is on/);
    expect(config.notices.join('\n')).toMatch(/DATA_KEYS is not set/);
  });

  test('mail is off, and the start says what that means; with both its settings it is on', () => {
    expect(config.mail).toBeUndefined();
    expect(config.notices).toContain('Mail is off, so no crisis contact hears of danger: SMTP_URL is not set.');
    const mail = { SMTP_URL: 'smtps://u:p@mail.example', MAIL_FROM: 'Wegwijs <wegwijs@wegstad.example>' };
    expect(readConfig(mail).mail).toEqual({ url: mail.SMTP_URL, from: mail.MAIL_FROM });
  });

  test('a setting that is there and empty is absent', () => {
    expect(readConfig({ PORT: '', MicrosoftAppId: ' ', OIDC_ISSUER: '' })).toEqual(config);
  });

  test('without demo people, Bot Framework is off until it has an app id', () => {
    const off = readConfig({ DEMO: 'off' });
    expect(off.botFramework).toBeUndefined();
    expect(off.notices).toContain('Bot Framework is off: MicrosoftAppId is not set.');
    expect(readConfig({ DEMO: 'off', BOT_FRAMEWORK: 'on' }).botFramework).toEqual({
      authenticated: false,
      settings: {},
    });
  });
});

describe('what is wrong', () => {
  test('is named all at once, and the start shows no value', () => {
    const env = { PORT: '70000', LOG_LEVEL: 'loud', DATA_KEYS: 'hunter2', DEMO: 'maybe', PUBLIC_URL: 'wegstad' };
    expect(problemsOf(env)).toEqual([
      'PORT must be a whole number from 0 to 65535.',
      'PUBLIC_URL must be an address that starts with http:// or https://.',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
      'DEMO must be on or off.',
      'DATA_KEYS must be id:key,id:key, each key 32 bytes in base64url.',
    ]);
    expect(() => readConfig(env)).toThrow(/- PORT must[^]*- DATA_KEYS must/);
    expect(() => readConfig(env)).not.toThrow(/hunter2/);
  });

  test.each<[string, Environment, string[]]>([
    [
      'an app id without password',
      { MicrosoftAppId: 'a' },
      ['MicrosoftAppPassword is missing: MicrosoftAppId is set.'],
    ],
    [
      'a password without app id',
      { MicrosoftAppPassword: 'p' },
      ['MicrosoftAppPassword is set without MicrosoftAppId.'],
    ],
    [
      'a single tenant without its tenant',
      { MicrosoftAppId: 'a', MicrosoftAppPassword: 'p', MicrosoftAppType: 'SingleTenant' },
      ['MicrosoftAppTenantId is missing: a SingleTenant bot needs it.'],
    ],
    [
      'half a certificate',
      { MicrosoftAppId: 'a', CertificateThumbprint: 't' },
      ['CertificatePrivateKey is missing: CertificateThumbprint is set.'],
    ],
    [
      'a managed identity with a password',
      {
        MicrosoftAppId: 'a',
        MicrosoftAppTenantId: 't',
        MicrosoftAppType: 'UserAssignedMSI',
        MicrosoftAppPassword: 'p',
      },
      ['MicrosoftAppPassword must not be set for UserAssignedMSI.'],
    ],
    ['a mail server without a sender', { SMTP_URL: 'smtp://mail.example' }, ['MAIL_FROM is missing: SMTP_URL is set.']],
    ['a sender without a mail server', { MAIL_FROM: 'a@b.example' }, ['SMTP_URL is missing: MAIL_FROM is set.']],
    [
      'a mail server and a sender that are none',
      { SMTP_URL: 'mail.example', MAIL_FROM: 'Wegwijs' },
      [
        'SMTP_URL must be an address that starts with smtp:// or smtps://.',
        'MAIL_FROM must be an address, or Name <address>.',
      ],
    ],
    [
      'half a login',
      { OIDC_ISSUER: 'https://login.wegstad.example' },
      [
        'OIDC_CLIENT_ID is missing: the other OIDC settings are there.',
        'OIDC_CLIENT_SECRET is missing: the other OIDC settings are there.',
      ],
    ],
    ['two keys of one name', { DATA_KEYS: `k:${key}, k:${key}` }, ['DATA_KEYS must be id:key,id:key, each id once.']],
    ['an unknown environment', { NODE_ENV: 'prod' }, ['NODE_ENV must be one of production, development, test.']],
  ])('%s stops the start', (_, env, problems) => {
    expect(problemsOf(env)).toEqual(problems);
  });
});

describe('what is set', () => {
  test("Bot Framework gets the SDK's own group under its own names", () => {
    const sdk = {
      MicrosoftAppId: 'app',
      MicrosoftAppPassword: 'password',
      ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9/metadata',
      ToBotFromChannelTokenIssuer: 'https://issuer.example',
    };
    const config = readConfig({ ...sdk, BOT_FRAMEWORK: 'on' });
    expect(config.botFramework).toEqual({ authenticated: true, settings: sdk });
    expect(readConfig({ ...sdk, BOT_FRAMEWORK: 'off' }).botFramework).toBeUndefined();
  });

  test.each([
    ['true', 1],
    ['2', 2],
    ['off', 0],
  ])('TRUST_PROXY=%s believes %i proxies', (text, hops) => {
    expect(readConfig({ TRUST_PROXY: text }).trustProxy).toBe(hops);
  });

  test('PUBLIC_URL loses its last slash', () => {
    expect(readConfig({ PUBLIC_URL: 'https://wegwijs.example/' }).publicUrl).toBe('https://wegwijs.example');
  });
});

describe('production', () => {
  test('starts with what it needs, without demo people', () => {
    const config = readConfig(production);
    expect(config).toMatchObject({ production: true, demo: false, host: '0.0.0.0', console: { login: 'oidc' } });
    expect(config.web).toEqual({ secret: production.DIRECTLINE_SECRET });
    expect(config.botFramework).toBeUndefined();
  });

  test('with nothing names everything that is missing', () => {
    const problems = problemsOf({ NODE_ENV: 'production' }).join('\n');
    for (const name of ['DATA_KEYS', 'There is no channel', 'PUBLIC_URL']) {
      expect(problems).toContain(name);
    }
  });

  test.each<[string, Environment, RegExp]>([
    ['demo people', { DEMO: 'on' }, /^DEMO is on/],
    ['no keys', { DATA_KEYS: undefined }, /^DATA_KEYS is missing/],
    ['no channel', { DIRECTLINE_SECRET: undefined }, /^There is no channel/],
    ['a channel without its secret', { MicrosoftAppId: 'app' }, /^MicrosoftAppPassword is missing/],
    ['an open bot endpoint', { BOT_FRAMEWORK: 'on' }, /^BOT_FRAMEWORK is on without MicrosoftAppId/],
    ['half a login', { OIDC_ISSUER: undefined }, /^OIDC_ISSUER is missing/],
    ['a login over http', { OIDC_ISSUER: 'http://login.wegstad.example' }, /^OIDC_ISSUER must start with https/],
    ['a console over http', { PUBLIC_URL: 'http://wegwijs.wegstad.example' }, /^PUBLIC_URL must start with https/],
    ['a secret that can be guessed', { DIRECTLINE_SECRET: 'secret' }, /^DIRECTLINE_SECRET must be at least 16/],
  ])('refuses %s', (_, change, problem) => {
    expect(problemsOf({ ...production, ...change })).toEqual([expect.stringMatching(problem)]);
  });

  test('may do without a console when that is said', () => {
    const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, ...rest } = production;
    expect([OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET]).not.toContain(undefined);
    expect(readConfig({ ...rest, CONSOLE: 'off' }).console).toBeUndefined();
  });
});

describe('municipalities in production', () => {
  const wegstad: Municipality = {
    id: 'wegstad',
    name: 'Wegstad',
    demo: true,
    languages: ['nl'],
    hours: {},
    teams: [],
    staff: [],
    contact: {},
  };
  const bare = { ...wegstad, id: 'elders', name: 'Elders', demo: false };
  const whole = {
    ...bare,
    crisisContact: { name: 'Piket' },
    controller: 'Elders',
    privacyPage: 'https://elders.example',
  };

  test.each<[string, Municipality[], string, string[]]>([
    ['one with all that is needed', [whole, wegstad], 'elders', []],
    [
      'one with nothing',
      [bare],
      'elders',
      [
        'The municipality elders has no crisis contact.',
        'The municipality elders has no controller.',
        'The municipality elders has no privacy page.',
      ],
    ],
    [
      'only an invented one',
      [wegstad],
      'wegstad',
      ['MUNICIPALITY names wegstad, which is invented: name one that is served.'],
    ],
    [
      'one that is not there',
      [whole],
      'nergens',
      ['MUNICIPALITY names nergens, which has no file in municipalities/.'],
    ],
  ])('%s', (_, municipalities, byDefault, problems) => {
    expect(municipalityProblems(municipalities, byDefault)).toEqual(problems);
  });
});

describe('logins', () => {
  const place: Municipality = {
    ...{ id: 'elders', name: 'Elders', demo: false, languages: ['nl'], hours: {}, teams: [], staff: [], contact: {} },
  };
  const own = {
    ...{ id: 'vw', name: 'VluchtelingenWerk', issuer: 'https://login.vw.example', clientId: 'wegwijs' },
    clientSecretEnv: 'OIDC_CLIENT_SECRET_VW',
  };
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, ...bare } = production;

  test("the installation's has what its claims mean, by name or by default", () => {
    expect(loginsOf(readConfig(production), [place])).toEqual({
      logins: [
        {
          ...{ id: 'own', name: 'Werkaccount', issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID },
          ...{ clientSecret: OIDC_CLIENT_SECRET, roleClaim: 'roles', staffClaim: 'sub' },
          roles: expect.objectContaining({ case_worker: 'case_worker', coordinator: 'coordinator' }),
        },
      ],
      problems: [],
    });
    const claims = { OIDC_ROLE_CLAIM: 'groups', OIDC_STAFF_CLAIM: 'oid', OIDC_ROLES: 'KM Inburgering=case_worker' };
    expect(loginsOf(readConfig({ ...production, ...claims }), [place]).logins).toEqual([
      expect.objectContaining({
        ...{ roleClaim: 'groups', staffClaim: 'oid' },
        roles: { 'KM Inburgering': 'case_worker' },
      }),
    ]);
    expect(problemsOf({ ...production, OIDC_ROLES: 'KM=boss' })).toEqual([
      expect.stringMatching(/^OIDC_ROLES must be value=role,value=role, each role one of /),
    ]);
  });

  test("a municipality's own needs its secret, under a name that nothing else has, and https", () => {
    const places = [{ ...place, logins: [own] }];
    const config = readConfig({ ...bare, OIDC_CLIENT_SECRET_VW: 'hush', DATA_KEYS: production.DATA_KEYS });
    expect(loginsOf(config, places).problems).toEqual([]);
    expect(loginsOf(config, places).logins).toEqual([
      expect.objectContaining({ id: 'elders-vw', municipality: 'elders', clientSecret: 'hush' }),
    ]);
    expect(loginsOf(readConfig(bare), places).problems).toEqual([
      'OIDC_CLIENT_SECRET_VW is missing: the login vw of the municipality elders needs it.',
    ]);
    const open = [{ ...place, logins: [{ ...own, issuer: 'http://login.vw.example' }] }];
    expect(loginsOf(config, open).problems).toEqual([
      'The issuer of the login vw of the municipality elders must start with https://.',
    ]);
    expect(Object.keys(config.loginSecrets)).toEqual(['OIDC_CLIENT_SECRET_VW']);
  });

  test('in production no municipality is served without one, unless there is no console', () => {
    expect(loginsOf(readConfig(bare), [place]).problems).toEqual([
      expect.stringMatching(/^The municipality elders has no login: set OIDC_ISSUER/),
    ]);
    expect(loginsOf(readConfig({ ...bare, CONSOLE: 'off' }), [place])).toEqual({ logins: [], problems: [] });
    expect(loginsOf(readConfig({}), [place])).toEqual({ logins: [], problems: [] });
  });
});

describe('.env.example', () => {
  test('is what the declarations say (else: npm run env:example)', () => {
    expect(readFileSync(join(import.meta.dirname, '..', '.env.example'), 'utf8')).toBe(envExample());
  });

  test('names every setting once and starts as it is', () => {
    const pairs = [...envExample().matchAll(/^#(\w+)=(.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    expect(pairs.map(([name]) => name).sort()).toEqual(Object.keys(settings).sort());
    expect(readConfig(Object.fromEntries(pairs))).toEqual(readConfig({}));
  });
});

describe('keys of the systems that deliver case data', () => {
  const long = 'k'.repeat(24);

  test('absent is off, and the start says so', () => {
    expect(readConfig({}).caseDataKeys).toBeUndefined();
    expect(readConfig({}).notices.join('\n')).toMatch(/casedata is off/);
  });

  test('one or two of each municipality', () => {
    expect(
      readConfig({ CASEDATA_API_KEYS: `wegstad:${long}1, wegstad:${long}:2,overdam:${long}3` }).caseDataKeys,
    ).toEqual([
      { municipality: 'wegstad', key: `${long}1` },
      { municipality: 'wegstad', key: `${long}:2` },
      { municipality: 'overdam', key: `${long}3` },
    ]);
  });

  test.each([
    [long, 'CASEDATA_API_KEYS must be municipality:key'],
    ['wegstad:short', 'at least 16'],
    [`wegstad:${long},overdam:${long}`, 'one key twice'],
  ])('%s stops the start, without being said', (value, problem) => {
    const problems = problemsOf({ CASEDATA_API_KEYS: value }).join('\n');
    expect(problems).toContain(problem);
    expect(problems).not.toContain(long);
  });
});
