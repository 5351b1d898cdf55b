import type { FactAnswer } from '../../src/core/scope.ts';
import { afterAnswer, saidTo } from '../../src/turn/from-facts.ts';
import type { FormHandler } from '../../src/turn/topic-dialog.ts';
import { titled } from '../support/passing-on.ts';

const facts: Record<string, string[]> = {
  asylum: ['F6', 'F11', 'F12', 'F13', 'F14', 'F121'],
  family: ['F6', 'F11', 'F13', 'F14'],
  turkish: ['F9', 'F11', 'F13'],
  ukraine: ['F10'],
  eu: ['F7'],
  temporary: ['F8'],
};

/** Whether somebody must integrate: what the record says, else by why they are here. DUO decides, and writes it. */
export const whoMust = (answer: FactAnswer): FormHandler => ({
  async next(turn, { why }) {
    if (why ?? (await turn.scope()).basis === 'record') return undefined;
    const choices = titled(turn, 'leerroute.who_must_why_', [
      'asylum',
      'family',
      'turkish',
      'ukraine',
      'eu',
      'temporary',
      'other',
    ]);
    return { id: 'why', key: 'leerroute.who_must_why', choices };
  },
  async finish(turn, { why = '' }) {
    const scope = await turn.scope();
    const said = saidTo(answer, why === '' ? scope : {});
    await turn.say({
      key: facts[why] ? `leerroute.who_must_${why}` : said.text,
      facts: facts[why] ?? [...said.facts],
      actions: afterAnswer(turn, answer, {}),
    });
  },
});
