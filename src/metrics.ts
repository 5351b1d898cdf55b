import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Read when somebody asks for the metrics; what a process does not know is left out. */
export interface MetricSources {
  /** Messages accepted and not yet handled, and for how long the oldest of them waits. */
  mailbox?(): Promise<{ depth: number; oldestAgeSeconds: number }>;
  /** Tickets that nobody has claimed, by municipality. */
  ticketsWaiting?(): Promise<Readonly<Record<string, number>>>;
}

/** What is measured. Labels are channels, results, routes and municipalities: never a person or a text. */
export interface Metrics {
  turnTook(seconds: number): void;
  /** A send that was cut off: it may have been delivered. */
  deliveryInDoubt(channel: string): void;
  /** A message that failed three times and went to a person. */
  messageSetAside(): void;
  /** `result` is `delivered` or the kind of a `SendFailure`. */
  deliveryEnded(channel: string, result: string): void;
  requestAnswered(request: { method: string; route: string; status: number; seconds: number }): void;
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

const secondsBuckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own, so that two servers in one process do not count each other. */
export function createMetrics(sources: MetricSources = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const refresh = measureSources(registry, sources);
  const turn = new Histogram({ name: 'wegwijs_turn_seconds', help: 'One turn.', buckets: secondsBuckets, registers });
  const inDoubt = new Counter({
    name: 'wegwijs_deliveries_in_doubt_total',
    help: 'Sends that were cut off and may have been delivered.',
    labelNames: ['channel'],
    registers,
  });
  const setAside = new Counter({
    name: 'wegwijs_messages_set_aside_total',
    help: 'Messages that failed three times and went to a person.',
    registers,
  });
  const deliveries = new Counter({
    name: 'wegwijs_deliveries_total',
    help: 'Attempts to deliver.',
    labelNames: ['channel', 'result'],
    registers,
  });
  const http = new Histogram({
    name: 'wegwijs_http_seconds',
    help: 'One HTTP request.',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
    registers,
  });
  return {
    turnTook: (seconds) => turn.observe(seconds),
    deliveryInDoubt: (channel) => inDoubt.inc({ channel }),
    messageSetAside: () => setAside.inc(),
    deliveryEnded: (channel, result) => deliveries.inc({ channel, result }),
    requestAnswered: ({ method, route, status, seconds }) => http.observe({ method, route, status }, seconds),
    async text() {
      await refresh();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/** Gauges of what is known elsewhere; the function returned brings them up to date. */
function measureSources(registry: Registry, { mailbox, ticketsWaiting }: MetricSources): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const depth = mailbox && gauge('wegwijs_mailbox_depth', 'Messages accepted and not yet handled.');
  const oldest = mailbox && gauge('wegwijs_mailbox_oldest_age_seconds', 'How long the oldest message waits.');
  const waiting =
    ticketsWaiting && gauge('wegwijs_tickets_waiting', 'Tickets that nobody has claimed.', ['municipality']);
  return async () => {
    const [messages, tickets] = await Promise.all([mailbox?.(), ticketsWaiting?.()]);
    depth?.set(messages?.depth ?? 0);
    oldest?.set(messages?.oldestAgeSeconds ?? 0);
    waiting?.reset();
    for (const [municipality, count] of Object.entries(tickets ?? {})) waiting?.set({ municipality }, count);
  };
}
