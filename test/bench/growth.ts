import { statSync } from 'node:fs';
import { join } from 'node:path';
import { prepareFilling, type Filling } from './fill.ts';
import { municipality, openHouse, say, type House } from './house.ts';
import { rounded, spreadOf, type Spread } from './spread.ts';
import { utterances } from './utterances.ts';

export interface Size {
  conversations: number;
  tickets: number;
}

export interface Grown extends Size {
  databaseMb: number;
  /** A message in a conversation that is there: accepted, answered, delivered; 16 at once. */
  turn: Cost;
  claim: { ms: Spread };
  /** The first 50 tickets that wait. */
  listPage: Cost & { ms: Spread };
  /** A conversation's log. */
  logPage: Cost & { ms: Spread };
}

/** For one of them, in this process, all its threads. */
export interface Cost {
  cpuMs: number;
  elapsedMs: number;
}

/** The same work on a store that grows. `say` is told what is going on. */
export async function measureGrowth(
  { modelsDir, directory }: { modelsDir: string; directory: string },
  sizes: readonly Size[],
  tell: (line: string) => void,
): Promise<Grown[]> {
  const house = await openHouse(modelsDir, directory);
  const filling = await prepareFilling(house);
  const grown: Grown[] = [];
  let [conversations, tickets] = [0, 0];
  let warmUp = 4_000; // messages that compile the code; later ones only fill the caches
  for (const size of sizes) {
    tell(`filling up to ${size.conversations} conversations and ${size.tickets} tickets`);
    await filling.conversations(conversations, size.conversations);
    await filling.tickets(tickets, size.tickets);
    [conversations, tickets] = [size.conversations, size.tickets];
    await turns(house, filling, size, warmUp);
    await claims(house, filling, size, warmUp / 10);
    warmUp = 1_000;
    grown.push(await measure(house, filling, size, directory));
    tell(JSON.stringify(grown.at(-1)));
  }
  await house.close();
  return grown;
}

async function measure(house: House, filling: Filling, size: Size, directory: string): Promise<Grown> {
  const turn = await cost(1_600, (times) => turns(house, filling, size, times));
  const any = (count: number): number => Math.floor(Math.random() * count);
  const claim = await claims(house, filling, size, 400);
  const listPage = await timed(200, async () => void (await house.desk.list(municipality, 'waiting', 50)));
  const logPage = await timed(400, async () => {
    await house.mailbox.log(filling.conversation(any(size.conversations)), 0, 50);
  });
  await house.mailbox.idle();
  const databaseMb = Math.round(statSync(join(directory, 'wegwijs.db')).size / 2 ** 20);
  return { ...size, databaseMb, turn, claim, listPage, logPage };
}

async function turns(house: House, filling: Filling, { conversations }: Size, times: number): Promise<void> {
  const atOnce = 16;
  for (let number = 0; number < times; number += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, (_, place) => {
        const conversation = filling.conversation(Math.floor(Math.random() * conversations));
        return say(house, conversation, utterances[(number + place) % utterances.length]!.text);
      }),
    );
    await house.mailbox.idle();
  }
}

/** Claims, each of which is given back, so that as many tickets stay open. Only claiming is timed. */
async function claims(
  { desk, ids }: House,
  filling: Filling,
  { tickets }: Size,
  times: number,
): Promise<{ ms: Spread }> {
  const staff = { id: 'sanne', name: 'Sanne' };
  const deed = () => ({ id: ids.random(), staff, at: Date.now() });
  const ms: number[] = [];
  for (let number = 0; number < times; number++) {
    const ticket = filling.ticket(Math.floor(Math.random() * tickets));
    const startedAt = performance.now();
    await desk.claim(ticket, deed());
    ms.push(performance.now() - startedAt);
    await desk.release(ticket, deed());
  }
  return { ms: spreadOf(ms) };
}

async function cost(times: number, work: (times: number) => Promise<void>): Promise<Cost> {
  const [cpu, startedAt] = [process.cpuUsage(), performance.now()];
  await work(times);
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuMs: rounded((user + system) / 1000 / times),
    elapsedMs: rounded((performance.now() - startedAt) / times),
  };
}

async function timed(times: number, work: (number: number) => Promise<void>): Promise<Cost & { ms: Spread }> {
  const ms: number[] = [];
  const total = await cost(times, async () => {
    for (let number = 0; number < times; number++) {
      const startedAt = performance.now();
      await work(number);
      ms.push(performance.now() - startedAt);
    }
  });
  return { ...total, ms: spreadOf(ms) };
}
