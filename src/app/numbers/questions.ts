import type { ActivityRow } from '../../conversations/documents.ts';
import type { ReplyChannelData } from '../../core/activity.ts';
import type { Counted } from './write.ts';

type Row = { id: string; body: ActivityRow };

/** A message that was not understood, or only after asking back. */
export interface Misunderstood {
  activity: string;
  text: string;
  language: string;
  municipality: string;
  at: number;
}

/**
 * What these rows of one conversation count: every reply of the bot to something that was asked. Danger is counted
 * nowhere, and neither is what people say to each other.
 */
export function questionsIn(rows: readonly Row[]): { counted: Counted[]; misunderstood: Misunderstood[] } {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const counted: Counted[] = [];
  const misunderstood: Misunderstood[] = [];
  for (const { id, body } of rows) {
    const { answers = [], wegwijs } = (body.activity.channelData ?? {}) as ReplyChannelData;
    if (body.direction !== 'out' || wegwijs?.speaker !== 'bot' || isDanger(wegwijs.texts)) continue;
    const asked = answers.flatMap((answer) => byId.get(answer) ?? []);
    const outcome = outcomeOf(wegwijs, asked);
    if (outcome === undefined) continue;
    const { municipality } = body;
    const language = body.activity.locale ?? 'nl';
    const [topic = 'none'] = outcome === 'asked_back' ? ['none'] : (wegwijs.intent ?? 'none').split('.');
    counted.push({ of: id, at: body.arrivedAt, municipality, kind: 'question', topic, language, outcome });
    if (outcome !== 'not_understood' && outcome !== 'asked_back') continue;
    for (const one of asked.filter(isTyped)) {
      const text = one.body.activity.text ?? '';
      misunderstood.push({ activity: one.id, text, language, municipality, at: one.body.arrivedAt });
    }
  }
  return { counted, misunderstood };
}

const isTyped = ({ body }: Row): boolean => body.kind === 'text';

const isDanger = (texts: readonly string[]): boolean => texts.some((text) => text.startsWith('danger.'));

type Explained = NonNullable<ReplyChannelData['wegwijs']>;

function outcomeOf({ intent, texts }: Explained, asked: readonly Row[]): string | undefined {
  if (texts.includes('general.clarify')) return 'asked_back';
  if (intent === 'none') return 'not_understood';
  if (intent === undefined) return undefined;
  return asked.some(isTyped) ? 'understood' : 'pressed';
}
