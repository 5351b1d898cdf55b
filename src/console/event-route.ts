import { isListedFor, targetOf } from './access.ts';
import { may } from './may.ts';
import type { ConsoleParts } from './parts.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';

const heartbeatMs = 20_000;
/** Changes that come close together are told as one. */
const gatherMs = 100;

/**
 * Server-Sent Events: `tickets` when the queue of this login's municipality changed, `ticket` when one that it may read
 * did, also by what was said there, `presence` when somebody came to one or left. Ends with the login.
 */
export const eventRoute = (parts: ConsoleParts): ConsoleRoute =>
  staffRoute(parts, { method: 'get', path: '/api/console/events', action: 'ticket.list' }, ({ staff, response }) => {
    const { sessions, desk, follow, clock } = parts;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const send = (name: string, data: unknown): void =>
      void response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    const gathered = new Map<string, [name: string, data: unknown]>();
    let cancelGather: (() => void) | undefined;
    const tell = (key: string, name: string, data: unknown): void => {
      gathered.set(key, [name, data]);
      cancelGather ??= clock.after(gatherMs, () => {
        cancelGather = undefined;
        for (const one of gathered.values()) send(...one);
        gathered.clear();
      });
    };
    const tellOf = async (id: string): Promise<void> => {
      const ticket = await desk.find(id);
      if (ticket?.municipality !== staff.municipality.id) return;
      tell('tickets', 'tickets', {});
      if (may(staff, 'ticket.read', (await targetOf(parts, ticket)).target)) tell(id, 'ticket', { id });
    };
    send('tickets', {});
    const tellPresence = async (id: string): Promise<void> => {
      const ticket = await desk.find(id);
      if (ticket && (await isListedFor(parts, ticket, staff))) tell(`presence ${id}`, 'presence', { id });
    };
    const unfollowPresence = parts.presence.follow(
      staff.municipality.id,
      (ticket) => void tellPresence(ticket).catch(() => undefined),
    );
    const unfollow = follow('t_', (ticket) => void tellOf(ticket).catch(() => undefined));
    const end = (): void => void response.end();
    const unwatch = sessions.onEnd(staff.session, end);
    let cancelBeat = (): void => {};
    const beat = (): void => {
      sessions.isOpen(staff.session).then((isOpen) => (isOpen ? response.write(': still here\n\n') : end()), end);
      cancelBeat = clock.after(heartbeatMs, beat);
    };
    cancelBeat = clock.after(heartbeatMs, beat);
    response.once('close', () => {
      cancelBeat();
      cancelGather?.();
      unwatch();
      unfollow();
      unfollowPresence();
    });
  });
