import type { TurnInput } from '../conversations/actor.ts';
import type { HandoffRequest, HeadlinePart } from '../core/ticket.ts';
import { offerOf } from './offer.ts';
import { promiseOf } from './promise.ts';
import type { TicketServices } from './services.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import { hasteOf } from './urgency.ts';

/** The ticket of a request: its team, how urgent it is and why, whose it is first, and before when someone answers. */
export async function createTicket(
  { municipality, queue, caseWorkerOf }: TicketServices,
  input: Pick<TurnInput<Ticket>, 'actor' | 'municipality' | 'now'>,
  request: HandoffRequest,
): Promise<Ticket> {
  const { now } = input;
  const place = municipality(input.municipality);
  const { conversation, person, verified, selfDeclared, topic, intent, language, summary } = request;
  const team = (place.teams.find(({ topics }) => topics.includes(topic)) ?? place.teams[0])?.id ?? '';
  const haste = hasteOf(request, now);
  const caseWorker = person === undefined ? undefined : await caseWorkerOf(person, input.municipality);
  const promise = promiseOf(place, { team, ...haste }, await queue.load(place, team), now);
  const offered = offerOf(place, { team, caseWorker, promise, ...haste }, now);
  const history: TicketEvent[] = [
    { at: now, what: 'created' },
    ...(offered ? [{ at: now, what: 'offered', to: `staff:${offered.to}` } as const] : []),
    ...(promise === undefined ? [] : [{ at: now, what: 'promised', promise } as const]),
  ];
  return {
    number: numberOf(input.actor),
    municipality: input.municipality,
    conversation,
    ...(person === undefined ? {} : { person }),
    verified,
    ...(selfDeclared === undefined ? {} : { selfDeclared }),
    topic,
    intent,
    team,
    language,
    ...haste,
    headline: filled(request.headline),
    summary,
    status: 'waiting',
    ...(offered ? { offered } : {}),
    createdAt: now,
    ...(promise === undefined ? {} : { promise }),
    messages: request.messages,
    history,
    operations: [],
  };
}

/** Nobody can choose from a list of nothing. */
const filled = (headline: HeadlinePart[]): HeadlinePart[] =>
  headline.some(({ key }) => key !== 'headline.language' && key !== 'headline.unverified')
    ? headline
    : [{ key: 'headline.human' }, ...headline];

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A number to say on the telephone: seven characters without look-alikes, from the ticket's id. */
function numberOf(actor: string): string {
  const bytes = Buffer.from(actor.slice(2), 'base64url');
  const characters = [...bytes.subarray(0, 7)].map((byte) => alphabet[byte % alphabet.length]);
  return `W-${characters.slice(0, 3).join('')}-${characters.slice(3).join('')}`;
}
