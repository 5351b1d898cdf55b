import type { Payment, Relief } from '../../src/core/case-data.ts';
import type { Person } from '../../src/core/person.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { FormHandler } from '../../src/turn/topic-dialog.ts';
import type { Saying, Turn } from '../../src/turn/turn.ts';
import { ownCase } from '../support/own-case.ts';
import { passAtOnce, sayTold } from './at-once.ts';
import { monthsOf, partOf } from './payments.ts';
import { textOfRows } from './rows.ts';
import { needsPerson, rowsOf, type Row } from './standing.ts';

const intent = 'ontzorgen.allowance';
const facts = ['F107', 'F114'];

/** Leefgeld: the next day and the amount only as the record has them (D18). */
export const allowance: FormHandler = {
  next: () => Promise.resolve(undefined),
  finish: (turn) =>
    ownCase(turn, {
      intent,
      codeFirst: 'ontzorgen.code_first',
      general: () => turn.say({ key: 'ontzorgen.allowance', facts }),
      own: (_turn, person) => sayAllowance(turn, person),
    }),
};

async function sayAllowance(turn: Turn, person: Person): Promise<void> {
  const { thisMonth, lastMonth, today } = monthsOf(turn);
  const known = (await turn.payments(person, lastMonth)).filter(({ kind }) => kind === 'living_money');
  const rows = [...new Set(known.map(({ month }) => month))]
    .flatMap((month) => rowsOf(known, month, today))
    .filter(({ payment }) => payment);
  const troubled = rows.filter((row) => row.month === thisMonth && needsPerson(row));
  const actions = [
    postBack('ask', 'ontzorgen.missing_payment', turn.text('intents.ontzorgen.missing_payment')),
    postBack('more', intent, turn.text('general.button_more')),
    postBack('human', intent, turn.text('general.button_human')),
  ];
  if (troubled.length > 0) {
    const open = await passAtOnce(turn, {
      intent: 'ontzorgen.missing_payment',
      headline: troubled.slice(0, 2).map(partOf),
      answeredNow: true,
    });
    await turn.say({ key: 'ontzorgen.allowance_rows', values: { rows: textOfRows(turn, troubled) }, facts, actions });
    return open ? sayTold(turn, open) : turn.say({ key: 'ontzorgen.passed_on' });
  }
  await turn.say({ ...nextOf(turn, rows, await turn.relief(person), today), facts, actions });
}

/** The next payment in the record, else the day on which money comes, else that it is not known. */
function nextOf(turn: Turn, rows: readonly Row[], relief: Relief | undefined, today: string): Saying {
  const [next] = rows
    .flatMap(({ standing, payment }) => (standing === 'planned' && payment ? [payment] : []))
    .sort((one, other) => dayOf(one).localeCompare(dayOf(other)));
  if (next) {
    const { cents, asOf, source } = next;
    const values = { day: turn.date(dayOf(next)), asOf: turn.date(asOf), source };
    return cents === undefined
      ? { key: 'ontzorgen.allowance_next', values }
      : { key: 'ontzorgen.allowance_next_amount', values: { ...values, amount: turn.euros(cents) } };
  }
  if (relief?.nextBenefitOn && relief.nextBenefitOn >= today) {
    const { nextBenefitOn, asOf, source } = relief;
    return {
      key: 'ontzorgen.allowance_next',
      values: { day: turn.date(nextBenefitOn), asOf: turn.date(asOf), source },
    };
  }
  return { key: 'ontzorgen.allowance_unknown' };
}

const dayOf = ({ plannedOn = '' }: Payment): string => plannedOn;
