import { z } from 'zod';
import { staffRoles, type StaffRole } from '../core/roles.ts';

/** A setting in the environment: what it is for, what holds without it, and what it may be. */
export interface Setting<Value> {
  group: Group;
  meaning: string;
  default?: string;
  /** Reads the text; its message completes the sentence "NAME must be …". */
  schema: z.ZodType<Value>;
}

/** Headings of `.env.example`, in its order. */
export const groups = {
  server: 'The server',
  data: 'What it keeps',
  web: 'Web chat (Direct Line)',
  botFramework: 'Bot Framework (Teams and any other Azure Bot channel)',
  console: 'The console of the case workers',
  mail: 'Mail to crisis contacts',
  caseData: "What the municipality's own systems deliver",
  understanding: 'Understanding',
} as const;
export type Group = keyof typeof groups;

type Declaration<Value> = Omit<Setting<Value>, 'default' | 'group'>;
const declare = (group: Group) => {
  function setting<Value>(declaration: Declaration<Value> & { default: string }): Setting<Value>;
  function setting<Value>(declaration: Declaration<Value>): Setting<Value | undefined>;
  function setting<Value>(declaration: Declaration<Value>): Setting<Value> {
    return { group, ...declaration };
  }
  return setting;
};

const words: Record<string, boolean> = {
  on: true,
  true: true,
  yes: true,
  1: true,
  off: false,
  false: false,
  no: false,
  0: false,
};
const text = z.string();
/** What fits behind `Bearer`: visible characters, no spaces. */
const bearer = z.string().regex(/^[\x21-\x7e]+$/, 'made of visible characters without spaces');
const flag = z.string().transform((value, context) => words[value.toLowerCase()] ?? refuse(context, 'on or off'));
const url = z.url({ protocol: /^https?$/, error: 'an address that starts with http:// or https://' });
const smtp = z.url({ protocol: /^smtps?$/, error: 'an address that starts with smtp:// or smtps://' });

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

const wholeNumber = (lowest: number, highest: number) =>
  z.string().transform((value, context) => {
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (number >= lowest && number <= highest) return number;
    return refuse(context, `a whole number from ${lowest} to ${highest}`);
  });

/** The form only; `store/data-keys.ts` reads it. */
const dataKeys = z
  .string()
  .regex(/^[\w-]{1,32}:[\w-]{43}(\s*,\s*[\w-]{1,32}:[\w-]{43})*$/, 'id:key,id:key, each key 32 bytes in base64url')
  .refine((value) => {
    const ids = value.split(',').map((part) => part.trim().split(':')[0]);
    return new Set(ids).size === ids.length;
  }, 'id:key,id:key, each id once');

const proxies = z
  .string()
  .transform((value) => ({ true: '1', on: '1', false: '0', off: '0' })[value.toLowerCase()] ?? value)
  .pipe(wholeNumber(0, 9));

/** The form only; `config/case-data.ts` reads it. */
const municipalityKeys = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]*:[\x21-\x2b\x2d-\x7e]{16,}(\s*,\s*[a-z][a-z0-9-]*:[\x21-\x2b\x2d-\x7e]{16,})*$/,
    'municipality:key,municipality:key, each key at least 16 visible characters without a comma',
  );

const roleNames = z.string().transform((value, context) => {
  const pairs = value.split(',').map((part) => part.trim().split('='));
  const isRole = (role: string | undefined): role is StaffRole => staffRoles.some((one) => one === role);
  const named = pairs.map(([name = '', role]): [string, StaffRole] | undefined =>
    name.trim() && isRole(role?.trim()) ? [name.trim(), role.trim() as StaffRole] : undefined,
  );
  if (named.every((pair) => pair !== undefined)) return Object.fromEntries(named);
  return refuse(context, `value=role,value=role, each role one of ${staffRoles.join(', ')}`);
});

const oneOf = <const Value extends string>(...values: Value[]) => z.enum(values, `one of ${values.join(', ')}`);

const server = declare('server');
const data = declare('data');
const web = declare('web');
const bot = declare('botFramework');
const staff = declare('console');
const mail = declare('mail');
const caseData = declare('caseData');
const understanding = declare('understanding');

