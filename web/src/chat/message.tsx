import type { JSX } from 'preact';
import { directionOfTag } from '../shared/document-language.ts';
import type { PageKey, PageWords } from '../shared/page-words.ts';
import { RichText } from '../shared/rich-text.tsx';
import { safeAddress } from '../shared/text-parts.ts';
import { Actions } from './actions.tsx';
import type { ChatAction, Speaker } from './activity.ts';
import type { ShownMessage } from './shown-message.ts';

interface Props {
  words: PageWords;
  /** The language of the page. */
  language: string;
  message: ShownMessage;
  isNewest: boolean;
  /** Whether the delivery state is worth showing. */
  hasState: boolean;
  onPress(action: ChatAction): void;
  onRetry(id: string): void;
  onDiscard(id: string): void;
}

const speakerKeys: Readonly<Record<Speaker, PageKey>> = { me: 'you', bot: 'bot', person: 'person' };

export function Message(props: Props): JSX.Element {
  const { words, language, message, isNewest, hasState, onPress } = props;
  const said = message.language ?? language;
  return (
    <div class={`message ${message.speaker}`}>
      <p class="speaker">{words(speakerKeys[message.speaker])}</p>
      {message.text !== '' && <Text words={words} message={message} language={said} />}
      {message.files.map((file, index) => (
        <SentFile key={index} words={words} file={file} />
      ))}
      {hasState && message.state && <Delivery {...props} />}
      <Actions actions={message.actions} words={words} language={said} isActive={isNewest} onPress={onPress} />
    </div>
  );
}

/** What the bot says has a language; what people type the browser looks at. */
function Text({ words, message, language }: Pick<Props, 'words' | 'message' | 'language'>): JSX.Element {
  const { speaker, text } = message;
  const said = speaker === 'bot' ? { lang: language, dir: directionOfTag(language) } : { dir: 'auto' as const };
  return (
    <p class="text" {...said}>
      <RichText text={text} newPageHint={speaker === 'me' ? undefined : words('opensNewPage')} />
    </p>
  );
}

function Delivery({ words, message, onRetry, onDiscard }: Props): JSX.Element {
  const { state, reason, key } = message;
  const isStuck = state === 'unsent' || state === 'refused';
  return (
    <p class={isStuck ? 'delivery stuck' : 'delivery'}>
      {words(stateKeyOf(state, reason))}
      {isStuck && (
        <>
          <button type="button" onClick={() => onRetry(key)}>
            {words('retry')}
          </button>
          <button type="button" onClick={() => onDiscard(key)}>
            {words('discard')}
          </button>
        </>
      )}
    </p>
  );
}

const reasonKeys: Readonly<Record<string, PageKey>> = { too_large: 'tooLong', unsupported_type: 'fileWrongType' };

function stateKeyOf(state: ShownMessage['state'], reason: string | undefined): PageKey {
  if (state === 'refused') return reasonKeys[reason ?? ''] ?? 'refused';
  return state === 'sent' || state === 'unsent' ? state : 'sending';
}

function SentFile({ words, file }: { words: PageWords; file: ShownMessage['files'][number] }): JSX.Element {
  const address = file.address && safeAddress(file.address, location.origin);
  if (address && file.contentType.startsWith('audio/')) return <audio controls preload="none" src={address} />;
  const key = file.contentType.startsWith('image/')
    ? 'photo'
    : file.contentType.startsWith('audio/')
      ? 'voice'
      : 'file';
  const label = words(key, { name: file.name });
  if (!address) return <p class="file">{label}</p>;
  return (
    <p class="file">
      <a href={address} target="_blank" rel="noopener noreferrer">
        {label}
        <span class="hidden"> {words('opensNewPage')}</span>
      </a>
    </p>
  );
}
