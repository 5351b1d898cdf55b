import { faultOf } from '../core/errors.ts';
import type { Recognition } from '../understanding/recognizer.ts';
import type { OpenTurn } from './step.ts';

/** Turns that asked, also in vain: one that is slow to fail is not waited for twice. */
const asked = new WeakSet<OpenTurn>();

/** What the message wants, asked once a turn. A recognizer that fails understands nothing, and the turn goes on. */
export async function recognize(turn: OpenTurn): Promise<Recognition | undefined> {
  if (asked.has(turn) || !turn.utterance || turn.command) return turn.recognition;
  asked.add(turn);
  const { language } = turn.state;
  try {
    const hints = { languages: turn.municipality.languages, ...(language ? { language } : {}) };
    turn.recognition = await turn.services.recognizer.recognize(turn.utterance, hints);
  } catch (error) {
    turn.services.log.error({ actor: turn.conversation, ...faultOf(error) }, 'the recognizer failed');
  }
  return turn.recognition;
}
