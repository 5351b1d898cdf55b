import type { JSX } from 'preact';
import { directionOfTag } from '../shared/document-language.ts';
import { RichText } from '../shared/rich-text.tsx';
import type { OpenTicket, TicketMessage } from './api.ts';
import { wordFor, type ConsoleKey, type ConsoleWords } from './console-words.ts';
import { Mark } from './look.tsx';
import { timeOf } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  opened: OpenTicket;
}

const speakers: Readonly<Record<TicketMessage['speaker'], ConsoleKey>> = {
  newcomer: 'newcomer',
  bot: 'bot',
  person: 'caseWorker',
};

/** What the newcomer agreed to send along: the summary, and the messages on this topic as they were written. */
export function Transcript({ words, language, opened }: Props): JSX.Element {
  const { ticket, summary, transcript } = opened;
  return (
    <>
      {summary && (
        <>
          <h3>{words('summary')}</h3>
          <p class="said" lang={ticket.language} dir={directionOfTag(ticket.language)}>
            <RichText text={summary} />
          </p>
        </>
      )}
      <h3>{words('transcript')}</h3>
      {transcript.length === 0 && <p>{words('noMessages')}</p>}
      <ol class="transcript">
        {transcript.filter(hasContent).map((message) => (
          <Message key={message.seq} words={words} language={language} message={message} />
        ))}
      </ol>
    </>
  );
}

function Message({ words, language, message }: Omit<Props, 'opened'> & { message: TicketMessage }): JSX.Element {
  const { speaker, at, delivery, text, files, facts = [], sources, dutch } = message;
  return (
    <li class={speaker}>
      <p class="quiet">
        <strong>{words(speakers[speaker])}</strong> · {timeOf(at, language)}
        {delivery && <Delivery words={words} state={delivery} />}
      </p>
      {text && (
        <p class="said" {...languageOfSaid(message)}>
          <RichText text={text} />
        </p>
      )}
      {dutch && (
        <p class="said dutch" lang="nl">
          <span class="quiet">{words('phraseDutch')}: </span>
          {dutch}
        </p>
      )}
      {files?.map((file, place) => (
        <p key={place} class="said">
          {wordFor(words, 'file', file)}
        </p>
      ))}
      {facts.length > 0 && (
        <details class="facts">
          <summary>{words('facts', { facts: facts.join(', ') })}</summary>
          <p class="said" lang="nl">
            {sources}
          </p>
        </details>
      )}
    </li>
  );
}

function Delivery({ words, state }: { words: ConsoleWords; state: string }): JSX.Element {
  const said = wordFor(words, 'delivery', state);
  return state === 'failed' ? (
    <>
      {' '}
      <Mark kind="warning">{said}</Mark>
    </>
  ) : (
    <> · {said}</>
  );
}

/** A button may have been pressed without a word. */
const hasContent = ({ text, files = [], facts = [] }: TicketMessage): boolean =>
  text !== '' || files.length > 0 || facts.length > 0;

/** What the bot says has a language; what people type the browser looks at. */
const languageOfSaid = ({ speaker, language }: TicketMessage) =>
  speaker === 'bot' && language ? { lang: language, dir: directionOfTag(language) } : { dir: 'auto' as const };
