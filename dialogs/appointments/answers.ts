import type { Action } from '../../src/core/activity.ts';
import type { Appointment, Person } from '../../src/core/person.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { kindKey } from './kind.ts';
import { ownCase } from '../support/own-case.ts';

const mostListed = 5;

/** Says it to the person whom it is about; to others what is needed first. Nothing personal is said before. */
export async function orCodeFirst(
  turn: Turn,
  intent: string,
  say: (turn: Turn, appointments: Appointment[], person: Person) => Promise<void>,
): Promise<void> {
  await ownCase(turn, {
    intent,
    codeFirst: 'appointments.code_first',
    async own(_turn, person) {
      const appointments = await turn.appointments(person, mostListed);
      await (appointments.length > 0 ? say(turn, appointments, person) : sayNone(turn));
    },
  });
}

export async function sayNext(turn: Turn, [next]: Appointment[], person: Person): Promise<void> {
  if (!next) return sayNone(turn);
  const key = next.status === 'moved' ? 'appointments.next_moved' : 'appointments.next';
  const actions = [...(await saveSteps(turn, person, [next])), ...nextSteps(turn, next)];
  await turn.say({ key, values: valuesOf(turn, next), facts: ['F29'], actions });
}

export async function sayList(turn: Turn, appointments: Appointment[], person: Person): Promise<void> {
  const rows = appointments.map((appointment) => turn.text('appointments.list_row', valuesOf(turn, appointment)));
  const [first] = appointments;
  if (!first) return sayNone(turn);
  await turn.say({
    key: 'appointments.list',
    values: { rows: rows.join('\n'), asOf: turn.date(first.asOf), source: first.source },
    actions: [...(await saveSteps(turn, person, appointments)), ...nextSteps(turn, first)],
  });
}

export async function sayBring(turn: Turn, [next]: Appointment[]): Promise<void> {
  if (!next) return sayNone(turn);
  const key = next.bring.length > 0 ? 'appointments.bring' : 'appointments.bring_unknown';
  const bring = next.bring.map((thing) => `• ${thing}`).join('\n');
  await turn.say({ key, values: { ...valuesOf(turn, next), bring }, actions: nextSteps(turn, next) });
}

export async function sayLocation(turn: Turn, [next]: Appointment[]): Promise<void> {
  if (!next) return sayNone(turn);
  await turn.say({ key: 'appointments.location', values: valuesOf(turn, next), actions: nextSteps(turn, next) });
}

const sayNone = (turn: Turn): Promise<void> =>
  turn.say({
    key: 'appointments.none_known',
    actions: [
      postBack('ask', 'appointments.request', turn.text('intents.appointments.request')),
      postBack('human', 'appointments', turn.text('general.button_human')),
    ],
  });

/** Into the person's own calendar. */
async function saveSteps(turn: Turn, person: Person, appointments: readonly Appointment[]): Promise<Action[]> {
  const link = await turn.calendarLink(person, appointments);
  return link ? [{ type: 'openUrl', title: turn.text('appointments.button_calendar'), value: link }] : [];
}

/** The next step, the way there, and a person. */
function nextSteps(turn: Turn, appointment: Appointment): Action[] {
  const map: Action[] = appointment.mapUrl
    ? [{ type: 'openUrl', title: turn.text('appointments.button_map'), value: appointment.mapUrl }]
    : [];
  return [
    postBack('ask', 'appointments.bring', turn.text('intents.appointments.bring')),
    ...map,
    postBack('ask', 'appointments.absent', turn.text('appointments.button_cannot_come')),
    postBack('human', 'appointments', turn.text('general.button_human')),
  ];
}

/** What a text may say of an appointment, with the date on which the record was true. */
export const valuesOf = (turn: Turn, appointment: Appointment) => ({
  kind: kindOf(turn, appointment.kind),
  day: turn.date(appointment.start),
  time: turn.time(appointment.start),
  location: appointment.location,
  withWhom: appointment.withWhom,
  source: appointment.source,
  asOf: turn.date(appointment.asOf),
});

/** The law's own word with a plain explanation, where we have one. */
export function kindOf(turn: Turn, kind: string): string {
  const key = kindKey(kind);
  return turn.hasText(key) ? turn.text(key) : kind;
}
