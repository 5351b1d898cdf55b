import type { FactAnswer } from '../../src/core/scope.ts';
import type { Person } from '../../src/core/person.ts';
import { postBack } from '../../src/turn/commands.ts';
import { askScope, declare, saidTo } from '../../src/turn/from-facts.ts';
import type { FormHandler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { ownCase } from '../support/own-case.ts';

/** The end of the term as DUO gave it, with source and date (D3); without one, where it stands. The rule is for everyone. */
export const deadline = (rule: FactAnswer): FormHandler => ({
  next: async (turn, answers) => ((await turn.verified()) ? undefined : askScope(turn, answers, rule)),
  finish: (turn, answers) =>
    ownCase(turn, {
      intent: rule.intent,
      codeFirst: 'leerroute.deadline_code_first',
      own: sayOwn,
      async general() {
        const { text, facts } = saidTo(rule, await declare(turn, answers));
        await turn.say({ key: text, facts: [...facts] });
      },
    }),
});

async function sayOwn(turn: Turn, person: Person): Promise<void> {
  const termEnd = (await turn.route(person))?.termEnd;
  const actions = [
    postBack('ask', 'leerroute.mine', turn.text('intents.leerroute.mine')),
    postBack('ask', 'leerroute.extension', turn.text('intents.leerroute.extension')),
    postBack('human', 'leerroute.deadline', turn.text('general.button_human')),
  ];
  if (!termEnd) return turn.say({ key: 'leerroute.deadline_own_none', actions });
  const { date, source, asOf } = termEnd;
  await turn.say({
    key: 'leerroute.deadline_own',
    values: { day: turn.date(date), source, asOf: turn.date(asOf) },
    actions,
  });
}
