import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Config } from '../../config.ts';
import { loginsOf } from '../../config.ts';
import { leadingLanguage, type Language } from '../../core/locale.ts';
import type { Municipality } from '../../core/municipality.ts';
import { isoDay } from '../../knowledge/dates.ts';
import { checkMunicipality } from '../../knowledge/municipalities.ts';
import { persons } from '../../people/collections.ts';
import type { Store } from '../../store/store.ts';
import { checksOf, type Check, type Installation } from './checks.ts';

/** Without a review of these a language does not open: `general` holds the privacy texts, `support` the handing over. */
const reviewedFirst = ['danger', 'general', 'support'] as const;

export interface GoLiveParts {
  config: Config;
  store: Store;
  locales: string;
  now(): number;
}

/** What this municipality still lacks. */
export async function goLiveOf(parts: GoLiveParts, place: Municipality): Promise<Check[]> {
  const found = await parts.store.find(persons, { where: { municipality: place.id }, limit: 1 });
  return checksOf(place, installationFor(parts, place, found.length > 0));
}

/** Whether something may be a municipality's file, the file, and what it would lack. Keeps nothing. */
export function tryFile(parts: GoLiveParts, draft: unknown): { problems: string[]; yaml?: string; checks: Check[] } {
  const { place, problems } = checkMunicipality(draft);
  if (!place) return { problems, checks: [] };
  return {
    problems,
    yaml: stringify(draft, { lineWidth: 0 }),
    checks: checksOf(place, installationFor(parts, place, false)),
  };
}

function installationFor({ config, locales, now }: GoLiveParts, place: Municipality, hasPeople: boolean): Installation {
  return {
    channels: [...(config.web ? ['web'] : []), ...(config.botFramework ? ['botframework'] : [])],
    isMailOn: config.mail !== undefined,
    hasLogin: loginsOf(config, [place]).logins.some(({ municipality = place.id }) => municipality === place.id),
    unreviewed: (language) => unreviewedIn(locales, language),
    hasPeople,
    today: isoDay(now()),
  };
}

function unreviewedIn(locales: string, language: Language): string[] {
  if (language === leadingLanguage) return [];
  const file = join(locales, language, 'locale.json');
  const { reviewed = {} } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as {
    reviewed?: Record<string, unknown>;
  };
  return reviewedFirst.filter((topic) => reviewed[topic] === undefined);
}
