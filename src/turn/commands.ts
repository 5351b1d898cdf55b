import type { Action, Activity } from '../core/activity.ts';

/**
 * What a button of ours sends back: a verb and what it is about, as one string (`ask:appointments.next`,
 * `choose:yes`, `language:ar`), since some channels carry no more than a string.
 */
export interface Command {
  verb: CommandVerb;
  about: string;
}

const verbs = [
  'ask',
  'choose',
  'language',
  'human',
  'menu',
  'source',
  'more',
  'scope',
  'handoff',
  'code',
  'phone',
  'reach',
] as const;
export type CommandVerb = (typeof verbs)[number];

export const commandValue = (verb: CommandVerb, about = ''): string => `${verb}:${about}`;

export const postBack = (verb: CommandVerb, about: string, title: string): Action => ({
  type: 'postBack',
  title,
  value: commandValue(verb, about),
});

/** Wants an intent with one choice made already: its handler finds it in `answers.chosen`. */
export const askChosen = (intent: string, chosen: string, title: string): Action =>
  postBack('ask', `${intent}-${chosen}`, title);

/** A short text as it is compared: without marks and capitals, digits in Latin. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim();

/** Typing a button's title is pressing it: some channels show no buttons, and many people type. */
export function typedButton(
  buttons: readonly { title: string; value: string }[],
  text: string | undefined,
): Command | undefined {
  const typed = plainText(text ?? '');
  const button = typed ? buttons.find(({ title }) => plainText(title) === typed) : undefined;
  return button && commandOf({ value: button.value });
}

/** The command in a button's answer: in `value`, or in the text where a channel sends only that. */
export function commandOf(activity: Activity): Command | undefined {
  const raw: unknown = typeof activity.value === 'string' ? activity.value : activity.value ? undefined : activity.text;
  if (typeof raw !== 'string' || raw.length > 200) return undefined;
  const match = /^([a-z]+):([\w.-]*)$/.exec(raw.trim());
  const verb = verbs.find((known) => known === match?.[1]);
  return verb ? { verb, about: match?.[2] ?? '' } : undefined;
}
