import { TopicDialog, type Handler } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { orCodeFirst, sayBring, sayList, sayLocation, sayNext } from './answers.ts';
import { absent, cancel, confirm, request, reschedule } from './wishes.ts';

const personal = (intent: string, say: Parameters<typeof orCodeFirst>[2]): Handler => ({
  answer: (turn: Turn) => orCodeFirst(turn, intent, say),
});

/** Appointments: what the record says, and wishes that go to a person. The bot itself changes no appointment. */
export const createAppointmentsDialog = (): TopicDialog =>
  new TopicDialog('appointments', {
    'appointments.next': personal('appointments.next', sayNext),
    'appointments.list': personal('appointments.list', sayList),
    'appointments.bring': personal('appointments.bring', sayBring),
    'appointments.location': personal('appointments.location', sayLocation),
    'appointments.interpreter': {
      answer: (turn) => turn.say({ key: 'appointments.interpreter', facts: ['F28', 'F132'], actions: humanOnly(turn) }),
    },
    'appointments.reschedule': reschedule,
    'appointments.cancel': cancel,
    'appointments.absent': absent,
    'appointments.confirm': confirm,
    'appointments.request': request,
  });

const humanOnly = (turn: Turn) => [
  { type: 'postBack' as const, title: turn.text('general.button_source'), value: 'source:' },
  { type: 'postBack' as const, title: turn.text('general.button_human'), value: 'human:appointments' },
];
