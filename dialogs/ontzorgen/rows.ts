import type { Turn } from '../../src/turn/turn.ts';
import type { Row } from './standing.ts';

/** Payments as lines, with who delivered them and when below each group. */
export function textOfRows(turn: Turn, rows: readonly Row[]): string {
  const lines = rows.map((row) => ({ line: lineOf(turn, row), asOf: asOfRow(turn, row) }));
  return lines
    .flatMap(({ line, asOf }, at) => {
      const isLastOfGroup = asOf !== undefined && nextAsOf(lines.slice(at + 1)) !== asOf;
      return isLastOfGroup ? [line, asOf] : [line];
    })
    .join('\n');
}

/** What is not in the record has no date of its own. */
const nextAsOf = (lines: readonly { asOf: string | undefined }[]): string | undefined =>
  lines.find(({ asOf }) => asOf !== undefined)?.asOf;

const asOfRow = (turn: Turn, { payment }: Row): string | undefined =>
  payment && turn.text('ontzorgen.as_of', { asOf: turn.date(payment.asOf), source: payment.source });

function lineOf(turn: Turn, { kind, month, standing, payment }: Row): string {
  const day = standing === 'executed' ? payment?.executedOn : payment?.plannedOn;
  const status = turn.text(`ontzorgen.standing_${standing}`, { day: day ? turn.date(day) : '' });
  const values = { kind: turn.text(`ontzorgen.kind_${kind}`), month: turn.month(month), status };
  const cents = payment?.cents;
  return cents === undefined
    ? turn.text('ontzorgen.row', values)
    : turn.text('ontzorgen.row_amount', { ...values, amount: turn.euros(cents) });
}