/** Every setting there is, under the name that its field uses. */
export const settings = {
  NODE_ENV: server({
    meaning: 'production refuses to start with demo people or with anything missing that protects real ones.',
    schema: oneOf('production', 'development', 'test'),
  }),
  PORT: server({
    meaning: 'The port of chat page, console and bot endpoint.',
    default: '3978',
    schema: wholeNumber(0, 65_535),
  }),
  HOST: server({
    meaning: 'The address to listen on. Without it: 127.0.0.1, in production 0.0.0.0.',
    schema: text,
  }),
  PUBLIC_URL: server({
    meaning: 'Where people reach this server, for links and QR codes. Without it: http://localhost:PORT.',
    schema: url.transform((value) => value.replace(/\/+$/, '')),
  }),
  TRUST_PROXY: server({
    meaning:
      'How many proxies of our own stand in front; that many of the last X-Forwarded-For addresses are believed.',
    default: '0',
    schema: proxies,
  }),
  LOG_LEVEL: server({
    meaning: 'How much is logged: fatal, error, warn, info, debug, trace or silent. Never what people write.',
    default: 'info',
    schema: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  }),
  METRICS_TOKEN: server({
    meaning: 'Bearer token for GET /metrics. Without it only this machine may read them.',
    schema: bearer,
  }),
  DEMO: server({
    meaning:
      'Invented municipalities and people: on or off. Without it: on, in production off (and on is refused there).',
    schema: flag,
  }),
  DATA_DIR: data({ meaning: 'The folder of the database, uploads and models.', default: './data', schema: text }),
  DATA_KEYS: data({
    meaning:
      'Keys that documents are sealed with, as id:key,id:key. The first seals, all open, the last one stays for good. A ' +
      'key is 32 bytes in base64url: openssl rand 32 | basenc --base64url | tr -d =. Without it, outside production, a key ' +
      'file is made in DATA_DIR.',
    schema: dataKeys,
  }),
  MONGODB_URI: data({
    meaning:
      'The MongoDB database instead of the file in DATA_DIR; without a name in it: wegwijs. Any number of ' +
      'processes may serve it; all need the same DATA_KEYS.',
    schema: z.string().regex(/^mongodb(\+srv)?:\/\/\S+$/, 'mongodb://HOST/DATABASE or mongodb+srv://HOST/DATABASE'),
  }),
  MUNICIPALITY: data({
    meaning: 'The municipality (a file in municipalities/) of a conversation that names none.',
    default: 'wegstad',
    schema: z.string().regex(/^[a-z0-9-]+$/, 'the name of a file in municipalities/ without its ending'),
  }),
  DIRECTLINE_SECRET: web({
    meaning:
      'Secret of standard Direct Line clients. Without it they are refused; in production the web channel is then off.',
    schema: bearer,
  }),
  BOT_FRAMEWORK: bot({
    meaning:
      'Whether POST /api/messages is there: on or off. Without it: on when MicrosoftAppId is set, and on for local ' +
      'tools (without authentication) while DEMO is on.',
    schema: flag,
  }),
  MicrosoftAppId: bot({ meaning: 'The app id of the Azure Bot.', schema: text }),
  MicrosoftAppPassword: bot({ meaning: 'Its client secret.', schema: text }),
  MicrosoftAppType: bot({
    meaning: 'MultiTenant, SingleTenant or UserAssignedMSI.',
    schema: oneOf('MultiTenant', 'SingleTenant', 'UserAssignedMSI'),
  }),
  MicrosoftAppTenantId: bot({ meaning: 'The tenant of a SingleTenant or UserAssignedMSI bot.', schema: text }),
  CertificateThumbprint: bot({ meaning: 'Instead of a password: the thumbprint of its certificate.', schema: text }),
  CertificatePrivateKey: bot({ meaning: 'The private key of that certificate, in PEM.', schema: text }),
  ChannelService: bot({ meaning: 'The cloud, when it is not the public one.', schema: text }),
  ValidateAuthority: bot({
    meaning: 'Whether the login address is checked: true or false.',
    schema: oneOf('true', 'false'),
  }),
  ToBotFromChannelOpenIdMetadataUrl: bot({
    meaning: 'Where the keys of the channel service are published.',
    schema: url,
  }),
  ToBotFromChannelTokenIssuer: bot({ meaning: 'The issuer of its tokens.', schema: text }),
  ToBotFromEmulatorOpenIdMetadataUrl: bot({ meaning: 'The same for the emulator.', schema: url }),
  ToChannelFromBotLoginUrl: bot({ meaning: 'Where the bot asks for its own token.', schema: url }),
  ToChannelFromBotOAuthScope: bot({ meaning: 'The scope of that token.', schema: text }),
  OAuthUrl: bot({ meaning: 'The token service.', schema: url }),
  CallerId: bot({ meaning: 'The caller id on activities that come in.', schema: text }),
  CONSOLE: staff({
    meaning:
      'Whether the console is there: on or off. Staff log in through OIDC_*, or through the logins in the file of their ' +
      'municipality; outside production, without OIDC_*, anybody may choose a member of staff.',
    default: 'on',
    schema: flag,
  }),
  OIDC_ISSUER: staff({ meaning: 'The login of the municipality (OpenID Connect).', schema: url }),
  OIDC_CLIENT_ID: staff({ meaning: 'The name of the console there.', schema: text }),
  OIDC_CLIENT_SECRET: staff({
    meaning:
      'Its secret. The secrets of logins in municipalities/ stand in OIDC_CLIENT_SECRET_ and a name of your own, which ' +
      'the file names.',
    schema: text,
  }),
  OIDC_NAME: staff({ meaning: 'What stands on its button.', default: 'Werkaccount', schema: text }),
  OIDC_ROLE_CLAIM: staff({ meaning: 'The claim with the role: a text or a list.', default: 'roles', schema: text }),
  OIDC_ROLES: staff({
    meaning:
      `What its values mean here, as value=role, comma separated. Roles: ${staffRoles.join(', ')}. Without it the ` +
      'values are these.',
    schema: roleNames,
  }),
  OIDC_STAFF_CLAIM: staff({
    meaning: "The claim that is a staff member's login in municipalities/: sub, oid, preferred_username, email …",
    default: 'sub',
    schema: text,
  }),
  SMTP_URL: mail({
    meaning:
      'The server that takes our mail: smtp://USER:PASSWORD@HOST:PORT (587; a password only goes over TLS) or smtps:// ' +
      '(465). Without it mail is off, and no crisis contact hears of danger.',
    schema: smtp,
  }),
  MAIL_FROM: mail({
    meaning: 'Who mail is from: an address, or Name <address>. Needed with SMTP_URL.',
    schema: z
      .string()
      .regex(/^([^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'an address, or Name <address>'),
  }),
  CASEDATA_API_KEYS: caseData({
    meaning:
      'Keys of the systems that deliver appointments, routes and payments to /api/casedata, as municipality:key, comma ' +
      'separated; two for one municipality while they are being changed. At least 16 characters: openssl rand -hex 24. ' +
      'Without it nothing is delivered there; npm run import needs none.',
    schema: municipalityKeys,
  }),
  RECOGNIZER: understanding({
    meaning: 'What recognizes intents: local (trained in process from locales/).',
    default: 'local',
    schema: oneOf('local'),
  }),
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;
export type Values = {
  [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never;
};
