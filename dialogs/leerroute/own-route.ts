import type { ExamPart, Hours, HoursKind, Route } from '../../src/core/case-data.ts';
import type { Person } from '../../src/core/person.ts';
import type { FactAnswer, Scope } from '../../src/core/scope.ts';
import { postBack } from '../../src/turn/commands.ts';
import { afterAnswer, askScope, declare, saidTo } from '../../src/turn/from-facts.ts';
import type { FormHandler, AnswerHandler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { ownCase } from '../support/own-case.ts';

/** The route, hours done and the next step, with who delivered them and when; to others what is for everyone. */
export const mine = (overview: FactAnswer): AnswerHandler => ({
  answer: (turn) =>
    ownCase(turn, {
      intent: 'leerroute.mine',
      codeFirst: 'leerroute.mine_code_first',
      own: sayOwn,
      async general() {
        const { text, facts } = saidTo(overview, await turn.scope());
        await turn.say({ key: text, facts: [...facts] });
      },
    }),
});

async function sayOwn(turn: Turn, person: Person): Promise<void> {
  const route = await turn.route(person);
  if (!route) {
    return turn.say({
      key: 'leerroute.mine_none',
      actions: [ask(turn, 'leerroute.pip'), human(turn, 'leerroute.mine')],
    });
  }
  await turn.say({
    key: 'leerroute.mine',
    values: {
      route: turn.text(`leerroute.route_${route.leerroute}`),
      rows: rowsOf(turn, route)
        .map((row) => `• ${row}`)
        .join('\n'),
      source: route.source,
      asOf: turn.date(route.asOf),
    },
    actions: [
      ask(turn, 'leerroute.deadline'),
      ask(turn, `leerroute.${route.leerroute}`),
      human(turn, 'leerroute.mine'),
    ],
  });
}

const ask = (turn: Turn, intent: string) => postBack('ask', intent, turn.text(`intents.${intent}`));
const human = (turn: Turn, about: string) => postBack('human', about, turn.text('general.button_human'));

function rowsOf(turn: Turn, route: Route): string[] {
  const { hours, pvtSignedOn, mapTalkOn, school, classTimes, nextStep } = route;
  const row = (key: string, value: string | undefined): string[] =>
    value ? [turn.text(`leerroute.mine_${key}`, { value })] : [];
  const onDay = (date: string | undefined): string | undefined => (date ? turn.date(date) : undefined);
  return [
    ...(Object.entries(hours) as [HoursKind, Hours][]).map(([kind, done]) => hoursRow(turn, kind, done)),
    ...row('pvt_signed', onDay(pvtSignedOn)),
    ...row('map_talk', onDay(mapTalkOn)),
    ...examRows(turn, route.exams),
    ...row('school', school),
    ...row('class_times', classTimes),
    ...row('next_step', nextStep),
  ];
}

function hoursRow(turn: Turn, kind: HoursKind, { done, target }: Hours): string {
  const values = { kind: turn.text(`leerroute.hours_${kind}`), done };
  return target === undefined
    ? turn.text('leerroute.mine_hours', values)
    : turn.text('leerroute.mine_hours_of', { ...values, target });
}

/** Results only as DUO gave them; a day only of an exam that is still without one. */
function examRows(turn: Turn, exams: readonly ExamPart[]): string[] {
  const named = ({ part, level }: ExamPart): string =>
    [turn.text(`leerroute.exam_part_${part}`), level?.toUpperCase()].filter(Boolean).join(' ');
  const listed = (result: ExamPart['result']): string[] => {
    const parts = exams.filter((one) => one.result === result).map(named);
    return parts.length > 0 ? [turn.text(`leerroute.mine_exam_${result}`, { parts: parts.join(', ') })] : [];
  };
  const planned = exams.flatMap((one) =>
    one.date && !one.result
      ? [turn.text('leerroute.mine_exam_planned', { parts: named(one), day: turn.date(one.date) })]
      : [],
  );
  return [...listed('passed'), ...listed('failed'), ...planned];
}

/** Everything that must be done: by the route that the record has, else by law. */
export const obligations = (answer: FactAnswer): FormHandler => ({
  next: (turn, answers) => askScope(turn, answers, answer),
  async finish(turn, answers) {
    const scope = await declare(turn, answers);
    const person = await turn.verified();
    const route = person && (await turn.route(person));
    const { text, facts } = saidTo(answer, scope);
    const own = route && scope.law !== '2013' ? ofRoute(route, scope) : undefined;
    await turn.say({
      key: own ? `leerroute.obligations_${own}` : text,
      facts: own ? [...facts, ...(routeFacts[own] ?? [])] : [...facts],
      actions: afterAnswer(turn, answer, scope),
    });
  },
});

const routeFacts: Record<string, string[]> = {
  b1: ['F47', 'F65', 'F67'],
  education: ['F51', 'F67'],
  z_asylum: ['F54', 'F56', 'F67'],
  z_family: ['F55', 'F65', 'F67'],
};

/** Those with asylum do the hours of taking part too; whose group is not known hears the route's own words instead. */
function ofRoute({ leerroute }: Route, { group }: Scope): string | undefined {
  if (leerroute !== 'z') return leerroute;
  if (group === undefined || group === 'unknown') return undefined;
  return group === 'asylum' || group === 'asylum_family' ? 'z_asylum' : 'z_family';
}
