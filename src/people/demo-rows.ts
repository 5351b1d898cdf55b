import { DateTime } from 'luxon';
import type { Payment, Relief, Route } from '../core/case-data.ts';
import type { Person } from '../core/person.ts';
import type { WriteOp } from '../store/store.ts';
import {
  appointments,
  indexAppointment,
  indexPayment,
  indexPerson,
  indexRelief,
  indexRoute,
  payments,
  persons,
  reliefs,
  routes,
  type AppointmentRecord,
} from './collections.ts';
import type { DemoPeople } from './demo-people.ts';

const zone = 'Europe/Amsterdam';

type DemoPerson = DemoPeople['people'][number];

/** Everything of one invented person, with dates counted from the first start (ms since 1970). */
export function demoRows(place: DemoPeople, demo: DemoPerson, startedAt: number): WriteOp[] {
  const { appointments: _, route, payments: __, relief, ...fields } = demo;
  const person: Person = { ...fields, municipality: place.municipality, basis: 'record' };
  const first = DateTime.fromMillis(startedAt, { zone });
  return [
    { op: 'insert', collection: persons, id: person.id, body: person, index: indexPerson(person) },
    ...appointmentRows(place, demo, first),
    ...(route ? [routeRow(place, demo.id, route, first)] : []),
    ...paymentRows(place, demo, first),
    ...(relief ? [reliefRow(place, demo.id, relief, first)] : []),
  ];
}

const dayAfter = (first: DateTime, days: number): string => first.plus({ days }).toISODate() ?? '';
const maybeDay = (first: DateTime, days: number | undefined): string | undefined =>
  days === undefined ? undefined : dayAfter(first, days);

function appointmentRows({ municipality, source }: DemoPeople, demo: DemoPerson, first: DateTime): WriteOp[] {
  const asOf = dayAfter(first, 0);
  return demo.appointments.map(({ workdays, at, ...appointment }, i): WriteOp => {
    const [start, end] = at.map((time) => instant(first, workdays, time)) as [string, string];
    const id = `${demo.id}-${i + 1}`;
    const body: AppointmentRecord = { ...appointment, id, person: demo.id, municipality, start, end, source, asOf };
    return { op: 'insert', collection: appointments, id, body, index: indexAppointment(body) };
  });
}

function routeRow(
  { municipality, routeSource: source }: DemoPeople,
  person: string,
  route: NonNullable<DemoPerson['route']>,
  first: DateTime,
): WriteOp {
  const { termEnd } = route;
  const body: Route = {
    ...route,
    id: person,
    person,
    municipality,
    source,
    asOf: dayAfter(first, 0),
    startedOn: maybeDay(first, route.startedOn),
    pipDate: maybeDay(first, route.pipDate),
    termEnd: termEnd && { ...termEnd, date: dayAfter(first, termEnd.date), asOf: dayAfter(first, termEnd.asOf) },
    pvtSignedOn: maybeDay(first, route.pvtSignedOn),
    mapTalkOn: maybeDay(first, route.mapTalkOn),
    exams: route.exams.map((exam) => ({ ...exam, date: maybeDay(first, exam.date) })),
  };
  return { op: 'insert', collection: routes, id: person, body, index: indexRoute(body) };
}

function paymentRows(
  { municipality, paymentSource: source }: DemoPeople,
  demo: DemoPerson,
  first: DateTime,
): WriteOp[] {
  return demo.payments.map(({ month: offset, executedOn, plannedOn, ...payment }, i): WriteOp => {
    const month = first.startOf('month').plus({ months: offset });
    const id = `${demo.id}-payment-${i + 1}`;
    const body: Payment = {
      ...payment,
      id,
      person: demo.id,
      municipality,
      source,
      asOf: dayAfter(first, 0),
      month: month.toFormat('yyyy-MM'),
      executedOn: dayOf(month, executedOn),
      plannedOn: dayOf(month, plannedOn),
    };
    return { op: 'insert', collection: payments, id, body, index: indexPayment(body) };
  });
}

const dayOf = (month: DateTime, day: number | undefined): string | undefined =>
  day === undefined
    ? undefined
    : (month.set({ day: Math.min(day, month.daysInMonth ?? day) }).toISODate() ?? undefined);

function reliefRow(
  { municipality, paymentSource: source }: DemoPeople,
  person: string,
  relief: NonNullable<DemoPerson['relief']>,
  first: DateTime,
): WriteOp {
  const body: Relief = {
    ...relief,
    id: person,
    person,
    municipality,
    source,
    asOf: dayAfter(first, 0),
    start: dayAfter(first, relief.start),
    end: maybeDay(first, relief.end),
    nextBenefitOn: maybeDay(first, relief.nextBenefitOn),
  };
  return { op: 'insert', collection: reliefs, id: person, body, index: indexRelief(body) };
}

/** An ISO instant: so many working days (Monday to Friday) later, at a Dutch time. */
function instant(first: DateTime, workdays: number, time: string): string {
  let day = first.startOf('day');
  for (let left = workdays; left > 0;) {
    day = day.plus({ days: 1 });
    if (day.weekday <= 5) left -= 1;
  }
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour, minute }).toJSDate().toISOString();
}
