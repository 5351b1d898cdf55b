import type { FactAnswer } from '../src/core/scope.ts';
import type { Topic } from '../src/turn/turn.ts';
import type { TopicDialog } from '../src/turn/topic-dialog.ts';
import { createAppointmentsDialog } from './appointments/dialog.ts';
import { createGeneralDialog } from './general/dialog.ts';
import { createLeerrouteDialog } from './leerroute/dialog.ts';
import { createOntzorgenDialog } from './ontzorgen/dialog.ts';
import { createSupportDialog } from './support/dialog.ts';
import { createTaalhuisDialog } from './taalhuis/dialog.ts';

const topicOf = (dialog: TopicDialog): Topic => ({ name: dialog.id, intents: Object.keys(dialog.handlers), dialog });

/** Every topic: one folder and one line here. `answers` is what they say from facts, by intent. */
export const createTopics = (answers: ReadonlyMap<string, FactAnswer>): Topic[] => [
  topicOf(createLeerrouteDialog(answers)),
  topicOf(createOntzorgenDialog(answers)),
  topicOf(createTaalhuisDialog(answers)),
  topicOf(createAppointmentsDialog()),
  topicOf(createSupportDialog()),
  topicOf(createGeneralDialog()),
];
