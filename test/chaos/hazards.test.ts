import { expect, test } from '@jest/globals';
import { StoreUnavailable, type Store } from '../../src/store/store.ts';
import { wireMessage } from '../app/channel-service.ts';
import { logIn, ticketIn, ticketsOf } from '../app/console.ts';
import { answersOf, ask, isFromBot, textKeysOf, visit } from '../app/direct-line.ts';
import { until } from '../app/until.ts';
import { holdClock } from '../held-clock.ts';
import { describeOnEachGround } from './grounds.ts';
import { openHouse, said } from './house.ts';

/** The seven hazards, each injected once. `npm run chaos` injects them by the hundred. */
describeOnEachGround('the seven hazards', (ground) => {
  const wire = (conversation: string, more: object) => wireMessage(ground().connector.serviceUrl, conversation, more);

  /** The replies that a conversation got, in order, each as often as it was posted. */
  const repliesIn = (conversation: string) =>
    ground().connector.calls.filter(
      ({ conversation: name, id, activity }) => name === conversation && id && activity?.type === 'message',
    );

  const answersIn = (conversation: string): string[] =>
    repliesIn(conversation).flatMap(({ activity }) => answersOf(activity ?? {}));

  const idOf = (conversation: string, { id }: { id: string }): string =>
    ground().ids.of('botframework', 'msteams', conversation, id, 'message');

  const answered = (conversation: string, count: number): Promise<true> =>
    until(async () => answersIn(conversation).length >= count && true);

  test('1. two claim at once: one owner, the other is told', async () => {
    const { server, other } = ground();
    const [sanne, joris] = [await logIn(server, 'sanne'), await logIn(await other(), 'joris')];
    const visitor = await visit(server, { locale: 'nl' });
    for (const command of ['human:', 'choose:other', 'choose:skip']) await visitor.press(command);
    await visitor.tap('choose:yes');
    const ticket = await until(async () => (await ticketsOf(sanne))[0]);
    const claims = await Promise.all(
      [sanne, joris].map((one) => one.post(`/tickets/${ticket.id}/claim`, { id: `hazard-${one.id}` })),
    );
    expect(claims.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = claims.findIndex(({ status }) => status === 200);
    const owner = [sanne, joris][won];
    expect(ticketIn(claims[won]!).owner).toEqual({ id: owner?.id, name: owner?.name });
    expect(claims[1 - won]?.body).toMatchObject({ error: { owner: { id: owner?.id, name: owner?.name } } });
    await until(async () =>
      (await visitor.log()).activities.some((one) => textKeysOf(one).includes('support.claimed')),
    );
    const told = (await visitor.log()).activities.flatMap(textKeysOf).filter((key) => key === 'support.claimed');
    expect(told).toHaveLength(1);
  });

  test('2. the same webhook twice, later or in the same instant: one reply', async () => {
    const activity = wire('a:twice', { text: 'Hallo' });
    const answers = await Promise.all([ground().post(activity), ground().post(activity), ground().post(activity)]);
    await answered('a:twice', 1);
    answers.push(await ground().post(activity));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const next = wire('a:twice', { text: 'Dankjewel' });
    await ground().post(next);
    await answered('a:twice', 2);
    expect(answersIn('a:twice')).toEqual([idOf('a:twice', activity), idOf('a:twice', next)]);
  });

  test('3. the worker fails after accept: retried, not lost', async () => {
    const house = await openHouse(ground().openStore);
    const clock = holdClock();
    let failures = 1;
    const failing: Store = {
      ...house.store,
      get: (collection, id) =>
        collection.name === 'conversations' && failures-- > 0
          ? Promise.reject(new StoreUnavailable('away'))
          : house.store.get(collection, id),
    };
    const mailbox = await house.open('worker', { store: failing, clock });
    await mailbox.start();
    const arrival = said('Hallo', 'c_hazard.wegstad.3', clock.now());
    await mailbox.accept([arrival]);
    house.sent.push(arrival);
    await mailbox.idle();
    expect(failures).toBe(0);
    expect((await house.audit(mailbox)).answered).toBe(0);
    clock.advance(3_000);
    await mailbox.sweep();
    await mailbox.idle();
    expect(await house.audit(mailbox)).toMatchObject({ sent: 1, answered: 1, lost: 0, handledTwice: 0 });
    await mailbox.close();
    await house.close();
  });

  test('4. the process dies after the 200, before the reply: answered after restart', async () => {
    const { server, connector, post, holdReplies } = ground();
    const release = holdReplies();
    const activity = wire('a:dies', { text: 'Hallo' });
    const before = connector.calls.length;
    expect((await post(activity)).status).toBe(200);
    await server.kill();
    const heldCalls = connector.calls.length - before;
    await release();
    await server.start();
    await answered('a:dies', 1);
    expect(answersIn('a:dies')).toEqual([idOf('a:dies', activity)]);
    expect(heldCalls).toBeLessThanOrEqual(1);
  }, 60_000);

  test('5. a webhook with a batch: every message handled', async () => {
    const house = await openHouse(ground().openStore);
    const clock = holdClock();
    const mailbox = await house.open('worker', { store: house.store, clock });
    const batch = Array.from({ length: 30 }, (_, at) =>
      said(`Bericht ${at}`, `c_hazard.wegstad.${at % 7}`, clock.now() + at, at % 7 < 3 ? 'web' : 'botframework'),
    );
    const acceptances = await mailbox.accept([...batch, ...batch.slice(0, 5)]);
    house.sent.push(...batch);
    expect(acceptances.filter(({ duplicate }) => duplicate)).toHaveLength(5);
    await mailbox.idle();
    expect(await house.audit(mailbox)).toMatchObject({
      sent: 30,
      answered: 30,
      lost: 0,
      handledTwice: 0,
      duplicated: 0,
    });
    await mailbox.close();
    await house.close();
  });

  test('6. the user writes while the bot is busy: in order, none dropped', async () => {
    const { server, connector } = ground();
    connector.always({ afterMs: 60 });
    const activities = Array.from({ length: 12 }, (_, at) => wire('a:busy', { text: `Bericht ${at}` }));
    for (const activity of activities) expect((await ground().post(activity)).status).toBe(200);
    await answered('a:busy', activities.length);
    connector.always(undefined);
    expect(answersIn('a:busy')).toEqual(activities.map((activity) => idOf('a:busy', activity)));

    const visitor = await visit(server, { locale: 'nl' });
    const ids: string[] = [];
    for (let at = 0; at < 12; at++) ids.push(await visitor.say(`Bericht ${at}`));
    await visitor.replyTo(ids.at(-1) ?? '');
    const { activities: log } = await visitor.log();
    expect(log.filter((one) => !isFromBot(one)).map(({ id }) => id)).toEqual(ids);
    expect(log.filter(isFromBot).flatMap(answersOf)).toEqual(ids);
  });

  test('7. the channel refuses or is silent: retried by policy, in order, and a double only where nobody knew', async () => {
    const { server, connector } = ground();
    connector.inject(
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 503, headers: { 'retry-after': '0' } },
    );
    connector.inject({ status: 500 }, 'reset');
    const activities = [wire('a:refused', { text: 'Hallo' }), wire('a:refused', { value: { command: 'human:' } })];
    for (const activity of activities) expect((await ground().post(activity)).status).toBe(200);
    await until(async () => new Set(answersIn('a:refused')).size === 2);
    const [first, again, ...others] = repliesIn('a:refused');
    expect(again?.entry).toBe(first?.entry);
    expect(new Set([first, ...others].map((call) => call?.entry)).size).toBe(others.length + 1);
    expect([first, ...others].flatMap((call) => answersOf(call?.activity ?? {}))).toEqual(
      activities.map((activity) => idOf('a:refused', activity)),
    );
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/in_doubt\S* [1-9]/);
    expect(connector.violations).toEqual([]);
    expect((await ask(`${server.url}/healthz`)).status).toBe(200);
  });
});
