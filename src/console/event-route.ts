import type { Route } from '../core/http.ts';
import type { ConsoleParts } from './parts.ts';
import type { Viewing } from './viewing.ts';

const heartbeatMs = 20_000;
/** Changes that come close together are told as one. */
const gatherMs = 100;

/** Server-Sent Events: `tickets` when the queue changed, `ticket` when the ticket that this login looks at did. */
export function eventRoute(parts: ConsoleParts, viewing: Viewing): Route {
  const { sessions, follow, clock } = parts;
  return {
    method: 'get',
    path: '/api/console/events',
    async handle(request, response) {
      const { session } = await sessions.read(request);
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      const send = (name: string, data: unknown): void =>
        void response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
      const gathered = new Map<string, unknown>();
      let cancelGather: (() => void) | undefined;
      const tell = (name: string, data: unknown): void => {
        gathered.set(name, data);
        cancelGather ??= clock.after(gatherMs, () => {
          cancelGather = undefined;
          for (const [one, value] of gathered) send(one, value);
          gathered.clear();
        });
      };
      send('tickets', {});
      const stops = [
        follow('t_', () => {
          tell('tickets', {});
          const seen = viewing.of(session);
          if (seen) tell('ticket', { id: seen.ticket });
        }),
        follow('c_', () => {
          const seen = viewing.of(session);
          if (seen) tell('ticket', { id: seen.ticket });
        }),
      ];
      let cancelBeat = (): void => {};
      const beat = (): void => {
        response.write(': still here\n\n');
        cancelBeat = clock.after(heartbeatMs, beat);
      };
      cancelBeat = clock.after(heartbeatMs, beat);
      request.on('close', () => {
        cancelBeat();
        cancelGather?.();
        for (const stop of stops) stop();
      });
    },
  };
}
