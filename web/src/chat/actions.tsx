import type { JSX } from 'preact';
import { directionOfTag } from '../shared/document-language.ts';
import type { PageWords } from '../shared/page-words.ts';
import { phoneAddress, safeAddress } from '../shared/text-parts.ts';
import type { ChatAction } from './activity.ts';

interface Props {
  actions: readonly ChatAction[];
  words: PageWords;
  language: string;
  /** An answer can be given to the newest message only; a number or an address stays good. */
  isActive: boolean;
  onPress(action: ChatAction): void;
}

/** The buttons under a message. */
export function Actions({ actions, words, language, isActive, onPress }: Props): JSX.Element | null {
  const shown = actions.filter(({ type }) => isActive || type === 'openUrl' || type === 'call');
  if (shown.length === 0) return null;
  return (
    <ul class="actions" aria-label={words('choices')}>
      {shown.map((action, index) => (
        <li key={index} lang={language} dir={directionOfTag(language)}>
          <ActionButton action={action} words={words} onPress={onPress} />
        </li>
      ))}
    </ul>
  );
}

function ActionButton({ action, words, onPress }: Pick<Props, 'words' | 'onPress'> & { action: ChatAction }) {
  const { type, title, value } = action;
  if (type === 'call') {
    const address = phoneAddress(String(value));
    return address ? (
      <a class="action call" href={address}>
        {title}
      </a>
    ) : null;
  }
  if (type === 'openUrl') {
    const address = safeAddress(String(value), location.origin);
    return address ? (
      <a class="action" href={address} target="_blank" rel="noopener noreferrer">
        {title}
        <span class="hidden"> {words('opensNewPage')}</span>
      </a>
    ) : null;
  }
  return (
    <button type="button" class="action" onClick={() => onPress(action)}>
      {title}
    </button>
  );
}
