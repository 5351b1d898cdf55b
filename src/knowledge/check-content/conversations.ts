import { parseConversations, type ExampleConversation } from '../example-conversations.ts';
import type { Catalogue } from './catalogue.ts';
import { filesUnder, foldersIn } from './content-files.ts';
import { wrong, type Problem } from './problem.ts';

interface Content {
  dutch: ReadonlyMap<string, string>;
  /** The languages that a municipality speaks. */
  spoken: ReadonlySet<string>;
  catalogue: Catalogue;
}

/** Every topic shows by examples what it does, in every language that is spoken; what they expect exists. */
export const checkConversations = (root: string, content: Content): Problem[] =>
  foldersIn(root, 'dialogs').flatMap((topic) => checkTopic(root, topic, content));

function checkTopic(root: string, topic: string, content: Content): Problem[] {
  const folder = `dialogs/${topic}/conversations`;
  const files = filesUnder(root, folder, '.yaml');
  if (files.length === 0) return [wrong(folder, undefined, 'the topic has no example conversations')];
  const shown = new Set<string>();
  const problems = files.flatMap(({ path, source }) => {
    try {
      const conversations = parseConversations(source);
      conversations.forEach(({ language }) => shown.add(language));
      return conversations.flatMap((conversation) => checkNames(path, conversation, content));
    } catch (error) {
      return [wrong(path, undefined, (error as Error).message)];
    }
  });
  const silent = [...content.spoken].filter((language) => !shown.has(language));
  return [
    ...problems,
    ...silent.map((language) => wrong(folder, language, 'no example conversation is in this language')),
  ];
}

function checkNames(path: string, { name, steps }: ExampleConversation, { dutch, catalogue }: Content): Problem[] {
  const texts = steps.flatMap(({ expect }) => expect.texts).filter((key) => !dutch.has(key));
  const intents = steps
    .flatMap(({ expect }) => expect.intent ?? [])
    .filter((intent) => intent !== 'none' && !catalogue.intents.has(intent));
  return [
    ...texts.map((key) => wrong(path, name, `expects ${key}, which is no text of locales/nl`)),
    ...intents.map((intent) => wrong(path, name, `expects ${intent}, which is no intent`)),
  ];
}
