import { directionOf, isLanguage, leadingLanguage, type Language } from '../core/locale.ts';
import { postBack } from './commands.ts';
import { sayNotice } from './greet.ts';
import type { OpenTurn, Step } from './step.ts';

/** Below this score a message's language proves nothing. */
const sureLanguage = 0.9;
const wordsThatProve = 3;

/** The language of the answer. A saved language changes only on evidence or by the person's own choice. */
export const chooseLanguage: Step = async (turn) => {
  if (turn.command?.verb === 'language') return switchTo(turn, turn.command.about);
  turn.language = answerLanguage(turn);
  if (!turn.state.languageChosen) turn.state.language = turn.language;
  return false;
};

/** The language in which this turn speaks, by what is saved, what was written and what the client says. */
export function answerLanguage(turn: OpenTurn): Language {
  const saved = turn.state.language;
  const written = writtenLanguage(turn);
  if (written && (!saved || written !== saved)) return written;
  return saved ?? clientLanguage(turn) ?? weakLanguage(turn) ?? leadingLanguage;
}

function writtenLanguage(turn: OpenTurn): Language | undefined {
  const { recognition, utterance, municipality } = turn;
  if (!recognition || recognition.languageScore < sureLanguage) return undefined;
  const proves = utterance.split(/\s+/).length >= wordsThatProve || isInOtherScript(utterance, turn.state.language);
  if (turn.state.language && !proves) return undefined;
  return municipality.languages.includes(recognition.language) ? recognition.language : undefined;
}

/** Arabic letters to somebody who is answered in Latin ones: one word is enough. */
const isInOtherScript = (utterance: string, saved: Language | undefined): boolean =>
  saved !== undefined &&
  directionOf(saved) === 'ltr' &&
  /\p{Script=Arabic}/u.test(utterance) &&
  !/\p{Script=Latin}/u.test(utterance);

const weakLanguage = (turn: OpenTurn): Language | undefined =>
  turn.recognition && turn.municipality.languages.includes(turn.recognition.language)
    ? turn.recognition.language
    : undefined;

function clientLanguage(turn: OpenTurn): Language | undefined {
  const tag = turn.context.activity.locale?.slice(0, 2);
  return isLanguage(tag) && turn.municipality.languages.includes(tag) ? tag : undefined;
}

async function switchTo(turn: OpenTurn, tag: string): Promise<boolean> {
  if (!isLanguage(tag) || !turn.municipality.languages.includes(tag)) {
    await turn.say({ key: 'general.language_unknown', actions: languageButtons(turn) });
    return true;
  }
  turn.language = tag;
  turn.state.language = tag;
  turn.state.languageChosen = true;
  turn.state.greeted = true;
  turn.intent = 'general.language';
  await turn.say({ key: 'general.language_set', actions: menuActions(turn) });
  await sayNotice(turn);
  if (!turn.services.texts.isReviewed(tag)) await turn.say({ key: 'general.unreviewed' });
  return true;
}

/** The languages in their own names. */
export const languageButtons = (turn: OpenTurn) =>
  turn.municipality.languages.map((language) =>
    postBack('language', language, turn.services.texts.say(language, 'general.language_name').text),
  );

/** What somebody can begin with. */
export const menuActions = (turn: OpenTurn) => [
  postBack('ask', 'appointments.next', turn.text('intents.appointments.next')),
  postBack('ask', 'general.menu', turn.text('general.button_more')),
  postBack('human', '', turn.text('general.button_human')),
];
