import type { Reading } from './read-values.ts';
import type { SettingName } from './settings.ts';

/** How case workers log in. `development` lets anybody choose a member of staff: never in production. */
export type ConsoleConfig =
  { login: 'development' } | { login: 'oidc'; issuer: string; clientId: string; clientSecret: string };

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
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer && clientId && clientSecret) return { login: 'oidc', issuer, clientId, clientSecret };
  const missing = names.filter((name) => values[name] === undefined && !broken.has(name));
  if (mode.production) {
    for (const name of missing)
      problems.push(`${name} is missing: the console needs it in production (or CONSOLE=off).`);
  } else if (missing.length < names.length) {
    for (const name of missing) problems.push(`${name} is missing: the other OIDC settings are there.`);
  }
  notices.push('The console lets anybody choose a member of staff: OIDC_ISSUER is not set.');
  return { login: 'development' };
}
