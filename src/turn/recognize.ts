import { reasonOf } from '../core/errors.ts';
import type { Recognition } from '../understanding/recognizer.ts';
import type { OpenTurn } from './step.ts';

/** What the message wants, asked once a turn. A recognizer that fails understands nothing, and the turn goes on. */
export async function recognize(turn: OpenTurn): Promise<Recognition | undefined> {
  if (turn.recognition || !turn.utterance || turn.command) return turn.recognition;
  const { language } = turn.state;
  try {
    const hints = { languages: turn.municipality.languages, ...(language ? { language } : {}) };
    turn.recognition = await turn.services.recognizer.recognize(turn.utterance, hints);
  } catch (error) {
    turn.services.log.error({ actor: turn.conversation, reason: reasonOf(error) }, 'the recognizer failed');
  }
  return turn.recognition;
}
