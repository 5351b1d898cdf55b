import type { HeadlinePart } from '../../src/core/ticket.ts';
import type { Appointment } from '../../src/core/person.ts';
import type { Answers, Choice, FormHandler, Question } from '../../src/turn/topic-dialog.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { kindOf } from './answers.ts';
import { askSend, askWho, passOn, titled, unlessSent } from '../support/passing-on.ts';

const days = ['today', 'tomorrow', 'week', 'later', 'unknown'] as const;

/**
 * Which meeting it is about: one from the record, or a class or an exam where it may be that too, since those live in
 * other places (D32).
 */
async function askWhich(turn: Turn, answers: Answers, mayBeElsewhere: boolean): Promise<Question | undefined> {
  const appointments = await known(turn);
  const elsewhere = mayBeElsewhere ? titled(turn, 'appointments.place_', ['class', 'exam']) : [];
  if (appointments.length > 0 && appointments.length + elsewhere.length > 1 && !answers.which) {
    const own = appointments.map((one): Choice => ({
      value: one.id,
      title: `${kindOf(turn, one.kind)}, ${turn.date(one.start)}`,
    }));
    return { id: 'which', key: 'appointments.ask_which', choices: [...own, ...elsewhere] };
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
const elsewhereIn = ({ place, which }: Answers): 'class' | 'exam' | undefined =>
  [place, which].find((one) => one === 'class' || one === 'exam');

interface Wish {
  mayBeElsewhere?: boolean;
  extra?: (turn: Turn, answers: Answers) => Question | undefined;
}

function wish(name: string, { mayBeElsewhere = false, extra }: Wish = {}): FormHandler {
  return {
    async next(turn, answers) {
      const which = await askWhich(turn, answers, mayBeElsewhere);
      if (which) return which;
      if (elsewhereIn(answers)) return undefined;
      return extra?.(turn, answers) ?? (await askWho(turn, answers)) ?? askSend(turn, answers);
    },
    async finish(turn, answers) {
      const elsewhere = elsewhereIn(answers);
      if (elsewhere) {
        const human = { type: 'postBack' as const, title: turn.text('general.button_human'), value: 'human:leerroute' };
        const facts = elsewhere === 'exam' ? ['F91'] : ['F71'];
        return turn.say({ key: `appointments.elsewhere_${elsewhere}`, facts, actions: [human] });
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

export const absent = wish('absent', { mayBeElsewhere: true });
export const cancel = wish('cancel', { mayBeElsewhere: true });
export const confirm = wish('confirm');
export const reschedule = wish('reschedule', { extra: askReason });

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
