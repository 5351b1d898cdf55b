import type { HeadlinePart } from '../../src/core/ticket.ts';
import type { Appointment } from '../../src/core/person.ts';
import type { Answers, Choice, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { kindOf } from './answers.ts';
import { askSend, askWho, passOn, titled, unlessSent } from '../support/passing-on.ts';

const days = ['today', 'tomorrow', 'week', 'later', 'unknown'] as const;

/** Which meeting it is about: from the record, else by three kinds that live in three different places (D32). */
async function askWhich(turn: Turn, answers: Answers): Promise<Question | undefined> {
  const appointments = await known(turn);
  if (appointments.length > 1 && !answers.which) {
    const choices = appointments.map((one): Choice => ({
      value: one.id,
      title: `${kindOf(turn, one.kind)}, ${turn.date(one.start)}`,
    }));
    return { id: 'which', key: 'appointments.ask_which', choices };
  }
  if (appointments.length > 0) return undefined;
  if (!answers.place) {
    return {
      id: 'place',
      key: 'appointments.ask_place',
      choices: titled(turn, 'appointments.place_', ['appointment', 'class', 'exam']),
    };
  }
  if (answers.place === 'appointment' && !answers.when) {
    return { id: 'when', key: 'appointments.ask_when', choices: titled(turn, 'appointments.when_', days) };
  }
  return undefined;
}

const known = async (turn: Turn): Promise<Appointment[]> => {
  const person = await turn.verified();
  return person ? turn.appointments(person, 5) : [];
};

async function chosen(turn: Turn, answers: Answers): Promise<Appointment | undefined> {
  const appointments = await known(turn);
  return answers.which ? appointments.find(({ id }) => id === answers.which) : appointments[0];
}

/** A class is the school's, an exam is DUO's: for those two the bot says where to be, and changes nothing. */
const isElsewhere = (answers: Answers): boolean => answers.place === 'class' || answers.place === 'exam';

function wish(name: string, extra?: (turn: Turn, answers: Answers) => Question | undefined): FormHandler {
  return {
    async next(turn, answers) {
      const which = await askWhich(turn, answers);
      if (which) return which;
      if (isElsewhere(answers)) return undefined;
      return extra?.(turn, answers) ?? (await askWho(turn, answers)) ?? askSend(turn, answers);
    },
    async finish(turn, answers) {
      if (isElsewhere(answers)) {
        const human = { type: 'postBack' as const, title: turn.text('general.button_human'), value: 'human:leerroute' };
        const facts = answers.place === 'exam' ? ['F91'] : ['F71'];
        return turn.say({ key: `appointments.elsewhere_${answers.place}`, facts, actions: [human] });
      }
      await unlessSent(turn, answers, async () => {
        const appointment = await chosen(turn, answers);
        await passOn(turn, answers, {
          topic: 'appointments',
          intent: `appointments.${name}`,
          headline: [
            { key: `headline.appointments_${name}` },
            ...aboutWhich(answers, appointment),
            ...aboutReason(answers),
          ],
          urgency: isSoon(turn, answers, appointment) ? 'urgent' : 'normal',
        });
      });
    },
  };
}

function aboutWhich(answers: Answers, appointment: Appointment | undefined): HeadlinePart[] {
  if (appointment) return [{ key: 'headline.appointment', values: { kind: appointment.kind, day: appointment.start } }];
  return answers.when ? [{ key: `headline.when_${answers.when}` }] : [];
}

const aboutReason = (answers: Answers): HeadlinePart[] =>
  answers.reason ? [{ key: `headline.reason_${answers.reason}` }] : [];

/** Today or tomorrow: a person must see it before it is too late. */
function isSoon(turn: Turn, answers: Answers, appointment: Appointment | undefined): boolean {
  if (appointment) return Date.parse(appointment.start) - turn.now < 36 * 3_600_000;
  return answers.when === 'today' || answers.when === 'tomorrow';
}

const askReason = (turn: Turn, answers: Answers): Question | undefined =>
  answers.reason
    ? undefined
    : {
        id: 'reason',
        key: 'appointments.ask_reason',
        choices: titled(turn, 'appointments.reason_', ['ill', 'work', 'family', 'other']),
      };

export const absent = wish('absent');
export const cancel = wish('cancel');
export const confirm = wish('confirm');
export const reschedule = wish('reschedule', askReason);

/** A new appointment: about what, and then it goes to a person. */
export const request: FormHandler = {
  async next(turn, answers) {
    if (!answers.about) {
      const choices = titled(turn, 'support.about_', ['leerroute', 'ontzorgen', 'letter', 'other']);
      return { id: 'about', key: 'appointments.ask_about', choices };
    }
    return (await askWho(turn, answers)) ?? askSend(turn, answers);
  },
  finish: (turn, answers) =>
    unlessSent(turn, answers, () =>
      passOn(turn, answers, {
        topic: 'appointments',
        intent: 'appointments.request',
        headline: [{ key: 'headline.appointments_request' }, { key: `headline.about_${answers.about}` }],
        urgency: 'normal',
      }),
    ),
};
