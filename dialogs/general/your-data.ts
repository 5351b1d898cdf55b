import type { Action } from '../../src/core/activity.ts';
import type { AuditEntry } from '../../src/core/audit.ts';
import { staffRoles } from '../../src/core/roles.ts';
import type { OwnData } from '../../src/core/own-data.ts';
import type { Person } from '../../src/core/person.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { AnswerHandler, Handler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { ownCase } from '../support/own-case.ts';
import { erase } from './erase.ts';

/** "What do you know about me": to its person a list in plain words; to others what is so for everyone (`general`). */
export const privacy = (general: AnswerHandler): AnswerHandler => ({
  async answer(turn) {
    const person = await turn.verified();
    if (person) return sayKnown(turn, person);
    if (!turn.ownData.isGroup) await sayKnownHere(turn);
    await general.answer(turn);
  },
});

/** All of it as a file, who looked, and having it erased. */
export const yourData: Readonly<Record<string, Handler>> = {
  'general.export': { answer: (turn) => own(turn, 'general.export', sayFile) },
  'general.data_looked': { answer: (turn) => own(turn, 'general.data_looked', sayLooks) },
  'general.erase': erase,
};

async function own(turn: Turn, intent: string, say: (turn: Turn, person: Person) => Promise<void>): Promise<void> {
  if (turn.ownData.isGroup) return turn.say({ key: 'general.data_not_in_group' });
  await ownCase(turn, { intent, codeFirst: 'general.data_code_first', own: say });
}

async function sayKnown(turn: Turn, person: Person): Promise<void> {
  const rows = rowsOf(turn, person, await turn.ownData.known(person));
  await turn.say({
    key: 'general.data_known',
    values: { name: person.displayName, rows: rows.join('\n') },
    actions: [
      postBack('ask', 'general.data_looked', turn.text('general.data_button_looked')),
      postBack('ask', 'general.export', turn.text('general.data_button_export')),
      postBack('ask', 'general.erase', turn.text('general.data_button_erase')),
      postBack('human', 'general.privacy', turn.text('general.button_human')),
    ],
  });
}

/** Of a conversation that a code tied to somebody nothing is told before the next code or PIN. */
async function sayKnownHere(turn: Turn): Promise<void> {
  if (await turn.ownData.isTied()) return turn.say({ key: 'general.data_tied' });
  const { messagesSince, tickets, files } = await turn.ownData.known(undefined);
  const day = dayOf(turn, messagesSince ?? turn.now);
  await turn.say({ key: 'general.data_here', values: { day, tickets, files } });
}

function rowsOf(turn: Turn, person: Person, known: OwnData): string[] {
  const row = (name: string, values?: Record<string, string | number>): string =>
    turn.text(`general.data_row_${name}`, values);
  const { language, law, group } = person;
  return [
    ...(language ? [row('language', { language: turn.textIn(language, 'general.language_name') })] : []),
    ...(law ? [row(`law_${law}`)] : []),
    ...(group ? [row(`group_${group}`)] : []),
    ...(known.hasRoute ? [row('route')] : []),
    ...(known.appointments > 0 ? [row('appointments', { count: known.appointments })] : []),
    ...(known.paymentMonths > 0 ? [row('payments', { count: known.paymentMonths })] : []),
    ...(known.hasRelief ? [row('relief')] : []),
    ...(known.tickets > 0 ? [row('tickets', { count: known.tickets })] : []),
    ...(known.files > 0 ? [row('files', { count: known.files })] : []),
    ...(known.messagesSince === undefined ? [] : [row('messages', { day: dayOf(turn, known.messagesSince) })]),
    ...(known.phones > 0 ? [row('phones', { count: known.phones })] : []),
    ...(known.hasPin ? [row('pin')] : []),
  ];
}

async function sayFile(turn: Turn, person: Person): Promise<void> {
  const open: Action = {
    type: 'openUrl',
    title: turn.text('general.data_button_open'),
    value: await turn.ownData.page(person),
  };
  await turn.say({ key: 'general.data_export', actions: [open] });
}

async function sayLooks(turn: Turn, person: Person): Promise<void> {
  const looks = await turn.ownData.looks(person);
  const rows = looks.map((entry) => turn.text('general.data_look_row', valuesOf(turn, entry)));
  const human = postBack('human', 'general.privacy', turn.text('general.button_human'));
  await turn.say(
    rows.length > 0
      ? { key: 'general.data_looked', values: { rows: rows.join('\n') }, actions: [human] }
      : { key: 'general.data_looked_none', actions: [human] },
  );
}

function valuesOf(turn: Turn, { at, actor, action }: AuditEntry): Record<string, string> {
  const did = `general.data_did_${action.replace('.', '_')}`;
  const name = isStaff(actor) ? turn.ownData.staffName(actor.id) : undefined;
  const role = `general.data_who_${actor.role}`;
  return {
    day: dayOf(turn, at),
    time: turn.time(new Date(at).toISOString()),
    // The municipality's other roles are its staff to who reads this.
    who: name ?? turn.text(turn.hasText(role) ? role : 'general.data_who_case_worker'),
    did: turn.text(turn.hasText(did) ? did : 'general.data_did_other'),
  };
}

const isStaff = ({ role }: AuditEntry['actor']): boolean => staffRoles.some((one) => one === role);

const dayOf = (turn: Turn, at: number): string => turn.date(new Date(at).toISOString());
