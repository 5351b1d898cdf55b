import { activities, conversations } from '../../src/conversations/documents.ts';
import { queueOf, tickets, type Ticket } from '../../src/handoff/ticket.ts';
import type { ActorBody } from '../../src/conversations/actor.ts';
import type { Document, WriteOp } from '../../src/store/store.ts';
import { municipality, say, type House } from './house.ts';

/** Makes many copies of one real conversation and one real ticket, through the store's own writes. */
export interface Filling {
  conversation(number: number): string;
  ticket(number: number): string;
  /** Copies from one number up to another. */
  conversations(from: number, to: number): Promise<void>;
  tickets(from: number, to: number): Promise<void>;
}

const opsAtOnce = 600;

export async function prepareFilling(house: House): Promise<Filling> {
  const { ids } = house;
  const model = await modelConversation(house);
  const waiting = await modelTicket(house);
  const conversation = (number: number): string => `c_${ids.of('grown', String(number))}`;
  const ticket = (number: number): string => `t_${ids.of('grown', String(number))}`;

  const conversationOps = (number: number): WriteOp[] => {
    const id = conversation(number);
    const { index, body } = model.document;
    return [
      { op: 'insert', collection: conversations, id, index, body },
      ...model.rows.map((row): WriteOp => {
        const named = { conversation: id, ...(row.index.seq === undefined ? {} : { seq: row.index.seq }) };
        const own = { ...row.body, conversation: id };
        return { op: 'insert', collection: activities, id: ids.of(row.id, id), index: named, body: own };
      }),
    ];
  };
  const ticketOps = (number: number): WriteOp[] => {
    const body: ActorBody<Ticket> = {
      ...waiting.body,
      state: { ...waiting.body.state, conversation: conversation(number), createdAt: number },
    };
    const index = { ...waiting.index, rank: number, conversation: conversation(number) };
    return [{ op: 'insert', collection: tickets, id: ticket(number), index, body }];
  };
  const insert = async (ops: (number: number) => WriteOp[], from: number, to: number): Promise<void> => {
    let batch: WriteOp[] = [];
    for (let number = from; number < to; number++) {
      batch.push(...ops(number));
      if (batch.length < opsAtOnce && number < to - 1) continue;
      const outcomes = await house.store.write(batch);
      if (outcomes.some((outcome) => outcome !== 'done')) throw new Error('the store could not be filled');
      batch = [];
    }
  };
  return {
    conversation,
    ticket,
    conversations: (from, to) => insert(conversationOps, from, to),
    tickets: (from, to) => insert(ticketOps, from, to),
  };
}

async function modelConversation(house: House) {
  const id = 'c_model';
  await say(house, id, 'Wanneer is mijn volgende afspraak?');
  await house.mailbox.idle();
  const document = await house.store.get(conversations, id);
  const rows = await house.store.find(activities, { where: { conversation: id }, limit: 10 });
  if (!document || rows.length < 2) throw new Error('the model conversation was not answered');
  return { document, rows };
}

async function modelTicket({ mailbox, store }: House): Promise<Document<ActorBody<Ticket>>> {
  const id = 't_model';
  const value = {
    conversation: 'c_model',
    municipality,
    verified: false,
    topic: 'support',
    intent: 'support.human',
    language: 'nl',
    urgency: 'normal',
    headline: [],
    summary: 'Ik wil iemand spreken over mijn afspraak van donderdag.',
    answers: [],
    messages: { from: 1, to: 1 },
  };
  await mailbox.tell({ id: 'model', actor: id, municipality, name: 'handoff.initiate', value });
  await mailbox.idle();
  const ticket = await store.get(tickets, id);
  if (ticket?.index['queue'] !== queueOf(municipality, 'waiting')) throw new Error('the model ticket does not wait');
  return ticket;
}
