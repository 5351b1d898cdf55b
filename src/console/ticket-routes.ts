import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import type { HttpRequest } from '../core/http.ts';
import type { TicketId } from '../core/ids.ts';
import { isListedFor, targetOf } from './access.ts';
import type { DeskOperation, DeskTicket } from './desk.ts';
import type { Municipality } from '../core/municipality.ts';
import { lookOf } from './look.ts';
import type { ConsoleParts } from './parts.ts';
import { answer, bodyOf, pathPart } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';
import type { Staff } from './session.ts';
import { transcriptOf } from './transcript.ts';
import { entryView, openView, ticketView } from './views.ts';

const listed = 200;
const statuses = ['waiting', 'claimed', 'closed'] as const;

const closeReasons = ['answered', 'confirmed', 'called', 'called_interpreter', 'not_needed', 'other'] as const;

const operation = z.object({ id: z.string().min(8).max(64) });
const answering = operation.extend({ text: z.string().trim().min(1).max(4_000) });
const closing = operation.extend({ reason: z.enum(closeReasons) });
const noting = operation.extend({ text: z.string().trim().min(1).max(1_000) });
const name = z.string().min(1).max(100);
const transferring = operation.extend({ team: name.optional(), staff: name.optional() });

/** The queue and its tickets. Headlines are the team's; what was said is for the owner and the person's own case worker. */
export function ticketRoutes(parts: ConsoleParts): ConsoleRoute[] {
  const { desk } = parts;

  async function found(id: TicketId, staff: Staff): Promise<DeskTicket> {
    const ticket = await desk.find(id);
    if (ticket?.municipality !== staff.municipality.id) throw new Problem('not_found');
    return ticket;
  }

  const deed = <Body extends { id: string }>(
    name: 'claim' | 'release' | 'answer' | 'close' | 'reopen' | 'note' | 'transfer',
    schema: z.ZodType<Body>,
    perform: (id: TicketId, operation: DeskOperation, body: Body, staff: Staff) => Promise<DeskTicket>,
  ): ConsoleRoute =>
    staffRoute(
      parts,
      { method: 'post', path: `/api/console/tickets/:id/${name}`, action: `ticket.${name}`, body: 'json' },
      async ({ staff, request, response, require }) => {
        const body = bodyOf(schema, request);
        const ticket = await found(pathPart(request, 'id'), staff);
        require((await targetOf(parts, ticket)).target);
        const { id, name: by } = staff.member;
        // The page's id names one deed of one person: another's, or another deed, is no repeat of it.
        const how = { id: `${name}/${id}/${body.id}`, staff: { id, name: by }, at: parts.clock.now() };
        const done = await perform(ticket.id, how, body, staff);
        await audit(parts, staff, `ticket.${name}`, ticket, body.id);
        answer(response, 200, { ticket: ticketView(parts, done, staff) });
      },
    );

  return [
    staffRoute(
      parts,
      { method: 'get', path: '/api/console/tickets', action: 'ticket.list' },
      async ({ staff, request, response }) => {
        const status = statusOf(request);
        const tickets = await desk.list(staff.municipality.id, status, listed);
        const isListed = await Promise.all(tickets.map((ticket) => isListedFor(parts, ticket, staff)));
        const shown = tickets.filter((_, index) => isListed[index]);
        answer(response, 200, { tickets: shown.map((ticket) => ticketView(parts, ticket, staff)) });
      },
    ),
    staffRoute(
      parts,
      { method: 'get', path: '/api/console/tickets/:id', action: 'ticket.read', audited: 'ticket.seen' },
      async ({ staff, request, response, require }) => {
        const ticket = await found(pathPart(request, 'id'), staff);
        const { target, person } = await targetOf(parts, ticket);
        require(target);
        await audit(parts, staff, 'ticket.seen', ticket, parts.ids.random());
        const [shown, draft] = await Promise.all([transcriptOf(parts, ticket), parts.drafts.of(ticket.id)]);
        answer(response, 200, {
          ticket: ticketView(parts, ticket, staff),
          summary: ticket.summary,
          ...(draft ? { draft: { text: draft.text, by: draft.by, at: new Date(draft.at).toISOString() } } : {}),
          ...openView(ticket, staff, { target, now: parts.clock.now() }),
          ...(person ? { person: { id: person.id, displayName: person.displayName } } : {}),
          ...(ticket.selfDeclared ? { selfDeclared: ticket.selfDeclared } : {}),
          transcript: await Promise.all(shown.map((entry) => entryView(parts, entry))),
        });
      },
    ),
    deed('claim', operation, (id, how) => desk.claim(id, how)),
    deed('release', operation, (id, how) => desk.release(id, how)),
    deed('answer', answering, (id, how, { text }) => desk.answer(id, how, text)),
    deed('close', closing, async (id, how, { reason }) => {
      const closed = await desk.close(id, how, reason);
      await parts.drafts.forget(id);
      return closed;
    }),
    deed('reopen', operation, (id, how) => desk.reopen(id, how)),
    deed('note', noting, (id, how, { text }) => desk.note(id, how, text)),
    deed('transfer', transferring, (id, how, to, { municipality }) =>
      desk.transfer(id, how, receiverIn(municipality, to)),
    ),
  ];
}

/** Whom a ticket is given to: one team or one colleague of this municipality. */
function receiverIn(
  { teams, staff }: Municipality,
  to: { team?: string | undefined; staff?: string | undefined },
): { team: string } | { staff: string } {
  if (to.team !== undefined && to.staff === undefined && teams.some(({ id }) => id === to.team))
    return { team: to.team };
  if (to.staff !== undefined && to.team === undefined && staff.some(({ id }) => id === to.staff))
    return { staff: to.staff };
  throw new Problem('bad_request', 'Name one team or one colleague who works here.');
}

function statusOf(request: HttpRequest): (typeof statuses)[number] {
  const asked =
    (request.query as Record<string, unknown> | undefined)?.status ??
    new URLSearchParams(request.getQuery()).get('status');
  const status = statuses.find((one) => one === (asked ?? 'waiting'));
  if (!status) throw new Problem('bad_request', `status must be one of ${statuses.join(', ')}.`);
  return status;
}

const audit = (parts: ConsoleParts, staff: Staff, action: string, ticket: DeskTicket, request: string): Promise<void> =>
  parts.people.audit(lookOf(staff, request), {
    action,
    object: ticket.id,
    ...(ticket.person ? { person: ticket.person } : {}),
    result: 'ok',
  });
