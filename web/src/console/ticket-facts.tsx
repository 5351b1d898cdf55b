import type { JSX } from 'preact';
import { RichText } from '../shared/rich-text.tsx';
import type { OpenTicket, Ticket } from './api.ts';
import { wordFor, type ConsoleWords } from './console-words.ts';
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
  if (opened) facts.unshift([words('person'), opened.person?.displayName ?? words('unknownPerson')]);
  for (const name of declared) {
    const value = opened?.selfDeclared?.[name];
    if (value) facts.push([words(`said_${name}`), value]);
  }
  return (
    <>
      <p class="quiet">
        {ticket.urgency === 'urgent' && <strong class="mark">{words('urgent')}</strong>}
        {words('number', { number: ticket.number })} · {words(ticket.status)}
        {ticket.owner && <> · {ticket.mine ? words('mine') : words('ownedBy', { name: ticket.owner.name })}</>}
        {' · '}
        {words(ticket.verified ? 'verified' : 'unverified')}
        {' · '}
        {words('createdAt', { time: timeOf(ticket.createdAt, language) })}
        {ticket.undelivered && (
          <>
            {' · '}
            <strong class="mark">{words('undelivered', { count: String(ticket.undelivered) })}</strong>
          </>
        )}
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
