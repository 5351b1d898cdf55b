import type { Action, Activity } from '../core/activity.ts';

/**
 * What a button of ours sends back: a verb and what it is about, as one string (`ask:appointments.next`,
 * `choose:yes`, `language:ar`), since some channels carry no more than a string.
 */
export interface Command {
  verb: CommandVerb;
  about: string;
}

const verbs = ['ask', 'choose', 'language', 'human', 'menu', 'source', 'handoff', 'code', 'phone'] as const;
export type CommandVerb = (typeof verbs)[number];

export const commandValue = (verb: CommandVerb, about = ''): string => `${verb}:${about}`;

export const postBack = (verb: CommandVerb, about: string, title: string): Action => ({
  type: 'postBack',
  title,
  value: commandValue(verb, about),
});

/** The command in a button's answer: in `value`, or in the text where a channel sends only that. */
export function commandOf(activity: Activity): Command | undefined {
  const raw: unknown = typeof activity.value === 'string' ? activity.value : activity.value ? undefined : activity.text;
  if (typeof raw !== 'string' || raw.length > 200) return undefined;
  const match = /^([a-z]+):([\w.-]*)$/.exec(raw.trim());
  const verb = verbs.find((known) => known === match?.[1]);
  return verb ? { verb, about: match?.[2] ?? '' } : undefined;
}
