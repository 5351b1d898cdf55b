import type { HeadlinePart } from '../../src/core/ticket.ts';
import type { Answers, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { postBack } from '../../src/turn/commands.ts';
import { askWho, titled } from '../support/passing-on.ts';

const phoneChars = 20;

interface Wish {
  name: 'signup' | 'buddy';
  /** True where it is asked what somebody wants to practise. */
  asksWish: boolean;
}

/** A wish for the Taalhuis in a few taps; its coordinator reads what stands in the last question, and nothing else. */
function wishFor({ name, asksWish }: Wish): FormHandler {
  const intent = `taalhuis.${name}`;
  return {
    async next(turn, answers) {
      const question =
        askLevel(turn, answers) ??
        (asksWish ? askWish(turn, answers) : undefined) ??
        askWhen(turn, answers) ??
        askContact(turn, answers) ??
        (await askWho(turn, answers)) ??
        (await askShare(turn, answers));
      return question && Object.keys(answers).length === 0
        ? { ...question, before: `taalhuis.${name}_first` }
        : question;
    },
    async finish(turn, answers) {
      if (answers.share !== 'yes') {
        const human = postBack('human', intent, turn.text('general.button_human'));
        return turn.say({ key: 'taalhuis.not_shared', actions: [human] });
      }
      const { firstName, phone } = await toldIn(turn, answers);
      await turn.handOff({
        topic: 'taalhuis',
        intent,
        headline: headlineOf(turn, name, answers),
        summary: await rowsOf(turn, answers),
        selfDeclared: { ...(firstName ? { firstName } : {}), ...(phone ? { phone } : {}) },
        withoutMessages: true,
      });
    },
  };
}

export const signup = wishFor({ name: 'signup', asksWish: true });
export const buddy = wishFor({ name: 'buddy', asksWish: false });

const askLevel = (turn: Turn, { level }: Answers): Question | undefined =>
  level
    ? undefined
    : {
        id: 'level',
        key: 'taalhuis.ask_level',
        choices: titled(turn, 'taalhuis.level_', ['none', 'little', 'talk', 'unknown']),
      };

const askWish = (turn: Turn, { wish }: Answers): Question | undefined =>
  wish
    ? undefined
    : {
        id: 'wish',
        key: 'taalhuis.ask_wish',
        choices: titled(turn, 'taalhuis.wish_', ['talk', 'read', 'exam', 'other']),
      };

const askWhen = (turn: Turn, { when }: Answers): Question | undefined =>
  when
    ? undefined
    : {
        id: 'when',
        key: 'taalhuis.ask_when',
        choices: titled(turn, 'taalhuis.when_', ['morning', 'afternoon', 'evening', 'weekend', 'any']),
      };

const askContact = (turn: Turn, { contact }: Answers): Question | undefined =>
  contact
    ? undefined
    : {
        id: 'contact',
        key: 'taalhuis.ask_contact',
        choices: titled(turn, 'taalhuis.contact_', ['chat']),
        maxChars: phoneChars,
      };

/** What goes, to whom, and whether it may. */
async function askShare(turn: Turn, answers: Answers): Promise<Question | undefined> {
  if (answers.share) return undefined;
  const choices = titled(turn, 'taalhuis.share_', ['yes', 'no']);
  const rows = await rowsOf(turn, answers);
  const { taalhuis } = turn.municipality;
  return taalhuis
    ? { id: 'share', key: 'taalhuis.ask_share', values: { taalhuis: taalhuis.name, rows }, choices }
    : { id: 'share', key: 'taalhuis.ask_share_gemeente', values: { rows }, choices };
}

async function toldIn(turn: Turn, { firstName, contact }: Answers): Promise<{ firstName?: string; phone?: string }> {
  const name = (await turn.verified())?.displayName ?? (firstName === 'skip' ? undefined : firstName);
  return { ...(name ? { firstName: name } : {}), ...(contact && contact !== 'chat' ? { phone: contact } : {}) };
}

async function rowsOf(turn: Turn, answers: Answers): Promise<string> {
  const { firstName, phone } = await toldIn(turn, answers);
  const { level, wish, when } = answers;
  const rows = [
    firstName,
    turn.text('general.language_name'),
    level && turn.text(`taalhuis.level_${level}`),
    wish && turn.text(`taalhuis.wish_${wish}`),
    when && turn.text(`taalhuis.when_${when}`),
    phone ?? turn.text('taalhuis.contact_chat'),
  ];
  return rows.flatMap((row) => (row ? [`• ${row}`] : [])).join('\n');
}

const headlineOf = (turn: Turn, name: Wish['name'], { level, wish, when }: Answers): HeadlinePart[] => [
  { key: `headline.taalhuis_${name}` },
  { key: `headline.level_${level}` },
  ...(wish ? [{ key: `headline.wish_${wish}` }] : []),
  { key: `headline.at_${when}` },
  { key: 'headline.language', values: { language: turn.language } },
];
