import type { Relief } from '../../src/core/case-data.ts';
import type { Person } from '../../src/core/person.ts';
import type { FactAnswer } from '../../src/core/scope.ts';
import { afterAnswer, answerOf, saidTo } from '../../src/turn/from-facts.ts';
import type { FormHandler } from '../../src/turn/topic-dialog.ts';
import type { Saying, Turn } from '../../src/turn/turn.ts';
import { ownCase } from '../support/own-case.ts';
import { monthsOf } from './payments.ts';

const intent = 'ontzorgen.end';

/** When ontzorgen ends: the day that the record has, never one that is worked out; to others the rule. */
export function end(answers: ReadonlyMap<string, FactAnswer>): FormHandler {
  const rule = answerOf(answers, intent);

  async function sayRule(turn: Turn): Promise<void> {
    const said = saidTo(rule, await turn.scope());
    await turn.say({ key: said.text, facts: [...said.facts] });
    if (said.text === 'ontzorgen.end') await turn.say({ key: 'ontzorgen.end_after', facts: ['F111'] });
  }

  async function sayOwn(turn: Turn, person: Person): Promise<void> {
    const relief = await turn.relief(person);
    const actions = afterAnswer(turn, rule, await turn.scope());
    if (!relief?.end) {
      await sayRule(turn);
      return turn.say({ key: 'ontzorgen.end_unknown', actions });
    }
    await turn.say({ ...endOf(turn, relief), facts: ['F103', 'F106'], actions });
    if (relief.afterwards) {
      await turn.say({ key: 'ontzorgen.end_afterwards', values: { afterwards: relief.afterwards } });
    } else await turn.say({ key: 'ontzorgen.end_after', facts: ['F111'] });
    if (relief.openAction) await turn.say({ key: 'ontzorgen.end_to_do', values: { todo: relief.openAction } });
  }

  return {
    next: () => Promise.resolve(undefined),
    finish: (turn) =>
      ownCase(turn, {
        intent,
        codeFirst: 'ontzorgen.code_first',
        general: sayRule,
        own: sayOwn,
      }),
  };
}

function endOf(turn: Turn, { end: day = '', asOf, source }: Relief): Saying {
  const key = day < monthsOf(turn).today ? 'ontzorgen.end_past' : 'ontzorgen.end_own';
  return { key, values: { day: turn.date(day), asOf: turn.date(asOf), source } };
}
