import type { Topic } from '../src/turn/turn.ts';
import type { TopicDialog } from '../src/turn/topic-dialog.ts';
import { createAppointmentsDialog } from './appointments/dialog.ts';
import { createGeneralDialog } from './general/dialog.ts';
import { createSupportDialog } from './support/dialog.ts';

const topicOf = (dialog: TopicDialog): Topic => ({ name: dialog.id, intents: Object.keys(dialog.handlers), dialog });

/** Every topic: one folder and one line here. */
export const createTopics = (): Topic[] => [
  topicOf(createAppointmentsDialog()),
  topicOf(createSupportDialog()),
  topicOf(createGeneralDialog()),
];
