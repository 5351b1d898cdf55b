/**
 * The floor of Direct Line: a bare echo on botbuilder's own BotAdapter behind restify, with the three calls and the
 * socket that a client needs. Everything is in memory.
 */
import { randomUUID } from 'node:crypto';
import {
  ActivityHandler,
  BotAdapter,
  MessageFactory,
  TurnContext,
  type Activity,
  type ResourceResponse,
} from 'botbuilder';
import restify, { type Request, type Response } from 'restify';
import { WebSocketServer, type WebSocket } from 'ws';

const conversations = new Map<string, { log: Partial<Activity>[]; sockets: Set<WebSocket> }>();

function say(conversation: string, activity: Partial<Activity>): string {
  const { log, sockets } = conversations.get(conversation)!;
  const shown = { ...activity, id: `${conversation}|${log.length}`, timestamp: new Date() };
  log.push(shown);
  const frame = JSON.stringify({ activities: [shown], watermark: String(log.length) });
  for (const socket of sockets) socket.send(frame);
  return shown.id;
}

class Adapter extends BotAdapter {
  override sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const conversation = context.activity.conversation.id;
    return Promise.resolve(activities.map((activity) => ({ id: say(conversation, activity) })));
  }
  override updateActivity = () => Promise.reject(new Error('not here'));
  override deleteActivity = () => Promise.reject(new Error('not here'));
  override continueConversation = () => Promise.reject(new Error('not here'));
  hear(activity: Partial<Activity>, bot: ActivityHandler): Promise<void> {
    return this.runMiddleware(new TurnContext(this, activity), (context) => bot.run(context));
  }
}

const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(MessageFactory.text(`Echo: ${context.activity.text}`));
  await next();
});
const adapter = new Adapter();
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/v3/directline/conversations', async (_request: Request, response: Response) => {
  const conversationId = randomUUID();
  conversations.set(conversationId, { log: [], sockets: new Set() });
  const { port } = server.address();
  response.send(201, { conversationId, token: conversationId, streamUrl: `ws://127.0.0.1:${port}/${conversationId}` });
});
server.post('/v3/directline/conversations/:id/activities', async (request: Request, response: Response) => {
  const { id } = request.params as { id: string };
  const activity = { ...(request.body as Partial<Activity>), channelId: 'directline', conversation: { id } };
  const heard = { ...activity, recipient: { id: 'bot', name: 'Bot' } } as Partial<Activity>;
  heard.id = say(id, heard);
  await adapter.hear(heard, bot);
  response.send(200, { id: heard.id });
});
const streams = new WebSocketServer({ noServer: true });
server.on('upgrade', (request, socket, head) => {
  streams.handleUpgrade(request, socket, head, (stream) => {
    conversations.get(String(request.url).slice(1))?.sockets.add(stream);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stderr.write(`${JSON.stringify({ port: server.address().port, msg: 'ready' })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
