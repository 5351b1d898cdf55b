import { isLanguage } from '../core/locale.ts';
import { sayNotice, sayUnreviewed } from './greet.ts';
import { languageButtons, menuActions } from './language.ts';
import type { OpenTurn } from './step.ts';

/** A client joined. It greets once: in the language that the page chose, else in every language with a button for each. */
export async function clientGreeting(turn: OpenTurn): Promise<void> {
  const { activity } = turn.context;
  const joined = activity.membersAdded ?? [];
  if (turn.state.greeted || !joined.some(({ id }) => id !== activity.recipient?.id)) return;
  turn.state.greeted = true;
  const tag = activity.locale?.slice(0, 2);
  if (isLanguage(tag) && turn.municipality.languages.includes(tag)) {
    turn.language = turn.state.language = tag;
    await turn.say({
      key: 'general.welcome',
      values: { municipality: turn.municipality.name },
      actions: menuActions(turn),
    });
    await sayNotice(turn);
    return sayUnreviewed(turn);
  }
  await turn.say({ key: 'general.welcome_all', actions: languageButtons(turn) });
}
