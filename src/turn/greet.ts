import type { OpenTurn, Step } from './step.ts';

/** Before the first answer: this is a computer, and a person is one step away. */
export const greetNewcomer: Step = async (turn) => {
  if (turn.messages.length === 0) return false;
  const isFirst = !turn.state.greeted;
  turn.state.greeted = true;
  if (isFirst) await turn.say({ key: 'general.intro' });
  await sayNotice(turn);
  if (isFirst) await sayUnreviewed(turn);
  return false;
};

/** Once, in a language that they read: who is responsible for what is kept here, and where more is said. */
export async function sayNotice(turn: OpenTurn): Promise<void> {
  if (turn.state.noticed) return;
  turn.state.noticed = true;
  const { name, privacyPage } = turn.municipality;
  await turn.say({
    key: privacyPage ? 'general.data_notice' : 'general.data_notice_no_page',
    values: { municipality: name, page: privacyPage ?? '' },
  });
}

/** A translation that no person has reviewed says that it is one, and that the Dutch leads. */
export async function sayUnreviewed(turn: OpenTurn): Promise<void> {
  if (!turn.services.texts.isReviewed(turn.language)) await turn.say({ key: 'general.unreviewed' });
}
