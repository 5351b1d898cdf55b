import type { HeadlinePart } from '../../src/core/ticket.ts';
import type { Answers, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { TextValues, Turn } from '../../src/turn/turn.ts';
import { askSend, askWho, passOn, titled, unlessSent } from '../support/passing-on.ts';

const wordsChars = 200;

/** What is asked before a progress talk, each with its buttons; own words will do too. */
const parts = {
  well: ['class', 'language', 'work', 'home', 'skip'],
  badly: ['class', 'time', 'money', 'other', 'skip'],
  wish: ['more_help', 'other_route', 'work', 'other', 'skip'],
} as const;

type Part = keyof typeof parts;
const all = Object.keys(parts) as Part[];

/** What goes well, what goes badly and what somebody wants to say: read back to them, then passed on. */
export const talkPrepare: FormHandler = {
  async next(turn, answers) {
    const part = all.find((one) => answers[one] === undefined);
    if (part) return askPart(turn, part);
    const question = (await askWho(turn, answers)) ?? askSend(turn, answers);
    return question?.id === 'send' ? { ...question, explains: [summaryOf(turn, answers)] } : question;
  },
  finish: (turn, answers) =>
    unlessSent(turn, answers, () => {
      const { key, values } = summaryOf(turn, answers);
      return passOn(turn, answers, {
        topic: 'leerroute',
        intent: 'leerroute.talk_prepare',
        headline: [{ key: 'headline.leerroute_talk_prepare' }, ...all.flatMap((part) => headlineOf(part, answers))],
        urgency: 'normal',
        summary: turn.text(key, values),
      });
    }),
};

const askPart = (turn: Turn, part: Part): Question => ({
  id: part,
  key: `leerroute.prepare_${part}`,
  choices: titled(turn, `leerroute.prepare_${part}_`, parts[part]),
  maxChars: wordsChars,
});

const isChoice = (part: Part, answer: string): boolean => parts[part].some((value) => value === answer);

function summaryOf(turn: Turn, answers: Answers): { key: string; values: TextValues } {
  const words = (part: Part): string => {
    const answer = answers[part] ?? 'skip';
    if (answer === 'skip') return '–';
    return isChoice(part, answer) ? turn.text(`leerroute.prepare_${part}_${answer}`) : answer;
  };
  return {
    key: 'leerroute.prepare_summary',
    values: { well: words('well'), badly: words('badly'), wish: words('wish') },
  };
}

function headlineOf(part: Part, answers: Answers): HeadlinePart[] {
  const answer = answers[part] ?? 'skip';
  if (answer === 'skip') return [];
  return [{ key: `headline.prepare_${part}_${isChoice(part, answer) ? answer : 'words'}` }];
}
