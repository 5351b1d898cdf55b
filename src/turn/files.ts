import type { OpenTurn } from './step.ts';
import { beginIntent } from './run-dialog.ts';

/** Neither the computer nor a case worker can open a file yet: that is said first, and then it goes to a person. */
export async function hearFiles(turn: OpenTurn): Promise<void> {
  const files = turn.context.activity.attachments ?? [];
  if (files.every(({ contentType }) => contentType.startsWith('audio/'))) {
    await turn.say({ key: 'general.voice_unheard' });
    return beginIntent(turn, 'support.human', { about: 'voice' });
  }
  await turn.say({ key: 'general.photo_unseen' });
  await beginIntent(turn, 'support.letter');
}
