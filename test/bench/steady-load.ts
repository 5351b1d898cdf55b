import { message, type Conversations } from './bot-framework.ts';
import { openConnection } from './http-connection.ts';
import { spreadOf, type Spread } from './spread.ts';

/**
 * Messages at a fixed rate, whatever the server does; resolves with the times (ms) from when each was due until its 200:
 * until it is on disk. One that has to wait for a free connection has waited.
 */
export async function acceptAtRate(
  port: number,
  serviceUrl: string,
  conversations: Conversations,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<Spread> {
  const free = await Promise.all(Array.from({ length: 64 }, () => openConnection(port)));
  const all = [...free];
  const waiting: (() => void)[] = [];
  const times: number[] = [];
  const startedAt = performance.now();

  const send = async (due: number): Promise<void> => {
    while (free.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    const [connection, conversation] = [free.shift()!, conversations.take()];
    const { status } = await connection.post('/api/messages', message(serviceUrl, conversation));
    if (status !== 200) throw new Error(`a message was answered with ${status}`);
    times.push(performance.now() - due);
    free.push(connection);
    conversations.giveBack(conversation);
    waiting.shift()?.();
  };

  const sends: Promise<void>[] = [];
  for (let number = 0; number < perSecond * seconds; number++) {
    const due = startedAt + (number * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    sends.push(send(due));
  }
  await Promise.all(sends);
  for (const connection of all) connection.close();
  return spreadOf(times);
}
