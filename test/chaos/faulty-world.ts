import type { Arrival } from '../../src/channels/channel.ts';
import type { Conversations } from '../../src/conversations/mailbox.ts';
import type { Clock } from '../../src/core/clock.ts';
import { holdClock, type HeldClock } from '../held-clock.ts';
import { createFaultyStore } from './faulty-store.ts';
import type { Figures } from './figures.ts';
import { openHouse, said, type House, type OpenStore } from './house.ts';
import type { Run } from './kills.ts';
import { after, type Random } from './random.ts';

const conversations = 8;
const messagesEach = 12;

/** Two processes whose store is slow, answers late and is away, each for itself. */
export async function spoilStore({ random, say }: Run): Promise<Figures> {
  const house = await openHouse();
  try {
    const clock = holdClock();
    const stores = [createFaultyStore(house.store, random), createFaultyStore(house.store, random)];
    const processes: Conversations[] = [];
    for (const [at, store] of stores.entries()) processes.push(await house.open(`process ${at}`, { store, clock }));
    for (const one of processes) await one.start();
    const moods = [
      { slow: 0.3, late: 0.03, away: 0.02 },
      { slow: 0, late: 0.15, away: 0 },
      { slow: 0, late: 0, away: 0.4 },
      { slow: 0, late: 0, away: 0 },
    ];
    await talk(house, { processes, clock, random }, (round) => {
      for (const store of stores) store.fail(moods[(round + random.below(2)) % moods.length] ?? moods[0]!);
    });
    for (const store of stores) store.fail({ slow: 0, late: 0, away: 0 });
    await settleDown(clock, processes);
    say(`${stores.reduce((sum, store) => sum + store.faults(), 0)} faults`);
    return await house.audit(processes[0]!);
  } finally {
    await house.close();
  }
}

/** Two processes whose clocks jump by hours, forth and back, each for itself, while people write. */
export async function jumpClocks({ random, say }: Run, openStore: OpenStore): Promise<Figures> {
  const house = await openHouse(openStore);
  try {
    const clock = holdClock();
    const offsets = [0, 0];
    let jumps = 0;
    const processes: Conversations[] = [];
    for (const at of offsets.keys()) {
      const own: Clock = { now: () => clock.now() + (offsets[at] ?? 0), after: clock.after };
      processes.push(await house.open(`process ${at}`, { store: house.store, clock: own }));
    }
    for (const one of processes) await one.start();
    await talk(house, { processes, clock, random }, () => {
      offsets[random.below(2)] = (random.below(5) - 2) * 3_600_000;
      jumps += 1;
    });
    offsets.fill(0);
    await settleDown(clock, processes);
    say(`${jumps} jumps of up to two hours`);
    return await house.audit(processes[0]!);
  } finally {
    await house.close();
  }
}

interface Scene {
  processes: readonly Conversations[];
  clock: HeldClock;
  random: Random;
}

/** Everybody writes; each round something changes, time goes on, and what got no 200 is sent again to any process. */
async function talk(house: House, { processes, clock, random }: Scene, change: (round: number) => void): Promise<void> {
  let waiting: Arrival[] = [];
  for (let round = 0; round < messagesEach * 3; round++) {
    change(round);
    if (round % 3 === 0) {
      for (let place = 0; place < conversations; place++) {
        const channel = place % 2 === 0 ? 'web' : 'botframework';
        waiting.push(said(`Bericht ${round}`, `c_chaos.wegstad.${place}`, clock.now(), channel));
      }
    }
    const refused: Arrival[] = [];
    for (const arrival of waiting) {
      const one = processes[random.below(processes.length)];
      await one?.accept([arrival]).then(
        () => void house.sent.push(arrival),
        () => void refused.push(arrival),
      );
      if (random.chance(0.2)) await one?.accept([arrival]).catch(() => undefined);
    }
    waiting = refused;
    await after(random.below(20));
    clock.advance(random.below(4_000));
  }
  change(messagesEach * 3 - 1);
  for (const arrival of waiting) {
    for (let isTaken = false; !isTaken;) {
      isTaken = await processes[0]!.accept([arrival]).then(
        () => true,
        () => false,
      );
    }
    house.sent.push(arrival);
  }
}

/** Three hours pass: longer than any wait or jump. */
export async function settleDown(clock: HeldClock, processes: readonly Conversations[]): Promise<void> {
  for (let round = 0; round < 60; round++) {
    clock.advance(round < 40 ? 2_000 : 600_000);
    await after(10);
    for (const one of processes) await one.idle();
  }
}
