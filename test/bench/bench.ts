import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../src/app.ts';
import { createLocalRecognizer } from '../../src/understanding/registry.ts';
import { botFrameworkSenders, createConversations } from './bot-framework.ts';
import { startConnector } from './connector.ts';
import { contest, type Contestant } from './contest.ts';
import { directLineSenders } from './direct-line.ts';
import { measureGrowth } from './growth.ts';
import { measureInProcess } from './in-process.ts';
import { describeMachine } from './machine.ts';
import { chatPageBytes } from './page-size.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { acceptAtRate } from './steady-load.ts';

const here = import.meta.dirname;
const repository = join(here, '../..');
const tell = (line: string): void => void process.stderr.write(`bench: ${line}\n`);
const secret = 'a-secret-of-the-bench-only';

const sizes = [
  { conversations: 1_000, tickets: 10 },
  { conversations: 100_000, tickets: 1_000 },
  { conversations: 1_000_000, tickets: 100_000 },
];

/** The floor opens a connection for each reply: in longer contests a machine runs out of ports (28,000 for a minute). */
const lengths = {
  full: { connections: [16, 64], length: { seconds: 3, rounds: 3, warmUpSeconds: 3 }, acceptSeconds: 20, turns: 6_000 },
  quick: { connections: [16], length: { seconds: 2, rounds: 1, warmUpSeconds: 2 }, acceptSeconds: 3, turns: 600 },
};

/** Measures beside the floor, in one run; the last line on stdout is the JSON. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, growth: { type: 'boolean' } } });
  const dataDir = join(repository, 'data');
  mkdirSync(dataDir, { recursive: true });
  const directory = mkdtempSync(join(dataDir, 'bench-'));
  try {
    const modelsDir = join(dataDir, 'models');
    await createLocalRecognizer({
      localesDir: root.locales,
      modelsDir,
      onProgress: ({ about }) => tell(`train ${about}`),
    });
    const machine = describeMachine(directory);
    const measured = values.growth
      ? { growth: await measureGrowth({ modelsDir, directory }, values.quick ? sizes.slice(0, 1) : sizes, tell) }
      : await measure(values.quick ? lengths.quick : lengths.full, { modelsDir, directory });
    process.stdout.write(`${JSON.stringify({ machine, ...measured })}\n`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function measure(
  { connections, length, acceptSeconds, turns }: typeof lengths.full,
  { modelsDir, directory }: { modelsDir: string; directory: string },
) {
  tell('in process');
  const inProcess = await measureInProcess(modelsDir, turns);
  tell(JSON.stringify(inProcess));
  cpSync(modelsDir, join(directory, 'models'), { recursive: true });
  const env = { PORT: '0', DATA_DIR: directory, DIRECTLINE_SECRET: secret };
  const ours = await startServer(join(repository, 'src/main.ts'), { env });
  const memoryAtStart = ours.memoryMb().now;
  const connector = await startConnector();
  const floors = {
    botFramework: await startServer(join(here, 'echo-bot.ts')),
    directLine: await startServer(join(here, 'direct-line-echo.ts')),
  };
  try {
    const overBotFramework = (server: ServerProcess, name: string): Contestant => {
      const conversations = createConversations(997, name);
      return { server, senders: (count) => botFrameworkSenders(server.port, connector, conversations, count) };
    };
    const overDirectLine = (server: ServerProcess): Contestant => ({
      server,
      senders: (count) => directLineSenders(server.port, secret, count),
    });
    const botFramework = [];
    const directLine = [];
    for (const count of connections) {
      tell(`Bot Framework, ${count} connections`);
      const players = [overBotFramework(floors.botFramework, 'floor'), overBotFramework(ours, `ours${count}`)] as const;
      botFramework.push(await contest(...players, { connections: count, length }));
      tell(JSON.stringify(botFramework.at(-1)));
      tell(`Direct Line, ${count} connections`);
      const pages = [overDirectLine(floors.directLine), overDirectLine(ours)] as const;
      directLine.push(await contest(...pages, { connections: count, length }));
      tell(JSON.stringify(directLine.at(-1)));
    }
    const rate = { perSecond: 200, seconds: acceptSeconds };
    tell(`accept, ${rate.perSecond} messages a second`);
    const acceptMs = await acceptAtRate(ours.port, connector.serviceUrl, createConversations(997, 'steady'), rate);
    return {
      botFramework,
      directLine,
      unexpectedReplies: connector.unexpected(),
      acceptMs: { perSecond: rate.perSecond, ...acceptMs },
      ...inProcess,
      start: { ms: Math.round(ours.startMs), floorMs: Math.round(floors.botFramework.startMs) },
      memoryMb: { atStart: memoryAtStart, ...ours.memoryMb(), floor: floors.botFramework.memoryMb().most },
      chatPageBytes: chatPageBytes(join(repository, 'web/dist')),
    };
  } finally {
    for (const server of [ours, ...Object.values(floors)]) await server.stop();
    connector.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
});
