import type { Look } from '../core/audit.ts';
import type { Payment } from '../core/case-data.ts';
import type { Appointment, Person } from '../core/person.ts';
import type { Action } from '../core/roles.ts';
import { askedTicket } from './asked-ticket.ts';
import { lookOf } from './look.ts';
import { may } from './may.ts';
import type { ConsoleParts } from './parts.ts';
import { answer } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const mostAppointments = 20;
const monthsBack = 2;

type May = (action: Action) => boolean;

/**
 * What the record has of the person of a ticket, as much of it as the table lets this role see. Nothing else is read, and
 * each kind that is read is a look of its own in the audit log.
 */
export const panelRoute = (parts: ConsoleParts): ConsoleRoute =>
  staffRoute(
    parts,
    { method: 'get', path: '/api/console/tickets/:id/person', action: 'person.name', audited: 'person.seen' },
    async (asked) => {
      const { response, staff } = asked;
      const { ticket, target, person } = await askedTicket(parts, asked);
      if (!person) return answer(response, 200, {});
      const maySee: May = (action) => may(staff, action, target);
      const look = lookOf(staff, parts.ids.random());
      const seen = { action: 'person.seen', object: ticket.id, person: person.id, result: 'ok' };
      await parts.people.audit(look, seen);
      answer(response, 200, {
        person: personView(person, maySee),
        mayChange: maySee('appointment.change'),
        ...(await appointmentsOf(parts, person, look, maySee)),
        ...(await routeOf(parts, person, look, maySee)),
        ...(await paymentsOf(parts, person, look, maySee)),
      });
    },
  );

const personView = ({ displayName, language, law, group, sharedPhone }: Person, maySee: May) => ({
  displayName,
  ...(language ? { language } : {}),
  ...(maySee('person.group') ? { law, group } : {}),
  ...(maySee('person.contact_flags') && sharedPhone ? { sharedPhone } : {}),
});

const ofIncome = /\b(ic|inkomen|inkomens\w*|ontzorgen)\b/i;

async function appointmentsOf({ people, clock }: ConsoleParts, person: Person, look: Look, maySee: May) {
  const isWhole = maySee('person.appointments');
  const isIncome = maySee('person.appointments.income');
  const isShort = maySee('person.appointments.short');
  if (!isWhole && !isIncome && !isShort) return {};
  const coming = await people.appointments(person, { from: clock.now(), limit: mostAppointments }, look);
  const shown = isWhole || isShort ? coming : coming.filter(({ kind }) => ofIncome.test(kind));
  return { appointments: shown.map((one) => (isWhole || isIncome ? wholeOf(one) : shortOf(one))) };
}

const shortOf = ({ id, kind, start, end, location, status }: Appointment) => ({
  id,
  kind,
  start,
  ...(end ? { end } : {}),
  location,
  status,
});

const wholeOf = (one: Appointment) => {
  const { withWhom, bring, interpreter, obligatory, source, asOf } = one;
  return { ...shortOf(one), withWhom, bring, interpreter, obligatory, source, asOf };
};

async function routeOf({ people }: ConsoleParts, person: Person, look: Look, maySee: May) {
  const isWhole = maySee('person.route');
  if (!isWhole && !maySee('person.route.short')) return {};
  const route = await people.route(person, look);
  if (!route) return {};
  const { leerroute, school, nextStep, source, asOf, classTimes, termEnd, hours, exams, startedOn } = route;
  const short = { leerroute, school, nextStep, source, asOf };
  return { route: isWhole ? { ...short, classTimes, termEnd, hours, exams, startedOn } : short };
}

async function paymentsOf({ people, clock }: ConsoleParts, person: Person, look: Look, maySee: May) {
  const isWhole = maySee('person.payments');
  if (!isWhole && !maySee('person.payments.summary')) return {};
  const now = new Date(clock.now());
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsBack, 15)).toISOString().slice(0, 7);
  const payments = await people.payments(person, from, look);
  if (payments.length === 0) return {};
  if (!isWhole)
    return { paymentsOnTrack: payments.every(({ status }) => status === 'planned' || status === 'executed') };
  const relief = await people.relief(person, look);
  return {
    payments: payments.map(paymentView),
    ...(relief ? { relief: { start: relief.start, end: relief.end, openAction: relief.openAction } } : {}),
  };
}

const paymentView = ({ month, kind, cents, payee, status, executedOn, plannedOn, source, asOf }: Payment) => ({
  month,
  kind,
  cents,
  payee,
  status,
  executedOn,
  plannedOn,
  source,
  asOf,
});
