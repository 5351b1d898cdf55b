import type { JSX } from 'preact';
import type { Ticket } from './api.ts';
import { wordFor, type ConsoleWords } from './console-words.ts';
import { languageName } from './times.ts';

const fields = ['team', 'topic', 'language', 'urgency'] as const;
type FilterField = (typeof fields)[number];

export type Filter = Partial<Record<FilterField, string>> & { isMine?: boolean };

export const isShown = (ticket: Ticket, filter: Filter): boolean =>
  fields.every((field) => !filter[field] || String(ticket[field]) === filter[field]) &&
  (!filter.isMine || ticket.mine || ticket.forMe === true);

interface Props {
  words: ConsoleWords;
  language: string;
  tickets: readonly Ticket[];
  filter: Filter;
  onFilter(filter: Filter): void;
}

/** Narrows the list to what is in it: only what occurs can be chosen. */
export function Filters({ words, language, tickets, filter, onFilter }: Props): JSX.Element {
  const count = Object.values(filter).filter(Boolean).length;
  const named: Readonly<Record<FilterField, (value: string) => string>> = {
    team: (team) => team,
    topic: (topic) => wordFor(words, 'topic', topic),
    language: (tag) => languageName(tag, language),
    urgency: (urgency) => wordFor(words, 'urgency', urgency),
  };
  return (
    <details class="filters">
      <summary>
        {words('filters')}
        {count > 0 && ` (${count})`}
      </summary>
      <div class="filter-fields">
        {fields.map((field) => {
          const values = [...new Set([...tickets.map((ticket) => String(ticket[field])), filter[field] ?? ''])];
          return (
            <label key={field} class="utrecht-form-label">
              {words(`filter_${field}`)}
              <select
                class="utrecht-select"
                value={filter[field] ?? ''}
                onChange={(event) => onFilter({ ...filter, [field]: event.currentTarget.value })}
              >
                <option value="">{words('filterAll')}</option>
                {values.filter(Boolean).map((value) => (
                  <option key={value} value={value}>
                    {named[field](value)}
                  </option>
                ))}
              </select>
            </label>
          );
        })}
        <label class="check">
          <input
            type="checkbox"
            checked={filter.isMine ?? false}
            onChange={(event) => onFilter({ ...filter, isMine: event.currentTarget.checked })}
          />
          {words('filterMine')}
        </label>
      </div>
    </details>
  );
}
