import { postBack } from '../../src/turn/commands.ts';
import type { FormHandler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { titled } from '../support/passing-on.ts';

/** Missed or cannot come: an appointment, a class and an exam live in three places (D32). Nothing is called off here. */
export const absence: FormHandler = {
  next: (turn, answers) =>
    Promise.resolve(
      answers.place
        ? undefined
        : {
            id: 'place',
            key: 'appointments.ask_place',
            choices: titled(turn, 'appointments.place_', ['appointment', 'class', 'exam']),
          },
    ),
  finish: (turn, { place = 'class' }) => says[place as keyof typeof says](turn),
};

const human = (turn: Turn) => postBack('human', 'leerroute.absence', turn.text('general.button_human'));
const ask = (turn: Turn, intent: string) => postBack('ask', intent, turn.text(`intents.${intent}`));

const says = {
  appointment: (turn: Turn) =>
    turn.say({
      key: 'leerroute.absence_appointment',
      facts: ['F29'],
      actions: [ask(turn, 'appointments.absent'), ask(turn, 'appointments.reschedule'), human(turn)],
    }),
  class: (turn: Turn) =>
    turn.say({
      key: 'leerroute.absence_class',
      facts: ['F71', 'F73', 'F74', 'F81'],
      actions: [ask(turn, 'leerroute.talk_prepare'), ask(turn, 'leerroute.fine'), human(turn)],
    }),
  exam: (turn: Turn) =>
    turn.say({
      key: 'appointments.elsewhere_exam',
      facts: ['F91'],
      actions: [ask(turn, 'leerroute.exam'), ask(turn, 'leerroute.deadline'), human(turn)],
    }),
};
