import { readBotFramework, type BotFrameworkConfig } from './config/bot-framework.ts';
import { readCaseData, type CaseDataConfig } from './config/case-data.ts';
import { readConsole, readLoginSecrets, type ConsoleConfig } from './config/console.ts';
import { readMail, type MailConfig } from './config/mail.ts';
import { readValues, type Environment, type Reading } from './config/read-values.ts';

export type { BotFrameworkConfig, ConsoleConfig, Environment };
export { loginsOf } from './config/console.ts';
export { municipalityProblems } from './config/municipality-problems.ts';

/** The settings of this process, read and checked. What is absent is off. */
export interface Config {
  production: boolean;
  /** Invented municipalities and people. */
  demo: boolean;
  host: string;
  port: number;
  /** Without a slash at the end. */
  publicUrl: string;
  /** False when `publicUrl` is only a guess: then callers are answered with the address that they used. */
  isPublicUrlSet: boolean;
  /** How many proxies of our own stand in front. */
  trustProxy: number;
  logLevel: string;
  metricsToken?: string;
  dataDir: string;
  /** As `id:key,id:key`; absent only outside production. */
  dataKeys?: string;
  /** The database that several processes share; absent: the file in `dataDir`, for one process. */
  mongodbUri?: string;
  /** The id of the municipality of a conversation that names none. */
  municipality: string;
  web?: { secret?: string };
  botFramework?: BotFrameworkConfig;
  console?: ConsoleConfig;
  /** Secrets that logins in `municipalities/` name, by the name of their variable. */
  loginSecrets: Readonly<Record<string, string>>;
  mail?: MailConfig;
  /** Absent: nothing is delivered over `/api/casedata`. */
  caseDataKeys?: CaseDataConfig;
  recognizer: 'local';
  /** What the start says about what is off, and about what is open. */
  notices: string[];
}

const shortestSecretChars = 16;

/** The settings are not as they must be: all that is wrong at once. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The settings are not complete:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads the settings. Throws one `ConfigError` that names every missing or wrong setting; never shows a value. */
export function readConfig(env: Environment = process.env): Config {
  const reading = readValues(env);
  const { values, problems, broken } = reading;
  const production = values.NODE_ENV === 'production';
  const demo = values.DEMO ?? !production;
  const notices: string[] = [];
  const web = readWeb(reading, production, notices);
  const botFramework = readBotFramework(reading, { production, demo }, notices);
  const caseDataKeys = readCaseData(reading, notices);
  const console = readConsole(reading, { production }, notices);
  const mail = readMail(reading, notices);
  if (values.MONGODB_URI && !values.DATA_KEYS && !broken.has('DATA_KEYS')) {
    problems.push('DATA_KEYS is missing: the processes that share MONGODB_URI need the same keys.');
  }
  if (production) problems.push(...refusals(reading, demo, Boolean(web ?? botFramework)));
  if (problems.length > 0) throw new ConfigError(problems);
  if (demo) notices.push('Invented municipalities and people are here: DEMO is on.');
  if (!values.DATA_KEYS) notices.push('A key file in DATA_DIR seals what is kept: DATA_KEYS is not set.');
  if (!values.METRICS_TOKEN) notices.push('Only this machine reads /metrics: METRICS_TOKEN is not set.');
  if (production && !values.PUBLIC_URL) notices.push('Links and QR codes lead to localhost: PUBLIC_URL is not set.');
  return {
    production,
    demo,
    host: values.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: values.PORT,
    isPublicUrlSet: values.PUBLIC_URL !== undefined,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN,
    dataDir: values.DATA_DIR,
    dataKeys: values.DATA_KEYS,
    ...(values.MONGODB_URI ? { mongodbUri: values.MONGODB_URI } : {}),
    municipality: values.MUNICIPALITY,
    web,
    botFramework,
    console,
    loginSecrets: readLoginSecrets(env),
    ...(mail ? { mail } : {}),
    ...(caseDataKeys ? { caseDataKeys } : {}),
    recognizer: values.RECOGNIZER,
    notices,
  };
}

function readWeb({ values }: Reading, production: boolean, notices: string[]): Config['web'] {
  const secret = values.DIRECTLINE_SECRET;
  if (secret) return { secret };
  if (production) {
    notices.push('Web chat is off: DIRECTLINE_SECRET is not set.');
    return undefined;
  }
  notices.push('Standard Direct Line clients are refused: DIRECTLINE_SECRET is not set.');
  return {};
}

function refusals({ values, broken }: Reading, demo: boolean, hasChannel: boolean): string[] {
  const refused: string[] = [];
  if (demo) refused.push('DEMO is on: production does not start with invented people.');
  if (!values.DATA_KEYS && !broken.has('DATA_KEYS')) {
    refused.push('DATA_KEYS is missing: production does not start without keys from outside the database.');
  }
  if (!hasChannel) {
    refused.push('There is no channel: set DIRECTLINE_SECRET (web chat), or MicrosoftAppId and MicrosoftAppPassword.');
  }
  for (const name of ['DIRECTLINE_SECRET', 'METRICS_TOKEN'] as const) {
    const secret = values[name];
    if (secret && secret.length < shortestSecretChars) {
      refused.push(`${name} must be at least ${shortestSecretChars} characters in production.`);
    }
  }
  return refused;
}
