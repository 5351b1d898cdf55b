import type { Action } from '../../src/core/activity.ts';
import type { OpenHours } from '../../src/core/municipality.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { AnswerHandler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';

/** Address, hours and contact as the municipality's file has them, with its date; where it has none, a person. */
export const where: AnswerHandler = {
  answer(turn) {
    const { taalhuis } = turn.municipality;
    const human = postBack('human', 'taalhuis.where', turn.text('general.button_human'));
    if (!taalhuis) return turn.say({ key: 'taalhuis.where_unknown', actions: [human] });
    const { name, address, contact, mapUrl } = taalhuis;
    const map: Action[] = mapUrl ? [{ type: 'openUrl', title: turn.text('taalhuis.button_map'), value: mapUrl }] : [];
    return turn.say({
      key: 'taalhuis.where',
      values: { name, address, contact, hours: rowsOf(turn, taalhuis.openingHours), asOf: turn.date(taalhuis.asOf) },
      actions: [...map, postBack('ask', 'taalhuis.signup', turn.text('intents.taalhuis.signup')), human],
    });
  },
};

const rowsOf = (turn: Turn, hours: OpenHours): string =>
  Object.entries(hours)
    .flatMap(([day, spans]) => spans.map(([from, to]) => ({ day: turn.text(`general.day_${day}`), from, to })))
    .map((row) => turn.text('taalhuis.hours_row', row))
    .join('\n');
