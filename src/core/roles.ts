import type { MunicipalityId, PersonId } from './ids.ts';

/**
 * Who somebody is here (knowledge.md, part E). `guide` is a professional of VluchtelingenWerk (VB), `volunteer_coordinator`
 * theirs (VC), `taalhuis_coordinator` the Taalhuis's (T), `coordinator` the municipality's.
 */
export const roles = [
  'newcomer',
  'volunteer',
  'volunteer_coordinator',
  'guide',
  'case_worker',
  'income_consultant',
  'taalhuis_coordinator',
  'coordinator',
] as const;
export type Role = (typeof roles)[number];

/** Who logs in to the console. Newcomers and volunteers are known by their channel. */
export const staffRoles = roles.filter((role) => role !== 'newcomer' && role !== 'volunteer');
export type StaffRole = Exclude<Role, 'newcomer' | 'volunteer'>;

/**
 * Of whose: `all` of the municipality; `own`: the own people's, or what is one's own; `team`: tickets of a team that one
 * is in, or that nobody is in; `claimed`: of the ticket that one has; `granted`: whose newcomer said yes to it.
 */
export type Scope = 'all' | 'own' | 'team' | 'claimed' | 'granted' | 'none';
export type Cell = Scope | readonly Scope[];

type Row = Readonly<Record<Role, Cell>>;
/** One row, in the order of `roles`. */
function row(...cells: [Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell]): Row {
  return Object.fromEntries(roles.map((role, at) => [role, cells[at]])) as Row;
}

const no = 'none';
const all = 'all';
const own = 'own';
const granted = 'granted';
const claimed = 'claimed';
/** The own people's, and of whom one has the ticket, for as long as one has it (E6.4, E6.10). */
const clients = ['own', 'claimed'] as const;
/** A ticket of the team, or that came along with a transfer. */
const team = ['team', 'claimed'] as const;
const anyOf = ['team', 'own', 'claimed'] as const;

/**
 * What each may see and do, by action, with the rule of knowledge.md that it comes from. Columns: newcomer, volunteer,
 * VluchtelingenWerk's coordinator, guide, case worker, income consultant, Taalhuis coordinator, municipal coordinator.
 * `console/may.ts` enforces it. A ticket itself lets only its owner answer, release or close: another is told who that is
 * (409).
 */
