import type { Language } from '../../core/locale.ts';
import type { Municipality } from '../../core/municipality.ts';

/** `missing`: production refuses, or newcomers would stand before a closed door; `advised`: it would be less good without. */
export interface Check {
  id: string;
  state: 'done' | 'missing' | 'advised';
  detail?: string;
}

/** What a municipality needs besides its own file. */
export interface Installation {
  /** Names of the channels that are on. */
  channels: readonly string[];
  isMailOn: boolean;
  /** Whether staff log in with their own account. */
  hasLogin: boolean;
  /** Topics of a language that nobody reviewed, of those that must be. */
  unreviewed(language: Language): readonly string[];
  hasPeople: boolean;
  today: string;
}

/** Every topic of which a question can become a ticket. */
export const ticketTopics = [
  'appointments',
  'leerroute',
  'ontzorgen',
  'taalhuis',
  'support',
  'volunteer',
  'general',
  'life',
] as const;

type Found = Omit<Check, 'id'>;
const done: Found = { state: 'done' };
const missing = (detail = ''): Found => ({ state: 'missing', ...(detail ? { detail } : {}) });
const need = (isThere: unknown, detail?: string): Found => (isThere ? done : missing(detail));
const none = (lacking: readonly string[]): Found => (lacking.length === 0 ? done : missing(lacking.join(', ')));
/** What may wait until after the first day. */
const advise = ({ state, ...rest }: Found): Found => ({ state: state === 'missing' ? 'advised' : state, ...rest });

/** What must be there before newcomers are let in, in the order in which it is done. */
export function checksOf(place: Municipality, installation: Installation): Check[] {
  const { teams, staff, languages, taalhuis, contact, crisisContact } = place;
  const answers = (team: string) =>
    staff.some((member) => member.teams.includes(team) && member.role !== 'coordinator');
  const unreviewed = languages.flatMap((language) => {
    const topics = installation.unreviewed(language);
    return topics.length > 0 ? [`${language}: ${topics.join(' ')}`] : [];
  });
  const found: Record<string, Found> = {
    real: need(!place.demo),
    controller: need(place.controller),
    privacyPage: need(place.privacyPage),
    crisisContact: need(crisisContact?.email ?? crisisContact?.phone),
    mail: crisisContact?.email ? need(installation.isMailOn, 'SMTP_URL') : advise(missing()),
    hours: need(Object.values(place.hours).some((spans) => spans.length > 0)),
    contact: need(contact.phone && contact.email),
    teams: none(ticketTopics.filter((topic) => !teams.some(({ topics }) => topics.includes(topic)))),
    staff: none(teams.filter(({ id }) => !answers(id)).map(({ name }) => name)),
    coordinators: need(staff.filter(({ role }) => role === 'coordinator').length >= 2),
    logins: need(installation.hasLogin, 'OIDC_ISSUER'),
    texts: none(unreviewed),
    taalhuis: advise(taalhuis ? need(taalhuis.asOf >= yearBefore(installation.today), taalhuis.asOf) : missing()),
    import: need(installation.hasPeople),
    channels: need(installation.channels.length > 0),
  };
  return Object.entries(found).map(([id, check]) => ({ id, ...check }));
}

const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
