import type { CoordinatorKey } from './words.ts';

export const draftFields: readonly { name: string; label: CoordinatorKey; hint?: CoordinatorKey }[] = [
  { name: 'name', label: 'field_name' },
  { name: 'id', label: 'new_id', hint: 'new_idHint' },
  { name: 'languages', label: 'new_languages', hint: 'new_languagesHint' },
  { name: 'controller', label: 'need_controller' },
  { name: 'privacyPage', label: 'need_privacyPage', hint: 'new_httpsHint' },
  { name: 'crisisName', label: 'need_crisisContact' },
  { name: 'crisisEmail', label: 'new_crisisEmail' },
  { name: 'hours', label: 'new_hours', hint: 'new_hoursHint' },
  { name: 'phone', label: 'field_phone' },
  { name: 'email', label: 'field_email' },
  { name: 'team', label: 'new_team' },
  { name: 'coordinators', label: 'new_coordinators', hint: 'new_staffHint' },
  { name: 'caseWorkers', label: 'new_caseWorkers', hint: 'new_staffHint' },
  { name: 'consultants', label: 'new_consultants', hint: 'new_staffHint' },
];

const topics = ['appointments', 'leerroute', 'ontzorgen', 'taalhuis', 'support', 'volunteer', 'general', 'life'];

const listOf = (typed = ''): string[] =>
  typed
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** What was typed, as the municipality's file would say it; the server says what is wrong with it. */
export function draftOf(typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const spans = listOf(typed.hours).map((span) => span.split(/\s*[-–]\s*/));
  const staff = (role: string, names = '') =>
    listOf(names).map((name) => ({ id: idOf(name), name, role, teams: ['integration'] }));
  const filled = (fields: Record<string, string | undefined>) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
    );
  const crisis = filled({ name: typed.crisisName, email: typed.crisisEmail });
  return {
    ...filled({ id: typed.id, name: typed.name, controller: typed.controller, privacyPage: typed.privacyPage }),
    languages: listOf(typed.languages || 'nl'),
    ...(Object.keys(crisis).length > 0 ? { crisisContact: crisis } : {}),
    hours: spans.length > 0 ? Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, spans])) : {},
    contact: filled({ phone: typed.phone, email: typed.email }),
    teams: [{ id: 'integration', name: typed.team?.trim() || 'Team Inburgering', topics }],
    staff: [
      ...staff('coordinator', typed.coordinators),
      ...staff('case_worker', typed.caseWorkers),
      ...staff('income_consultant', typed.consultants),
    ],
  };
}

const idOf = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .trim()
    .replace(/ +/g, '-');
