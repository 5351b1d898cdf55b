import type { Action } from '../../src/core/activity.ts';
import { dutchTime } from '../../src/core/office-hours.ts';
import type { Person } from '../../src/core/person.ts';
import type { HeadlinePart } from '../../src/core/ticket.ts';
import { askChosen, plainText, postBack } from '../../src/turn/commands.ts';
import type { HandoffState } from '../../src/turn/turn.ts';
import type { FormHandler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { ownCase } from '../support/own-case.ts';
import { askReach, openOn, passAtOnce, sayTold, tellReach } from './at-once.ts';
import { needsPerson, rowsOf, stillToSay, type Row } from './standing.ts';
import { textOfRows } from './rows.ts';

const intent = 'ontzorgen.payments';
const mostParts = 3;

/** "Is my rent paid": from the record, with its date. What is not paid there goes to a person the same day (D8). */
export const payments: FormHandler = {
  async next(turn, { ticket, ...answers }) {
    return ticket && openOn(turn, intent)?.ticket === ticket ? askReach(turn, answers) : undefined;
  },
  heard: tellReach,
  async finish(turn, { ticket, chosen }) {
    if (ticket) return sayTold(turn, openOn(turn, intent));
    if (chosen === 'unpaid' || saysUnpaid(turn)) return passUnpaid(turn);
    await ownCase(turn, {
      intent,
      codeFirst: 'ontzorgen.code_first',
      general: () =>
        turn.say({ key: 'ontzorgen.payments_general', facts: ['F103', 'F108'], actions: [unpaidButton(turn)] }),
      own: (_turn, person) => sayPayments(turn, person, chosen === 'last'),
    });
  },
};

const unpaidButton = (turn: Turn): Action => askChosen(intent, 'unpaid', turn.text('ontzorgen.button_unpaid'));

/** The landlord says that it is not paid: first a person, before anything else is said or asked. */
async function passUnpaid(turn: Turn): Promise<void> {
  const person = await turn.verified();
  const { thisMonth, today } = monthsOf(turn);
  const known = person ? await turn.payments(person, thisMonth) : undefined;
  const rents = known ? rowsOf(known, thisMonth, today).filter(({ kind }) => kind === 'rent') : [];
  const headline = [{ key: 'headline.landlord_says_unpaid' }, ...rents.slice(0, mostParts).map(partOf)];
  const open = await passAtOnce(turn, { intent, headline, asksOn: !person });
  if (open) await sayTold(turn, open);
}

async function sayPayments(turn: Turn, person: Person, isLast: boolean): Promise<void> {
  const { thisMonth, lastMonth, today } = monthsOf(turn);
  const known = await turn.payments(person, lastMonth);
  const now = rowsOf(known, thisMonth, today);
  const before = rowsOf(known, lastMonth, today);
  const rows = isLast ? before : [...now, ...stillToSay(before, now)];
  // No rent in the month before may only mean that it was not for the municipality to pay yet.
  const troubled = rows.filter((row) => needsPerson(row) && !(row.standing === 'none' && row.month === lastMonth));
  const open = troubled.length > 0 ? await passRows(turn, troubled) : undefined;
  const other = isLast ? 'this' : 'last';
  const actions = [
    unpaidButton(turn),
    askChosen(intent, other, turn.text(isLast ? 'ontzorgen.button_this' : 'ontzorgen.button_last')),
    postBack('more', intent, turn.text('general.button_more')),
    postBack('human', intent, turn.text('general.button_human')),
  ];
  const values = { month: turn.month(isLast ? lastMonth : thisMonth), rows: textOfRows(turn, rows) };
  const key = rows.some(({ payment }) => payment) ? 'ontzorgen.payments' : 'ontzorgen.payments_none';
  await turn.say({ key, values, facts: ['F103', 'F108'], actions });
  if (open) await sayTold(turn, open);
  else if (troubled.length > 0) await turn.say({ key: 'ontzorgen.passed_on' });
}

const passRows = (turn: Turn, rows: readonly Row[]): Promise<HandoffState | undefined> =>
  passAtOnce(turn, { intent, headline: rows.slice(0, mostParts).map(partOf), answeredNow: true });

/** For the case worker: what the record has. */
export const partOf = ({ kind, month, standing, payment }: Row): HeadlinePart => {
  const day = payment?.executedOn ?? payment?.plannedOn;
  const isDated = day !== undefined && (standing === 'executed' || standing === 'planned' || standing === 'overdue');
  return { key: `headline.payment_${standing}`, values: { kind, month, ...(isDated ? { day } : {}) } };
};

export function monthsOf(turn: Turn): { thisMonth: string; lastMonth: string; today: string } {
  const now = dutchTime(turn.now);
  const lastMonth = now.startOf('month').minus({ months: 1 });
  return {
    thisMonth: now.toFormat('yyyy-MM'),
    lastMonth: lastMonth.toFormat('yyyy-MM'),
    today: now.toFormat('yyyy-MM-dd'),
  };
}

/** A landlord is named, and that they say something of it: in any language that is spoken here, people mix them. */
function saysUnpaid(turn: Turn): boolean {
  if (turn.command) return false;
  const said = plainText(turn.utterance);
  const has = (key: string): boolean =>
    turn.municipality.languages.some((language) =>
      turn
        .textIn(language, key)
        .split(',')
        .map(plainText)
        .some((word) => word !== '' && said.includes(word)),
    );
  return has('ontzorgen.words_landlord') && has('ontzorgen.words_unpaid');
}
