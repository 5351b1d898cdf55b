import type { DeskTicket, TicketDesk } from '../../src/console/desk.ts';
import type { Municipality, StaffMember } from '../../src/core/municipality.ts';
import { workDays } from '../../src/core/office-hours.ts';
import type { Chance } from './random.ts';

const minute = 60_000;

/** The minutes that a ticket takes: most are short, some are long. */
const handlingOf = (chance: Chance): number => Math.min(75, 6 + 24 * chance.next() ** 2 * 3);

interface Desk {
  member: StaffMember;
  /** Not at the queue before this (ms): something else has to be done. */
  backAt: number;
  task?: { ticket: string; doneAt: number; isForgotten: boolean };
}

export interface Office {
  /** What everybody does at this moment (ms). */
  act(now: number): Promise<void>;
  /** Claims that somebody sat on for ever. */
  forgotten: number;
  /** Tries to go on with what was lost meanwhile. */
  refused: number;
}

/** Who answers: takes the first of the own list, answers it after a while, has other work for as long, goes home. */
export function openOffice(place: Municipality, desk: TicketDesk, chance: Chance, forgetful: number): Office {
  const desks: Desk[] = place.staff
    .filter(({ role }) => role === 'case_worker')
    .map((member) => ({ member, backAt: 0 }));
  let operations = 0;
  const operation = ({ id, name }: StaffMember, at: number) => ({ id: `sim-${++operations}`, staff: { id, name }, at });

  const office: Office = { act, forgotten: 0, refused: 0 };
  return office;

  async function act(now: number): Promise<void> {
    for (const one of desks) {
      if (!isWorking(place, one.member, now)) continue;
      if (one.task) await goOn(one, one.task, now);
      else if (one.backAt <= now) await begin(one, now);
    }
  }

  async function begin(one: Desk, now: number): Promise<void> {
    const ticket = (await desk.list(place.id, 'waiting', 500)).find((listed) => isFor(listed, one.member));
    if (!ticket) return;
    await desk.claim(ticket.id, operation(one.member, now));
    const isForgotten = chance.next() < forgetful;
    if (isForgotten) office.forgotten += 1;
    one.task = { ticket: ticket.id, doneAt: now + handlingOf(chance) * minute, isForgotten };
  }

  async function goOn(one: Desk, task: NonNullable<Desk['task']>, now: number): Promise<void> {
    // Whoever is at it types.
    if (!task.isForgotten) await desk.sign(task.ticket, operation(one.member, now));
    if (now < task.doneAt) return;
    delete one.task;
    one.backAt = now + handlingOf(chance) * minute;
    if (task.isForgotten) return;
    try {
      await desk.answer(task.ticket, operation(one.member, now), 'Goedemiddag. Dit is het antwoord op uw vraag.');
      await desk.close(task.ticket, operation(one.member, now), 'answered');
    } catch {
      office.refused += 1;
    }
  }
}

const isFor = ({ team, offered }: DeskTicket, { id, teams }: StaffMember): boolean =>
  offered ? offered.to === id : teams.includes(team);

function isWorking(place: Municipality, member: StaffMember, now: number): boolean {
  const [today] = workDays(place, member, now);
  return today?.some(([from]) => from <= now) ?? false;
}
