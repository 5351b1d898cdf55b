import { expect, test } from '@jest/globals';
import type { ActorKind, TurnInput, TurnOutcome } from '../../src/conversations/actor.ts';
import { conversations } from '../../src/conversations/documents.ts';
import { createMailbox, type Conversations } from '../../src/conversations/mailbox.ts';
import { silentLog } from '../../src/core/log.ts';
import { holdClock, type HeldClock } from '../held-clock.ts';
import { describeOnEachStore, ids } from './world.ts';

interface Alarm {
  at?: number;
  heard: number[];
}

/** Woken twice, a minute apart; then never again. */
function alarmTurn({ state, batch, now }: TurnInput<Alarm>): Promise<TurnOutcome<Alarm>> {
  const heard = batch.filter(({ activity }) => activity.name === 'actor.woken').map(() => now);
  const all = [...(state?.heard ?? []), ...heard];
  return Promise.resolve({ state: { heard: all, ...(all.length < 2 ? { at: now + 60_000 } : {}) }, entries: [] });
}

const kind = {
  prefix: 'c_',
  collection: conversations,
  turn: alarmTurn,
  indexOf: (_state: unknown, municipality: string) => ({ municipality }),
  wakeAt: ({ at }: Alarm) => at,
} as unknown as ActorKind;

describeOnEachStore((openStore) => {
  async function world(
    turn = alarmTurn,
  ): Promise<{ clock: HeldClock; processes: Conversations[]; heard(): Promise<number[]> }> {
    const store = await openStore();
    const clock = holdClock();
    const start = (owner: string) =>
      createMailbox({
        store,
        ids,
        clock,
        log: silentLog,
        kinds: [{ ...kind, turn } as never],
        owner,
        exclusive: false,
        mask: (activity) => activity,
      });
    const processes = [start('one'), start('two')];
    await processes[0]?.tell({ id: 'begin', actor: 'c_one', municipality: 'wegstad', name: 'begin', value: {} });
    await processes[0]?.idle();
    const heard = async () => ((await store.get(conversations, 'c_one'))?.body.state as Alarm).heard;
    return { clock, processes, heard };
  }
  const sweep = async (processes: readonly Conversations[]): Promise<void> => {
    await Promise.all(processes.map((one) => one.sweep()));
    await Promise.all(processes.map((one) => one.idle()));
  };

  test('an actor is woken at its time, once, though two processes see it', async () => {
    const { clock, processes, heard } = await world();
    clock.advance(59_000);
    await sweep(processes);
    expect(await heard()).toEqual([]);
    clock.advance(1_000);
    await sweep(processes);
    await sweep(processes);
    expect(await heard()).toEqual([clock.now()]);
    clock.advance(3_600_000);
    await sweep(processes);
    await sweep(processes);
    expect(await heard()).toHaveLength(2);
  });

  test('a turn that does not move its time on is woken once a sweep, not for ever', async () => {
    const stuck = (input: TurnInput<Alarm>): Promise<TurnOutcome<Alarm>> =>
      Promise.resolve({ state: { at: 0, heard: [...(input.state?.heard ?? []), input.now] }, entries: [] });
    const { processes, heard } = await world(stuck);
    const before = (await heard()).length;
    await sweep(processes.slice(0, 1));
    expect((await heard()).length).toBe(before + 1);
  });
});
