import { createDanger } from '../../src/understanding/danger.ts';
import { root } from '../../src/app.ts';
import { openHouse, say } from './house.ts';
import { spreadOf, type Spread } from './spread.ts';
import { utterances } from './utterances.ts';

export interface InProcess {
  /** One turn: danger, language, who, understanding, dialog. Without the store. */
  turnMs: Spread;
  recognizeUs: Spread;
  dangerUs: Spread;
}

/** What the parts of a turn cost when nothing else runs. The first tenth, in which code is compiled, is not counted. */
export async function measureInProcess(modelsDir: string, times: number): Promise<InProcess> {
  const house = await openHouse(modelsDir);
  for (let number = 0; number < times; number++) {
    await say(house, `c_bench-${number % 97}`, utterances[number % utterances.length]!.text);
    await house.mailbox.idle();
  }
  const languages = ['nl', 'en', 'ar', 'ti'] as const;
  const isDanger = createDanger({ localesDir: root.locales });
  const recognizeUs = await timed(times, (text) => house.recognizer.recognize(text, { languages }));
  const dangerUs = await timed(times, (text) => isDanger(text));
  await house.close();
  return { turnMs: spreadOf(house.turnsMs.slice(times / 10)), recognizeUs, dangerUs };
}

async function timed(times: number, work: (text: string) => unknown): Promise<Spread> {
  const microseconds: number[] = [];
  for (let number = 0; number < times; number++) {
    const { text } = utterances[number % utterances.length]!;
    const startedAt = performance.now();
    await work(text);
    if (number >= times / 10) microseconds.push((performance.now() - startedAt) * 1000);
  }
  return spreadOf(microseconds);
}
