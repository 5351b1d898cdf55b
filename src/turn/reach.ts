import type { Action } from '../core/activity.ts';
import { pushOf, type NewsCame } from '../core/reach.ts';
import { postBack } from './commands.ts';
import { handoffOf } from './handoffs.ts';
import { menuActions } from './language.ts';
import type { HandoffState } from './state.ts';
import type { OpenTurn } from './step.ts';

/** A page closes: who asked there chooses how to hear that there is an answer. Elsewhere it simply arrives. */
export const isReachAsked = ({ input }: OpenTurn): boolean => input.channel === 'web';

export const reachButton = (turn: OpenTurn, ticket: string): Action =>
  postBack('reach', ticket, turn.text('support.button_reach'));

/** By what stands behind `reach:`: the choices for a ticket. `push` itself comes from a page that could not have it. */
export async function chooseReach(turn: OpenTurn, about: string): Promise<void> {
  if (about === 'push') return turn.say({ key: 'support.reach_no_push', actions: otherWays(turn, undefined) });
  const handoff = handoffOf(turn.state, about);
  if (!handoff) return turn.say({ key: 'general.button_old', actions: menuActions(turn) });
  await turn.say({
    key: 'support.reach_how',
    values: { number: handoff.number ?? '' },
    actions: [postBack('reach', 'push', turn.text('support.button_reach_push')), ...otherWays(turn, handoff)],
  });
}

/** Ways that need nothing of this browser. */
function otherWays(turn: OpenTurn, asked: HandoffState | undefined): Action[] {
  const number = (asked ?? turn.openHandoff)?.number;
  const whatsapp = turn.municipality.channels?.whatsapp?.number;
  if (!number || !whatsapp) return [];
  const address = `https://wa.me/${whatsapp.replace(/\D/g, '')}?text=${encodeURIComponent(number)}`;
  return [{ type: 'openUrl', title: turn.text('support.button_reach_whatsapp'), value: address }];
}

/** The browser took the subscription. */
export async function hearPushOn(turn: OpenTurn): Promise<void> {
  turn.state.reach = { push: true };
  await turn.say({ key: 'support.reach_push_on' });
}

/** The browser ended it: there is nobody there to tell, and the answer stands here. */
export function hearPushGone(turn: OpenTurn): Promise<void> {
  delete turn.state.reach;
  return Promise.resolve();
}

/** Lets the browser say that there is news, never what. */
export function pushNews(turn: OpenTurn): void {
  if (!turn.state.reach?.push) return;
  const value: NewsCame = { language: turn.language };
  turn.passedOn.push({ to: pushOf(turn.conversation), activity: { type: 'event', name: 'news.came', value } });
}
