import { postBack } from '../../src/turn/commands.ts';
import type { FormHandler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';

/** What stands below each topic: at most six, so that with the way back and a person it fits in one list. */
const menus = {
  appointments: [
    'appointments.next',
    'appointments.list',
    'appointments.bring',
    'appointments.reschedule',
    'appointments.absent',
    'appointments.request',
  ],
  leerroute: [
    'leerroute.mine',
    'leerroute.overview',
    'leerroute.obligations',
    'leerroute.deadline',
    'leerroute.exam',
    'leerroute.fine',
  ],
  ontzorgen: [
    'ontzorgen.what',
    'ontzorgen.payments',
    'ontzorgen.allowance',
    'ontzorgen.end',
    'ontzorgen.bill',
    'ontzorgen.benefits',
  ],
  taalhuis: ['taalhuis.what', 'taalhuis.where', 'taalhuis.cost', 'taalhuis.signup', 'taalhuis.buddy'],
  life: ['life.housing', 'life.health', 'life.work', 'life.school', 'life.benefit', 'life.report_change'],
  support: [
    'support.letter',
    'support.my_contact',
    'support.status',
    'support.objection',
    'support.complaint',
    'general.privacy',
  ],
} as const satisfies Record<string, readonly string[]>;

type MenuTopic = keyof typeof menus;

const isMenuTopic = (topic: string | undefined): topic is MenuTopic => topic !== undefined && topic in menus;

/** The topics by name, and below each what can be asked of it: two levels, and no more. */
export const menu: FormHandler = {
  next: () => Promise.resolve(undefined),
  finish: (turn, { topic }) => (isMenuTopic(topic) ? sayTopic(turn, topic) : sayTopics(turn)),
};

const sayTopics = (turn: Turn): Promise<void> =>
  turn.say({
    key: 'general.menu',
    actions: [
      ...(Object.keys(menus) as MenuTopic[]).map((topic) =>
        postBack('menu', topic, turn.text(`general.topic_${topic}`)),
      ),
      postBack('ask', 'general.language', turn.text('intents.general.language')),
      postBack('human', '', turn.text('general.button_human')),
    ],
  });

const sayTopic = (turn: Turn, topic: MenuTopic): Promise<void> =>
  turn.say({
    key: `general.menu_${topic}`,
    actions: [
      ...menus[topic].map((intent) => postBack('ask', intent, turn.text(`intents.${intent}`))),
      postBack('menu', '', turn.text('general.button_menu')),
      postBack('human', topic === 'life' ? '' : topic, turn.text('general.button_human')),
    ],
  });
