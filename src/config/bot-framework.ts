import type { Reading } from './read-values.ts';
import { settings, type SettingName, type Setting } from './settings.ts';

/** How `POST /api/messages` is served. */
export interface BotFrameworkConfig {
  /** False only outside production: anybody who reaches the port is believed. */
  authenticated: boolean;
  /** The SDK's own settings, under the SDK's own names. */
  settings: Record<string, string>;
}

const sdkNames = (Object.entries(settings) as [SettingName, Setting<unknown>][])
  .filter(([name, setting]) => setting.group === 'botFramework' && name !== 'BOT_FRAMEWORK')
  .map(([name]) => name);

/** Absent = off. Pushes what is half configured or refused to `problems`, and what the start says to `notices`. */
export function readBotFramework(
  { values, problems, broken }: Reading,
  mode: { production: boolean; demo: boolean },
  notices: string[],
): BotFrameworkConfig | undefined {
  const given = sdkNames.filter((name) => values[name] !== undefined);
  const sdk = Object.fromEntries(given.map((name) => [name, values[name] as string]));
  if (values.BOT_FRAMEWORK === false) {
    notices.push('Bot Framework is off: BOT_FRAMEWORK says so.');
    return undefined;
  }
  if (values.MicrosoftAppId) {
    problems.push(...incomplete({ values, problems, broken }));
    return { authenticated: true, settings: sdk };
  }
  for (const name of given) problems.push(`${name} is set without MicrosoftAppId.`);
  if (!(values.BOT_FRAMEWORK ?? (mode.demo && !mode.production))) {
    notices.push('Bot Framework is off: MicrosoftAppId is not set.');
    return undefined;
  }
  if (mode.production) {
    problems.push('BOT_FRAMEWORK is on without MicrosoftAppId: that switches authentication off.');
  }
  notices.push('Bot Framework answers without authentication, for local tools: MicrosoftAppId is not set.');
  return { authenticated: false, settings: sdk };
}

function incomplete({ values, broken }: Reading): string[] {
  const missing: string[] = [];
  const type = values.MicrosoftAppType ?? 'MultiTenant';
  const need = (name: SettingName, why: string): void => {
    if (values[name] === undefined && !broken.has(name)) missing.push(`${name} is missing: ${why}.`);
  };
  if (type !== 'MultiTenant') need('MicrosoftAppTenantId', `a ${type} bot needs it`);
  if (type === 'UserAssignedMSI') {
    if (values.MicrosoftAppPassword) missing.push('MicrosoftAppPassword must not be set for UserAssignedMSI.');
  } else if (values.CertificateThumbprint ?? values.CertificatePrivateKey) {
    need('CertificateThumbprint', 'CertificatePrivateKey is set');
    need('CertificatePrivateKey', 'CertificateThumbprint is set');
  } else {
    need('MicrosoftAppPassword', 'MicrosoftAppId is set');
  }
  return missing;
}