// prettier-ignore
export const permissions = {
  //                                 N    VR       VC   VB       KM       IC       T        C
  // Everybody who logs in: the own login, and how one is reached.
  'session.own':                 row(no,  no,      own, own,     own,     own,     own,     own),
  'settings.own':                row(no,  no,      own, own,     own,     own,     own,     own),
  // Ends another's logins at once, when somebody leaves.
  'session.end_of_staff':        row(no,  no,      no,  no,      no,      no,      no,      all),

  // E6.10: the team's headlines. The coordinator spreads the work, and reads only what they claim.
  'ticket.list':                 row(no,  no,      no,  granted, anyOf,   team,    team,    all),
  'ticket.claim':                row(no,  no,      no,  granted, anyOf,   team,    team,    team),
  'ticket.release':              row(no,  no,      no,  granted, anyOf,   team,    team,    team),
  'ticket.answer':               row(no,  no,      no,  granted, anyOf,   team,    team,    team),
  'ticket.close':                row(no,  no,      no,  granted, anyOf,   team,    team,    team),
  'ticket.reopen':               row(no,  no,      no,  granted, anyOf,   team,    team,    team),
  'ticket.transfer':             row(no,  no,      no,  granted, anyOf,   team,    team,    all),
  // Who else looks at it or types in it.
  'ticket.presence':             row(no,  no,      no,  granted, anyOf,   team,    team,    team),
  // E6.10: opening what is not one's own is a claim. E6.11: the Taalhuis reads the sign-up that was sent to it.
  'ticket.read':                 row(no,  no,      no,  granted, clients, claimed, claimed, claimed),
  'ticket.note':                 row(no,  no,      no,  granted, clients, claimed, claimed, claimed),
  'ticket.draft':                row(no,  no,      no,  granted, clients, claimed, claimed, claimed),
  // Sentences without anybody in them.
  'phrase.read':                 row(no,  no,      no,  all,     all,     all,     all,     all),

  // E6.4: only the own clients.
  'person.list':                 row(no,  no,      no,  granted, own,     no,      no,      no),
  // E1: display name and language.
  'person.name':                 row(own, granted, no,  granted, clients, claimed, claimed, claimed),
  // E1: law, group, permit kind.
  'person.group':                row(own, no,      no,  no,      clients, claimed, no,      no),
  // E1, E6.9: safe_contact and shared_phone; never a volunteer, never in a chat.
  'person.contact_flags':        row(no,  no,      no,  granted, clients, no,      no,      no),
  // E2: with whom, what to bring, interpreter.
  'person.appointments':         row(own, no,      no,  granted, clients, no,      no,      no),
  // E2: those with the income consultant.
  'person.appointments.income':  row(own, no,      no,  granted, clients, claimed, no,      no),
  // E2: kind, time and place; E6.2: with a recorded yes.
  'person.appointments.short':   row(own, granted, no,  granted, clients, no,      no,      no),
  // E2: the assistant never changes one; who settles the wish does.
  'appointment.change':          row(no,  no,      no,  no,      clients, no,      no,      no),
  // E3: terms, hours, exams.
  'person.route':                row(own, no,      no,  no,      clients, no,      no,      no),
  // E3: leerroute, school, next step.
  'person.route.short':          row(own, granted, no,  granted, clients, no,      no,      no),
  // E4: amounts. A volunteer never sees them.
  'person.payments':             row(own, no,      no,  granted, no,      claimed, no,      no),
  // E4: whether the payments are on track, without amounts.
  'person.payments.summary':     row(own, no,      no,  granted, clients, claimed, no,      no),
  // Ties a phone to a person: never for another's client.
  'code.issue':                  row(no,  no,      no,  no,      own,     no,      no,      no),
  // Kind, time, place and first name of the own people, in one's own calendar program.
  'calendar.own':                row(no,  no,      no,  no,      own,     no,      no,      no),
  // Who looked at my case: theirs alone.
  'person.looks':                row(own, no,      no,  no,      no,      no,      no,      no),

  // E6.11: invites volunteers, starts and ends matches, sees no content.
  'match.manage':                row(no,  no,      all, no,      no,      no,      no,      no),

  // Local truth, behind a second pair of eyes.
  'overlay.read':                row(no,  no,      no,  no,      no,      no,      no,      all),
  'overlay.propose':             row(no,  no,      no,  no,      no,      no,      no,      all),
  'overlay.approve':             row(no,  no,      no,  no,      no,      no,      no,      all),
  'overlay.undo':                row(no,  no,      no,  no,      no,      no,      no,      all),
  'golive.read':                 row(no,  no,      no,  no,      no,      no,      no,      all),
  // E6.8: nothing of these is listed by person.
  'gap.read':                    row(no,  no,      no,  no,      no,      no,      no,      all),
  'gap.label':                   row(no,  no,      no,  no,      no,      no,      no,      all),
  'numbers.read':                row(no,  no,      no,  no,      no,      no,      no,      all),
} as const satisfies Record<string, Row>;

export type Action = keyof typeof permissions;
export const actions = Object.keys(permissions) as Action[];

/** What something is to who asks for it. What is absent is nobody's. */
export interface Target {
  municipality: MunicipalityId;
  /** The staff member whose own it is: a person's case worker, or whose setting it is. */
  of?: string;
  /** A ticket's team, and who has the ticket. */
  team?: string;
  claimedBy?: string;
  /** Staff whom the newcomer said yes to. */
  grantedTo?: readonly string[];
  /** For the audit: what it is, and whose data. The table does not look at them. */
  object?: string;
  person?: PersonId;
}

/** Somebody who asks, as far as the table needs to know them. */
export interface Asking {
  id: string;
  role: Role;
  municipality: MunicipalityId;
  /** Whether they work in this team, or nobody does. */
  isOfTeam(team: string): boolean;
}

/** The scopes of a cell, without `none`. */
export function scopesOf(role: Role, action: Action): readonly Exclude<Scope, 'none'>[] {
  const cell: Cell = permissions[action][role];
  return (Array.isArray(cell) ? (cell as readonly Scope[]) : [cell as Scope]).filter((scope) => scope !== 'none');
}

/** Whether the table lets them. Nothing of another municipality is anybody's (E6.12). */
export function isAllowed(asking: Asking, action: Action, target: Target): boolean {
  if (target.municipality !== asking.municipality) return false;
  return scopesOf(asking.role, action).some((scope) => isWithin[scope](asking, target));
}

const isWithin: Readonly<Record<Exclude<Scope, 'none'>, (asking: Asking, target: Target) => boolean>> = {
  all: () => true,
  own: ({ id }, { of }) => of === id,
  team: (asking, { team }) => team !== undefined && asking.isOfTeam(team),
  claimed: ({ id }, { claimedBy }) => claimedBy === id,
  granted: ({ id }, { grantedTo = [] }) => grantedTo.includes(id),
};
