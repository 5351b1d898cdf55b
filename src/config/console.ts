import { loginSecretName, ownRoleNames, type Login } from '../core/login.ts';
import type { Municipality } from '../core/municipality.ts';
import type { Environment, Reading } from './read-values.ts';
import type { SettingName } from './settings.ts';

/**
 * How staff log in. `development` lets anybody choose a member of staff of an invented municipality: never in production.
 * `installation` is for every municipality whose file names no logins of its own.
 */
export type ConsoleConfig = { login: 'development' } | { login: 'oidc'; installation?: Login };

const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const satisfies SettingName[];

/** Absent = off. Pushes what is half configured or refused to `problems`, and what the start says to `notices`. */
export function readConsole(
  { values, problems, broken }: Reading,
  mode: { production: boolean },
  notices: string[],
): ConsoleConfig | undefined {
  if (values.CONSOLE === false) {
    notices.push('The console is off: CONSOLE says so.');
    return undefined;
  }
  const missing = names.filter((name) => values[name] === undefined && !broken.has(name));
  if (missing.length > 0 && missing.length < names.length) {
    for (const name of missing) problems.push(`${name} is missing: the other OIDC settings are there.`);
  }
  if (mode.production) problems.push(...refusals({ values, problems, broken }));
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer && clientId && clientSecret) {
    const installation = {
      id: 'own',
      name: values.OIDC_NAME,
      issuer,
      clientId,
      clientSecret,
      roleClaim: values.OIDC_ROLE_CLAIM,
      roles: values.OIDC_ROLES ?? { ...ownRoleNames },
      staffClaim: values.OIDC_STAFF_CLAIM,
    };
    return { login: 'oidc', installation };
  }
  if (mode.production) return { login: 'oidc' };
  notices.push('The console lets anybody choose a member of staff: OIDC_ISSUER is not set.');
  return { login: 'development' };
}

function refusals({ values, broken }: Reading): string[] {
  const refused: string[] = [];
  const { PUBLIC_URL: publicUrl, OIDC_ISSUER: issuer } = values;
  if (!publicUrl && !broken.has('PUBLIC_URL'))
    refused.push('PUBLIC_URL is missing: logging in to the console comes back there (or CONSOLE=off).');
  if (publicUrl && !publicUrl.startsWith('https:'))
    refused.push('PUBLIC_URL must start with https:// in production: the console goes over it (or CONSOLE=off).');
  if (issuer && !isTrusted(issuer)) refused.push('OIDC_ISSUER must start with https:// in production.');
  return refused;
}

/** An issuer on this machine is asked without TLS. */
const isTrusted = (issuer: string): boolean =>
  /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(issuer);

/** The secrets that files in municipalities/ may name. */
export const readLoginSecrets = (env: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      loginSecretName.test(name) && value?.trim() ? [[name, value.trim()]] : [],
    ),
  );

/** Every login of this installation, and what is wrong with them. */
export function loginsOf(
  { console, loginSecrets, production }: LoginsConfig,
  municipalities: readonly Municipality[],
): { logins: Login[]; problems: string[] } {
  if (!console) return { logins: [], problems: [] };
  const installation = console.login === 'oidc' ? console.installation : undefined;
  const logins = installation ? [installation] : [];
  const problems: string[] = [];
  for (const { id: municipality, logins: own = [] } of municipalities) {
    for (const { clientSecretEnv, ...login } of own) {
      const clientSecret = loginSecrets[clientSecretEnv];
      if (!clientSecret)
        problems.push(
          `${clientSecretEnv} is missing: the login ${login.id} of the municipality ${municipality} needs it.`,
        );
      if (production && !isTrusted(login.issuer))
        problems.push(
          `The issuer of the login ${login.id} of the municipality ${municipality} must start with https://.`,
        );
      logins.push({
        roleClaim: 'roles',
        roles: { ...ownRoleNames },
        staffClaim: 'sub',
        ...login,
        id: `${municipality}-${login.id}`,
        clientSecret: clientSecret ?? '',
        municipality,
      });
    }
    if (production && own.length === 0 && !installation)
      problems.push(
        `The municipality ${municipality} has no login: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or logins in its file (or CONSOLE=off).`,
      );
  }
  return { logins, problems };
}

interface LoginsConfig {
  console?: ConsoleConfig;
  loginSecrets: Readonly<Record<string, string>>;
  production: boolean;
}
