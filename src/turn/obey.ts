import type { OpenTurn, Step } from './step.ts';
import type { CommandVerb } from './commands.ts';
import { menuActions } from './language.ts';
import { postBack } from './commands.ts';
import { currentHandoff, dropHandoff } from './handoffs.ts';
import { chooseReach } from './reach.ts';
import { beginIntent, continueDialog } from './run-dialog.ts';
import { askWhichToTakeBack, takeBack } from './take-back.ts';

/** Does what a button says. A button of a dialog goes to that dialog; one whose dialog has ended says so. */
export const obeyCommand: Step = async (turn) => {
  if (!turn.command) return false;
  await does[turn.command.verb](turn, turn.command.about);
  return true;
};

const does: Record<CommandVerb, (turn: OpenTurn, about: string) => Promise<void>> = {
  ask(turn, about) {
    const [intent = '', chosen] = about.split('-');
    if (beginsAnew(turn, intent)) turn.state.topicFrom = turn.input.seq;
    return beginIntent(turn, intent, chosen ? { chosen } : {});
  },
  async choose(turn) {
    if (await continueDialog(turn)) return;
    await turn.say({ key: 'general.button_old', actions: menuActions(turn) });
  },
  human: (turn, about) => beginIntent(turn, 'support.human', about ? { about } : {}),
  menu: (turn, topic) => beginIntent(turn, 'general.menu', topic ? { topic } : {}),
  language: () => Promise.resolve(),
  async source(turn) {
    const { last } = turn.state;
    if (!last || last.facts.length === 0) return turn.say({ key: 'general.source_none' });
    await turn.say({
      key: 'general.source',
      values: { sources: turn.services.texts.source(turn.language, last.facts) },
    });
  },
  more: (turn, intent) =>
    turn.say({
      key: 'general.more',
      actions: [
        postBack('source', '', turn.text('general.button_source')),
        postBack('ask', 'general.repeat', turn.text('general.button_again')),
        postBack('ask', 'general.language', turn.text('intents.general.language')),
        postBack('human', intent, turn.text('general.button_human')),
      ],
    }),
  async scope(turn, intent) {
    delete turn.state.declared;
    await beginIntent(turn, intent);
  },
  async handoff(turn, about) {
    if (about !== 'end') return takeBack(turn, about);
    const handoff = currentHandoff(turn.state);
    if (!handoff) return turn.say({ key: 'general.button_old', actions: menuActions(turn) });
    const open = turn.state.handoffs ?? [];
    if (handoff.status !== 'claimed' && open.length > 1) return askWhichToTakeBack(turn, open);
    const value = { messages: turn.messages };
    turn.passedOn.push({ to: handoff.ticket, activity: { type: 'event', name: 'newcomer.ended', value } });
    dropHandoff(turn.state, handoff.ticket);
    await turn.say({
      key: 'support.ended_by_you',
      values: { number: handoff.number ?? '' },
      actions: menuActions(turn),
    });
  },
  async code(turn, about) {
    if (about !== 'have') return beginIntent(turn, 'support.human', { about: 'code' });
    const none = postBack('code', 'none', turn.text('general.button_no_code'));
    await turn.say({ key: 'general.code_type_it', actions: [none] });
  },
  reach: chooseReach,
  async phone(turn, about) {
    // Else who finds the chat open would make it their own after the session.
    if (about === 'own' && !(await turn.verified())) {
      return turn.say({ key: 'general.button_old', actions: menuActions(turn) });
    }
    await turn.services.people.noteDevice(turn.identity, turn.municipality.id, { isOwnDevice: about === 'own' });
    await turn.say({ key: about === 'own' ? 'general.phone_own' : 'general.phone_shared' });
  },
};

/** Whether a button leads to another topic: what was said before it is not for who answers that one. */
function beginsAnew({ state: { last } }: OpenTurn, intent: string): boolean {
  const topicOf = (name = ''): string | undefined => name.split('.')[0];
  const isSteering = topicOf(intent) === 'general';
  return !isSteering && !last?.texts.includes('general.clarify') && topicOf(intent) !== topicOf(last?.intent);
}
