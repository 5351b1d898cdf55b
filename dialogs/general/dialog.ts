import type { Action } from '../../src/core/activity.ts';
import { postBack } from '../../src/turn/commands.ts';
import { TopicDialog, type Handler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { menu } from './menu.ts';
import { privacy, yourData } from './your-data.ts';

const says = (key: string): Handler => ({ answer: (turn) => turn.say({ key, actions: choices(turn) }) });

const choices = (turn: Turn) => [
  postBack('ask', 'appointments.next', turn.text('intents.appointments.next')),
  postBack('human', '', turn.text('general.button_human')),
];

/** A personal answer is said again only to its person; with the PIN it is answered anew. */
async function sayPinFirst(turn: Turn, intent: string | undefined): Promise<void> {
  if (intent) turn.state.asked = { intent, answers: [] };
  const page = await turn.pinPage('enter');
  const open: Action[] = page ? [{ type: 'openUrl', title: turn.text('general.button_pin_page'), value: page }] : [];
  await turn.say({
    key: 'general.pin_first',
    actions: [...open, postBack('human', '', turn.text('general.button_human'))],
  });
}

/** Steering the conversation. */
export const createGeneralDialog = (): TopicDialog =>
  new TopicDialog('general', {
    'general.greet': says('general.greet'),
    'general.thanks': says('general.thanks'),
    'general.bye': says('general.bye'),
    'general.identity': says('general.identity'),
    'general.feedback': says('general.feedback'),
    'general.menu': menu,
    'general.language': {
      answer: (turn) =>
        turn.say({
          key: 'general.which_language',
          actions: [
            ...turn.municipality.languages.map((language) =>
              postBack('language', language, turn.textIn(language, 'general.language_name')),
            ),
            postBack('human', '', turn.text('general.button_human')),
          ],
        }),
    },
    'general.repeat': {
      async answer(turn) {
        const { last } = turn.state;
        if (last?.person && (await turn.verified())?.id !== last.person) return sayPinFirst(turn, last.intent);
        if (last?.text) return turn.repeat();
        await turn.say({ key: 'general.nothing_to_repeat', actions: choices(turn) });
      },
    },
    ...yourData,
    'general.privacy': privacy({
      async answer(turn) {
        const { controller, name, privacyPage } = turn.municipality;
        await turn.say({ key: 'general.privacy_held' });
        await turn.say({
          key: privacyPage ? 'general.privacy' : 'general.privacy_no_page',
          values: { controller: controller ?? name, page: privacyPage ?? '' },
          actions: [
            ...['general.export', 'general.erase'].map((intent) =>
              postBack('ask', intent, turn.text(`intents.${intent}`)),
            ),
            postBack('human', 'general.privacy', turn.text('general.button_human')),
          ],
        });
      },
    }),
  });
