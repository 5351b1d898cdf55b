import { Problem } from '../core/errors.ts';
import type { ConversationId, PersonId } from '../core/ids.ts';
import { writeAudit } from './audit.ts';
import { indexPin, pins, type PinRecord } from './collections.ts';
import { pinIdOf, triesOfConversation, triesOfPerson } from './counters.ts';
import { limits } from './limits.ts';
import type { Parts } from './parts.ts';
import { hashPin, isPin } from './pin-hash.ts';
import { isWeakPin, readPin } from './pin-rules.ts';
import { readPinTicket, type OpenPinTicket } from './pin-ticket.ts';
import { put } from './put.ts';
import { readPerson } from './read-person.ts';
import { forgiveTries, reserveTry, settleTry, type Counter, type Outcome, type TryAnswer } from './tries.ts';

/** A PIN was right or was chosen: what the session is opened with. `request` is the same for a repeat. */
export interface PinOpened {
  result: 'ok';
  conversation: ConversationId;
  person: PersonId;
  request: string;
}

export type PinAnswer =
  | PinOpened
  | { result: 'wrong'; triesLeft: number }
  /** `until` is ms since 1970. */
  | { result: 'locked'; until: number }
  /** Not chosen: too easy to guess. */
  | { result: 'weak' }
  /** The ticket is too old, broken, or used. */
  | { result: 'expired' };

const counterOfPerson = (parts: Parts, { person, municipality }: OpenPinTicket): Counter => ({
  id: triesOfPerson(parts, person),
  municipality,
  limit: limits.pinOfPerson,
});

const counterOfConversation = (parts: Parts, { conversation, municipality }: OpenPinTicket): Counter => ({
  id: triesOfConversation(parts, conversation),
  municipality,
  limit: limits.pinOfConversation,
});

/** Chooses or checks, as the ticket says. Throws `bad_request` for what is not five digits, `StoreUnavailable`. */
export async function enterPin(parts: Parts, token: string, typed: string): Promise<PinAnswer> {
  const ticket = await readPinTicket(parts, token);
  if (!ticket) return { result: 'expired' };
  const pin = readPin(typed);
  if (!pin) throw new Problem('bad_request', 'A PIN is five digits.');
  return ticket.purpose === 'choose' ? choosePin(parts, ticket, pin) : checkPin(parts, ticket, pin);
}

/** Compares a PIN. The same PIN on the same ticket is one try, however often the page sends it. */
async function checkPin(parts: Parts, ticket: OpenPinTicket, pin: string): Promise<PinAnswer> {
  const request = parts.ids.of('pin-try', ticket.id, pin);
  const here = counterOfConversation(parts, ticket);
  const answer = (await reserveTry(parts, here, request)) ?? (await compare(parts, ticket, here, pin, request));
  const result = answer.result === 'right' ? 'ok' : answer.result;
  await note(parts, ticket, 'pin.tried', request, result);
  return answer.result === 'right' ? opened(ticket) : answer;
}

async function compare(
  parts: Parts,
  ticket: OpenPinTicket,
  here: Counter,
  pin: string,
  request: string,
): Promise<TryAnswer> {
  const everywhere = counterOfPerson(parts, ticket);
  const early = await reserveTry(parts, everywhere, request);
  if (early) return settleTry(parts, here, request, outcomeOfEarly(early));
  const kept = (await parts.store.get(pins, pinIdOf(parts, ticket.person)))?.body;
  const isRight = await isPin(pin, kept, parts.pinCost);
  const isHere = (await readPerson(parts, ticket.person, ticket.municipality)) !== undefined;
  const outcome: Outcome = isRight && isHere ? { is: 'right', person: ticket.person } : { is: 'wrong' };
  const ofPerson = await settleTry(parts, everywhere, request, outcome);
  return settleTry(parts, here, request, ofPerson.result === 'locked' ? { is: 'void', answer: ofPerson } : outcome);
}

const outcomeOfEarly = (early: TryAnswer): Outcome => {
  if (early.result === 'right') return { is: 'right', person: early.person };
  return early.result === 'wrong' ? { is: 'wrong' } : { is: 'void', answer: early };
};

/** Sets the PIN that a ticket for choosing was made for. A ticket chooses once; an older one than the last used is void. */
async function choosePin(parts: Parts, ticket: OpenPinTicket, pin: string): Promise<PinAnswer> {
  if (isWeakPin(pin)) return { result: 'weak' };
  if (!(await readPerson(parts, ticket.person, ticket.municipality))) return { result: 'expired' };
  const kept = await keepPin(parts, ticket, pin);
  const isChosen = kept?.ticket === ticket.id && (await isPin(pin, kept, parts.pinCost));
  if (isChosen) {
    await forgiveTries(parts, counterOfPerson(parts, ticket));
    await forgiveTries(parts, counterOfConversation(parts, ticket));
  }
  await note(parts, ticket, 'pin.chosen', ticket.id, isChosen ? 'ok' : 'expired');
  return isChosen ? opened(ticket) : { result: 'expired' };
}

async function keepPin(parts: Parts, ticket: OpenPinTicket, pin: string): Promise<PinRecord | undefined> {
  const hashed = await hashPin(pin, parts.pinCost);
  const { id, madeAt, municipality } = ticket;
  return put(parts.store, pins, pinIdOf(parts, ticket.person), (before) => {
    if (before && before.ticketAt >= madeAt) return undefined;
    const body = { municipality, ticket: id, ticketAt: madeAt, ...hashed };
    return { body, index: indexPin(body) };
  });
}

const opened = ({ conversation, person, id }: OpenPinTicket): PinOpened => ({
  result: 'ok',
  conversation,
  person,
  request: id,
});

function note(parts: Parts, ticket: OpenPinTicket, action: string, request: string, result: string): Promise<void> {
  const { municipality, person } = ticket;
  const look = { municipality, actor: { role: 'newcomer', id: person }, origin: ticket.conversation, request } as const;
  return writeAudit(parts, look, { action, object: 'pin', person, result });
}
