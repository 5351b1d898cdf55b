import type { Route } from '../core/http.ts';
import type { ConsoleParts } from './parts.ts';
import { readerOf } from './access.ts';
import type { Viewing } from './viewing.ts';

const heartbeatMs = 20_000;
/** Changes that come close together are told as one. */
const gatherMs = 100;

/**
 * Server-Sent Events: `tickets` when the queue of this login's municipality changed, `ticket` when the ticket that it
 * looks at did, for as long as it may read that one. Ends with the login.
 */
export function eventRoute(parts: ConsoleParts, viewing: Viewing): Route {
  const { sessions, desk, follow, clock } = parts;
  return {
    method: 'get',
    path: '/api/console/events',
    async handle(request, response) {
      const staff = await sessions.read(request);
      const { session } = staff;
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
      const tellOf = async (id: string): Promise<void> => {
        const ticket = await desk.find(id);
        if (ticket?.municipality !== staff.municipality.id) return;
        tell('tickets', {});
        if (viewing.of(session)?.ticket === id) await tellOfSeen(id);
      };
      const tellOfSeen = async (id: string): Promise<void> => {
        const ticket = await desk.find(id);
        if (ticket && (await readerOf(parts, ticket, staff)).mayRead) tell('ticket', { id });
      };
      send('tickets', {});
      const stops = [
        follow('t_', (ticket) => void tellOf(ticket).catch(() => undefined)),
        follow('c_', (conversation) => {
          const seen = viewing.of(session);
          if (seen?.conversation === conversation) void tellOfSeen(seen.ticket).catch(() => undefined);
        }),
      ];
      let cancelBeat = (): void => {};
      const beat = (): void => {
        sessions.read(request).then(
          () => response.write(': still here\n\n'),
          () => response.end(),
        );
        cancelBeat = clock.after(heartbeatMs, beat);
      };
      cancelBeat = clock.after(heartbeatMs, beat);
      response.once('close', () => {
        cancelBeat();
        cancelGather?.();
        for (const stop of stops) stop();
      });
    },
  };
}
