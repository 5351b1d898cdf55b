import { TopicDialog, type AnswerHandler, type Answers, type FormHandler } from '../../src/turn/topic-dialog.ts';
import { postBack } from '../../src/turn/commands.ts';
import { takeBackButtons, wordsOf } from '../../src/turn/take-back.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { askSend, askWho, passOn, titled, unlessSent } from './passing-on.ts';
import { headlineKey, straightToPerson } from './straight-to-person.ts';

const subjects = ['appointments', 'leerroute', 'ontzorgen', 'letter', 'other'] as const;

/** Those that are no topic of their own; the first two are never offered. */
const supportSubjects: readonly string[] = ['code', 'voice', 'letter', 'other'];

/** A person: about what, who you are if we do not know, and then it goes. At most four taps. */
const human: FormHandler = {
  async next(turn, answers) {
    if (isAlreadyWaiting(turn)) return undefined;
    if (!subjectOf(turn, answers)) {
      return { id: 'about', key: 'support.ask_about', choices: titled(turn, 'support.about_', subjects) };
    }
    return (await askWho(turn, answers)) ?? askSend(turn, answers);
  },
  async finish(turn, answers) {
    if (isAlreadyWaiting(turn)) return sayStatus(turn);
    const subject = subjectOf(turn, answers);
    if (!subject) throw new Error('a question for a person is about something');
    await unlessSent(turn, answers, () =>
      passOn(turn, answers, {
        topic: subject.topic,
        intent: answers.about === 'letter' ? 'support.letter' : 'support.human',
        about: subject.title,
        headline: [{ key: 'headline.human' }, { key: subject.headline }],
        urgency: answers.about === 'letter' ? 'urgent' : 'normal',
      }),
    );
  },
};

interface Subject {
  topic: string;
  /** Text keys: in the person's language, and in Dutch for the case worker. */
  title: string;
  headline: string;
}

/** What it is about: one of the choices, or the intent that had no answer; anything else is asked. */
function subjectOf(turn: Turn, { about }: Answers): Subject | undefined {
  if (!about) return undefined;
  if (supportSubjects.includes(about) || subjects.some((subject) => subject === about)) {
    const topic = supportSubjects.includes(about) ? 'support' : about;
    return { topic, title: `support.about_${about}`, headline: `headline.about_${about}` };
  }
  const title = `intents.${about}`;
  return turn.hasText(title)
    ? { topic: about.split('.')[0] ?? '', title, headline: headlineKey(turn, about) }
    : undefined;
}

/** One thing that must be known, and a person for the rest. */
const warns = (intent: string, key: string, facts: string[] = []): AnswerHandler => ({
  answer: (turn) => turn.say({ key, facts, actions: [postBack('human', intent, turn.text('general.button_human'))] }),
});

const fromAuthorities = ['duo', 'gemeente', 'bailiff', 'other'] as const;
const fromCreditors = ['bailiff', 'landlord', 'energy', 'other'] as const;

const isAlreadyWaiting = (turn: Turn): boolean => turn.openHandoff !== undefined;

async function sayStatus(turn: Turn): Promise<void> {
  const { openHandoff: handoff } = turn;
  const open = turn.state.handoffs ?? [];
  if (open.length > 1) {
    return turn.say({
      key: 'support.status_several',
      values: { rows: open.map((one) => turn.text('support.open_row', wordsOf(turn, one))).join('\n') },
      actions: takeBackButtons(turn, open),
    });
  }
  if (!handoff) {
    return turn.say({
      key: 'support.status_none',
      actions: [postBack('human', '', turn.text('general.button_human'))],
    });
  }
  const promised: Record<string, string> = handoff.promise
    ? { day: turn.date(handoff.promise), time: turn.time(handoff.promise) }
    : {};
  await turn.say({
    key: handoff.promise ? 'support.status_waiting' : 'support.status_waiting_no_promise',
    values: { number: handoff.number ?? '', ...promised },
    actions: takeBackButtons(turn, [handoff]),
  });
}

export const createSupportDialog = (): TopicDialog =>
  new TopicDialog('support', {
    'support.human': human,
    'support.letter': straightToPerson('support.letter', { urgency: 'urgent', senders: fromAuthorities }),
    'support.complaint': straightToPerson('support.complaint'),
    'support.objection': straightToPerson('support.objection', {
      urgency: 'urgent',
      senders: [...fromAuthorities, 'none'],
    }),
    'support.other_person': straightToPerson('support.other_person'),
    // What of the topics without a dialog of their own does harm when it waits or is answered wrongly (D1-D35).
    'ontzorgen.debt': straightToPerson('ontzorgen.debt', { urgency: 'urgent', senders: [...fromCreditors, 'none'] }),
    'ontzorgen.bill': straightToPerson('ontzorgen.bill', { urgency: 'urgent', senders: fromCreditors }),
    'ontzorgen.missing_payment': straightToPerson('ontzorgen.missing_payment', { urgency: 'urgent' }),
    'ontzorgen.payments': straightToPerson('ontzorgen.payments', { urgency: 'urgent' }),
    'leerroute.fine': straightToPerson('leerroute.fine', {
      urgency: 'urgent',
      senders: [...fromAuthorities, 'none'],
      isCalmWithoutLetter: true,
    }),
    'leerroute.extension': straightToPerson('leerroute.extension'),
    'leerroute.exemption': straightToPerson('leerroute.exemption'),
    'leerroute.residence': straightToPerson('leerroute.residence'),
    'life.family': straightToPerson('life.family', { urgency: 'urgent' }),
    'life.travel': straightToPerson('life.travel'),
    'life.divorce': straightToPerson('life.divorce'),
    'life.report_change': straightToPerson('life.report_change', { urgency: 'urgent' }),
    'general.export': straightToPerson('general.export'),
    'general.erase': straightToPerson('general.erase'),
    // No dialog yet, but a word that must be said.
    'leerroute.deadline': warns('leerroute.deadline', 'leerroute.deadline_unknown'),
    'life.health': warns('life.health', 'life.health_doctor', ['F128']),
    'life.digid': warns('life.digid', 'life.digid_yours', ['F129']),
    'support.status': { answer: sayStatus },
    'support.my_contact': {
      async answer(turn) {
        const { name, contact } = turn.municipality;
        const { phone = '', email = '', address = '' } = contact;
        await turn.say({ key: 'support.contact', values: { municipality: name, phone, email, address } });
        await turn.say({
          key: turn.isOpen ? 'support.open_now' : 'support.closed_now',
          actions: [postBack('human', '', turn.text('general.button_human'))],
        });
      },
    },
    'support.volunteer': {
      answer: (turn) =>
        turn.say({
          key: 'support.volunteer',
          facts: ['F121', 'F123'],
          actions: [postBack('human', '', turn.text('general.button_human'))],
        }),
    },
  });
