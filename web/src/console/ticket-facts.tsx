import type { JSX } from 'preact';
import { RichText } from '../shared/rich-text.tsx';
import type { OpenTicket, Ticket } from './api.ts';
import { wordFor, type ConsoleWords } from './console-words.ts';
import { Marks } from './ticket-row.tsx';
import { languageName, timeOf } from './times.ts';

const declared = ['firstName', 'helper', 'phone'] as const;

interface Props {
  words: ConsoleWords;
  language: string;
  ticket: Ticket;
  /** Absent where only the headline may be seen. */
  opened: OpenTicket | undefined;
}

export function TicketFacts({ words, language, ticket, opened }: Props): JSX.Element {
  const facts: [string, string][] = [
    [words('topicLabel'), wordFor(words, 'topic', ticket.topic)],
    [words('team'), ticket.team],
    [words('languageOf'), languageName(ticket.language, language)],
  ];
  if (ticket.reasons?.length)
    facts.push([words('urgentWhy'), ticket.reasons.map((reason) => wordFor(words, 'why', reason)).join(', ')]);
  if (opened) facts.unshift([words('person'), opened.person?.displayName ?? words('unknownPerson')]);
  for (const name of declared) {
    const value = opened?.selfDeclared?.[name];
    if (value) facts.push([words(`said_${name}`), value]);
  }
  return (
    <>
      <Marks words={words} language={language} ticket={ticket} />
      <p class="quiet">
        {words('number', { number: ticket.number })} · {words(ticket.status)}
        {ticket.verified && <> · {words('verified')}</>}
        {' · '}
        {words('createdAt', { time: timeOf(ticket.createdAt, language) })}
        {ticket.promise && <> · {words('promised', { time: timeOf(ticket.promise, language) })}</>}
      </p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">
              <RichText text={value} newPageHint="" />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
