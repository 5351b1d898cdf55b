import { TopicDialog, type FormHandler } from '../../src/turn/topic-dialog.ts';
import { postBack } from '../../src/turn/commands.ts';
import type { Turn } from '../../src/turn/turn.ts';
import { askSend, askWho, passOn, titled, unlessSent } from './passing-on.ts';

/** A person: about what, who you are if we do not know, and then it goes. At most four taps. */
const human: FormHandler = {
  async next(turn, answers) {
    if (isAlreadyWaiting(turn)) return undefined;
    if (!answers.about) {
      const choices = titled(turn, 'support.about_', ['appointments', 'leerroute', 'ontzorgen', 'letter', 'other']);
      return { id: 'about', key: 'support.ask_about', choices };
    }
    return (await askWho(turn, answers)) ?? askSend(turn, answers);
  },
  async finish(turn, answers) {
    if (isAlreadyWaiting(turn)) return sayStatus(turn);
    await unlessSent(turn, answers, () => {
      const topic = answers.about === 'letter' || answers.about === 'other' ? 'support' : (answers.about ?? 'support');
      return passOn(turn, answers, {
        topic,
        intent: answers.about === 'letter' ? 'support.letter' : 'support.human',
        about: `support.about_${answers.about}`,
        headline: [{ key: 'headline.human' }, { key: `headline.about_${answers.about}` }],
        urgency: answers.about === 'letter' ? 'urgent' : 'normal',
      });
    });
  },
};

/** A letter, a complaint, an objection, somebody else: each always goes to a person, with its own warning first. */
const straightToPerson = (intent: string, urgency: 'normal' | 'urgent'): FormHandler => ({
  async next(turn, answers) {
    const question = (await askWho(turn, answers)) ?? askSend(turn, answers);
    const before = `${intent}_first`;
    return question && Object.keys(answers).length === 0 && turn.hasText(before) ? { ...question, before } : question;
  },
  finish: (turn, answers) =>
    unlessSent(turn, answers, () =>
      passOn(turn, answers, {
        topic: 'support',
        intent,
        headline: [{ key: `headline.${intent.replace('.', '_')}` }],
        urgency,
      }),
    ),
});

const isAlreadyWaiting = (turn: Turn): boolean => turn.openHandoff !== undefined;

async function sayStatus(turn: Turn): Promise<void> {
  const handoff = turn.openHandoff;
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
    actions: [postBack('handoff', 'end', turn.text('support.button_end'))],
  });
}

export const createSupportDialog = (): TopicDialog =>
  new TopicDialog('support', {
    'support.human': human,
    'support.letter': straightToPerson('support.letter', 'urgent'),
    'support.complaint': straightToPerson('support.complaint', 'normal'),
    'support.objection': straightToPerson('support.objection', 'urgent'),
    'support.other_person': straightToPerson('support.other_person', 'normal'),
    'support.status': { answer: sayStatus },
    'support.my_contact': {
      answer: (turn) =>
        turn.say({
          key: 'support.contact',
          values: {
            municipality: turn.municipality.name,
            phone: turn.municipality.contact.phone ?? '',
            email: turn.municipality.contact.email ?? '',
          },
          actions: [postBack('human', '', turn.text('general.button_human'))],
        }),
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
