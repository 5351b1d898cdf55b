import type { JSX } from 'preact';
import { directionOfTag } from '../shared/document-language.ts';
import { RichText } from '../shared/rich-text.tsx';
import type { OpenTicket, TicketMessage } from './api.ts';
import { wordFor, type ConsoleKey, type ConsoleWords } from './console-words.ts';
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

/** What the newcomer agreed to send along: the summary, and the messages on this topic. */
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
        {transcript.map((message) => (
          <li key={message.seq} class={message.speaker}>
            <p class="quiet">
              <strong>{words(speakers[message.speaker])}</strong> · {timeOf(message.at, language)}
              {message.delivery && <> · {wordFor(words, 'delivery', message.delivery)}</>}
            </p>
            {message.text && (
              <p class="said" {...languageOfSaid(message)}>
                <RichText text={message.text} />
              </p>
            )}
            {message.files?.map((file, place) => (
              <p key={place} class="said">
                {wordFor(words, 'file', file)}
              </p>
            ))}
            {message.facts && message.facts.length > 0 && (
              <p class="quiet">{words('facts', { facts: message.facts.join(', ') })}</p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** What the bot says has a language; what people type the browser looks at. */
const languageOfSaid = ({ speaker, language }: TicketMessage) =>
  speaker === 'bot' && language ? { lang: language, dir: directionOfTag(language) } : { dir: 'auto' as const };
