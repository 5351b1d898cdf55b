import { TopicDialog, type AnswerHandler, type Answers, type FormHandler } from '../../src/turn/topic-dialog.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { askSend, askWho, passOn, titled, unlessSent } from './passing-on.ts';
import { contact } from './contact.ts';
import { life } from './life.ts';
import { outOfHours } from './out-of-hours.ts';
import { sayStatus } from './status.ts';
import { headlineKey, straightToPerson } from './straight-to-person.ts';

const subjects = ['appointments', 'leerroute', 'ontzorgen', 'letter', 'other'] as const;

/** Those that are no topic of their own; the first two are never offered. */
const supportSubjects: readonly string[] = ['code', 'voice', 'letter', 'other'];

/** A person: about what, who you are if we do not know, and then it goes. At most four taps. */
const human: FormHandler = {
  async next(turn, answers) {
    if (isAlreadyWaiting(turn, answers)) return undefined;
    if (!subjectOf(turn, answers)) {
      return { id: 'about', key: 'support.ask_about', choices: titled(turn, 'support.about_', subjects) };
    }
    return (await askWho(turn, answers)) ?? askSend(turn, answers);
  },
  async finish(turn, answers) {
    if (isAlreadyWaiting(turn, answers)) return sayStatus(turn);
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

/** A person was asked for already, or reads of this topic: a sign-up for the Taalhuis is no question about money. */
function isAlreadyWaiting(turn: Turn, answers: Answers): boolean {
  const subject = subjectOf(turn, answers);
  return (turn.state.handoffs ?? []).some(
    ({ intent, topic }) => intent === 'support.human' || topic === subject?.topic,
  );
}

export const createSupportDialog = (): TopicDialog =>
  new TopicDialog('support', {
    'support.human': human,
    'support.letter': straightToPerson('support.letter', {
      urgency: 'urgent',
      senders: fromAuthorities,
      facts: ['F138'],
    }),
    'support.complaint': straightToPerson('support.complaint', { facts: ['F137'] }),
    'support.objection': straightToPerson('support.objection', {
      urgency: 'urgent',
      senders: [...fromAuthorities, 'none'],
      facts: ['F134', 'F135'],
    }),
    'support.other_person': straightToPerson('support.other_person', { facts: ['F124'] }),
    // What of the topics without a dialog of their own does harm when it waits or is answered wrongly (D1-D35).
    'support.status': { answer: sayStatus },
    'support.out_of_hours': outOfHours,
    'support.my_contact': contact,
    'support.volunteer': warns('support.volunteer', 'support.volunteer', ['F121', 'F122', 'F123']),
    // Somebody who says here that they work for the municipality gets nothing by that (D30).
    'volunteer.clients': warns('volunteer.clients', 'support.staff_only'),
    'volunteer.rules': warns('volunteer.rules', 'support.volunteer_rules', ['F124', 'F129']),
    ...life,
  });
