import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Ends a server without cutting off answers: no new connections, idle ones and streams of events end at once, answers
 * that have begun get `graceMs`, and then every socket that is left is destroyed, upgraded ones too.
 */
export function trackConnections(server: Server): (graceMs: number) => Promise<void> {
  const sockets = new Set<Socket>();
  const answers = new Set<ServerResponse>();
  let closing: Promise<void> | undefined;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (_request, response) => {
    answers.add(response);
    response.once('close', () => answers.delete(response));
    if (closing) response.setHeader('connection', 'close');
  });
  server.on('upgrade', (request) => sockets.add(request.socket));

  const close = (graceMs: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => sockets.forEach((socket) => socket.destroy()), graceMs);
      server.close((error) => {
        clearTimeout(timer);
        sockets.forEach((socket) => socket.destroy());
        if (error) reject(error);
        else resolve();
      });
      for (const answer of answers) endOrAnnounce(answer);
    });
  return (graceMs) => (closing ??= close(graceMs));
}

function endOrAnnounce(answer: ServerResponse): void {
  if (!answer.headersSent) answer.setHeader('connection', 'close');
  else if (String(answer.getHeader('content-type')).startsWith('text/event-stream')) answer.end();
}
