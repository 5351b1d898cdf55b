import { expect, test } from '@jest/globals';
import { answersIn, describeOnEachStore, echo, held, logOf, message, startProcess } from './world.ts';

describeOnEachStore((openStore) => {
  test('a row that another process takes up while its turn is being committed is still handled once', async () => {
    const store = await openStore();
    const clock = held();
    const gates = { one: Promise.withResolvers<void>(), other: Promise.withResolvers<void>() };
    const begun = { one: Promise.withResolvers<void>(), other: Promise.withResolvers<void>() };
    const process = (owner: 'one' | 'other') =>
      startProcess({
        store,
        clock,
        owner,
        turn: async (input) => {
          begun[owner].resolve();
          await gates[owner].promise;
          return echo(input);
        },
      });
    const one = process('one');
    const other = process('other');

    const asked = message('hello');
    await one.accept([asked]);
    await begun.one.promise;
    // The first is slow: the second takes the row for one that failed, and writes so.
    clock.advance(3_000);
    await other.sweep();
    await begun.other.promise;
    gates.one.resolve();
    await one.idle();
    gates.other.resolve();
    await other.idle();
    await Promise.all([one.idle(), other.idle()]);

    expect(await answersIn(one)).toEqual([asked.id]);
    expect(await logOf(one)).toEqual(['1 in hello', '2 out echo hello']);
    await Promise.all([one.close(), other.close()]);
    await store.close();
  });

  test('a row that was tried is answered at once when its turn starts over', async () => {
    const store = await openStore();
    const clock = held();
    const lost = startProcess({ store, clock, owner: 'lost', turn: () => new Promise(() => undefined) });
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const turn: typeof echo = async (input) => {
      if (input.batch.some(({ activity }) => activity.text === 'tried')) {
        begun.resolve();
        await gate.promise;
      }
      return echo(input);
    };
    const other = startProcess({ store, clock, owner: 'other', turn });
    await other.accept([message('first')]);
    await other.idle();
    await lost.accept([message('tried')]);
    clock.advance(3_000);
    await other.sweep();
    await begun.promise;
    const said = { to: 'channel' as const, activity: { type: 'message', text: 'between' } };
    await other.change('c_one', 'cause', (state) => ({ state, entries: [said] }));
    gate.resolve();
    await other.idle();
    expect(await logOf(other)).toEqual([
      '1 in first',
      '2 out echo first',
      '3 out between',
      '4 in tried',
      '5 out echo tried',
    ]);
    await other.close();
    await store.close();
  });
});
