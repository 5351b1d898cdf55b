import { expect, test } from '@jest/globals';
import { createMetrics } from '../src/metrics.ts';

/** The lines of our own metrics, without help and buckets. */
const lines = (text: string): string[] =>
  text.split('\n').filter((line) => line.startsWith('wegwijs_') && !line.includes('_bucket'));

test('counts what it is told', async () => {
  const metrics = createMetrics();
  metrics.turnTook(0.25);
  metrics.turnTook(0.5);
  metrics.deliveryInDoubt('botframework');
  metrics.messageSetAside();
  metrics.deliveryEnded('web', 'delivered');
  metrics.deliveryEnded('botframework', 'throttled');
  metrics.requestAnswered({ method: 'POST', route: '/api/messages', status: 200, seconds: 0.125 });
  expect(lines(await metrics.text()).sort()).toEqual([
    'wegwijs_deliveries_in_doubt_total{channel="botframework"} 1',
    'wegwijs_deliveries_total{channel="botframework",result="throttled"} 1',
    'wegwijs_deliveries_total{channel="web",result="delivered"} 1',
    'wegwijs_http_seconds_count{method="POST",route="/api/messages",status="200"} 1',
    'wegwijs_http_seconds_sum{method="POST",route="/api/messages",status="200"} 0.125',
    'wegwijs_messages_set_aside_total 1',
    'wegwijs_turn_seconds_count 2',
    'wegwijs_turn_seconds_sum 0.75',
  ]);
});

test('asks its sources when it is read, and forgets a municipality that has no tickets left', async () => {
  let waiting: Record<string, number> = { wegstad: 2, overdam: 1 };
  const metrics = createMetrics({
    mailbox: async () => ({ depth: 3, oldestAgeSeconds: 1.5 }),
    ticketsWaiting: async () => waiting,
  });
  const gauges = async () =>
    lines(await metrics.text())
      .filter((line) => /mailbox|tickets/.test(line))
      .sort();
  expect(await gauges()).toEqual([
    'wegwijs_mailbox_depth 3',
    'wegwijs_mailbox_oldest_age_seconds 1.5',
    'wegwijs_tickets_waiting{municipality="overdam"} 1',
    'wegwijs_tickets_waiting{municipality="wegstad"} 2',
  ]);
  waiting = { wegstad: 1 };
  expect(await gauges()).toContain('wegwijs_tickets_waiting{municipality="wegstad"} 1');
  expect((await gauges()).join()).not.toContain('overdam');
});

test('two servers in one process do not count each other', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.messageSetAside();
  expect(await other.text()).toContain('wegwijs_messages_set_aside_total 0');
});
