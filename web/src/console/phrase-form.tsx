import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { directionOfTag } from '../shared/document-language.ts';
import { RichText } from '../shared/rich-text.tsx';
import type { Blank, ConsoleApi, Phrase, PhraseValues, SaidPhrase, Ticket } from './api.ts';
import { attempt } from './attempts.ts';
import type { ConsoleWords } from './console-words.ts';
import { Button, Field, TextBox } from './look.tsx';
import { languageName } from './times.ts';

interface Props {
  words: ConsoleWords;
  language: string;
  api: ConsoleApi;
  ticket: Ticket;
  onSent(): void;
}

const typeOf: Readonly<Record<Blank, 'text' | 'date' | 'time'>> = {
  date: 'date',
  time: 'time',
  place: 'text',
  amount: 'text',
};
const previewAfterMs = 250;

/** By language; the same for every ticket. */
const known = new Map<string, Phrase[]>();

/** A saved sentence: filled in here, said in the newcomer's language, with the Dutch beside it. */
export function PhraseForm({ words, language, api, ticket, onSent }: Props): JSX.Element {
  const [phrases, setPhrases] = useState<Phrase[]>(known.get(ticket.language) ?? []);
  const [chosen, setChosen] = useState('');
  const [values, setValues] = useState<PhraseValues>({});
  const [said, setSaid] = useState<SaidPhrase>();
  const [wrong, setWrong] = useState<Blank[]>([]);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const select = useRef<HTMLSelectElement>(null);
  const phrase = phrases.find(({ id }) => id === chosen);

  useEffect(() => void load(), [ticket.language]);
  useEffect(() => {
    setSaid(undefined);
    if (!phrase || !phrase.blanks.every((blank) => values[blank])) return;
    const timer = setTimeout(() => void look(phrase), previewAfterMs);
    return () => clearTimeout(timer);
  }, [chosen, JSON.stringify(values)]);

  async function load(): Promise<void> {
    const before = known.get(ticket.language);
    if (before) return setPhrases(before);
    const answer = await api.phrases(ticket.language);
    if (answer.kind !== 'ok') return;
    known.set(ticket.language, answer.body.phrases);
    setPhrases(answer.body.phrases);
  }

  async function look({ id, blanks }: Phrase): Promise<void> {
    const answer = await api.preview(id, only(values, blanks), ticket.language);
    if (answer.kind === 'ok') {
      setSaid(answer.body);
      setWrong([]);
    } else if (answer.kind === 'refused') setWrong(blanksIn(answer.refusal.details));
  }

  async function send(): Promise<void> {
    if (!phrase || isBusy) return;
    const open = phrase.blanks.filter((blank) => !values[blank]);
    setWrong(open);
    if (open.length > 0) return;
    setBusy(true);
    setProblem('');
    const filled = only(values, phrase.blanks);
    const key = `phrase ${ticket.id} ${phrase.id} ${JSON.stringify(filled)}`;
    const answer = await attempt(key, (id) => api.sayPhrase(ticket.id, phrase.id, filled, id));
    setBusy(false);
    if (answer.kind === 'ok') {
      choose('');
      setValues({});
      onSent();
      select.current?.focus();
    } else if (answer.kind === 'refused' && answer.status === 400) setWrong(blanksIn(answer.refusal.details));
    else setProblem(words(answer.kind === 'unreachable' ? 'failed' : 'conflict'));
  }

  function choose(id: string): void {
    setChosen(id);
    setWrong([]);
  }

  return (
    <form
      class="phrase"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void send();
      }}
    >
      <Field id="phrase" label={words('phrase')} hint={words('phraseHint')}>
        <select
          id="phrase"
          ref={select}
          class="utrecht-select"
          aria-describedby="phrase-hint"
          value={chosen}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{words('phraseChoose')}</option>
          {phrases.map(({ id, dutch }) => (
            <option key={id} value={id} lang="nl">
              {shownOpen(dutch, words)}
            </option>
          ))}
        </select>
      </Field>
      {phrase && (
        <>
          <div class="blanks">
            {phrase.blanks.map((blank) => (
              <Field
                key={blank}
                id={`blank-${blank}`}
                label={words(`blank_${blank}`)}
                problem={wrong.includes(blank) ? words(`blank_${blank}_wrong`) : undefined}
              >
                <TextBox
                  id={`blank-${blank}`}
                  type={typeOf[blank]}
                  isDecimal={blank === 'amount'}
                  isWrong={wrong.includes(blank)}
                  value={values[blank] ?? ''}
                  onValue={(value) => setValues({ ...values, [blank]: value })}
                />
              </Field>
            ))}
          </div>
          <Both words={words} language={language} said={said ?? openOf(phrase, words)} isWhole={said !== undefined} />
          <div role="alert">{problem && <p class="problem">{problem}</p>}</div>
          <Button type="submit" weight="primary-action" disabled={isBusy}>
            {words('phraseSend')}
          </Button>
        </>
      )}
    </form>
  );
}

interface BothProps {
  words: ConsoleWords;
  language: string;
  said: SaidPhrase;
  /** False while blanks are open. */
  isWhole: boolean;
}

/** The sentence in two languages side by side; which of them the newcomer reads is said. */
function Both({ words, language, said, isWhole }: BothProps): JSX.Element {
  return (
    <div class={isWhole ? 'both' : 'both is-open'} aria-live="polite">
      <div>
        <p class="quiet">{words('phraseTheirs', { language: languageName(said.language, language) })}</p>
        <p class="said" lang={said.language} dir={directionOfTag(said.language)}>
          <RichText text={said.text} />
        </p>
      </div>
      {said.language !== 'nl' && (
        <div>
          <p class="quiet">{words('phraseDutch')}</p>
          <p class="said" lang="nl">
            {said.dutch}
          </p>
        </div>
      )}
    </div>
  );
}

const shownOpen = (text: string, words: ConsoleWords): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, blank: Blank) => `[${words(`blank_${blank}`).toLowerCase()}]`);

const openOf = ({ text, dutch, language }: Phrase, words: ConsoleWords): SaidPhrase => ({
  text: shownOpen(text, words),
  dutch: shownOpen(dutch, words),
  language,
});

const only = (values: PhraseValues, blanks: readonly Blank[]): PhraseValues =>
  Object.fromEntries(blanks.map((blank) => [blank, values[blank] ?? '']));

const blanksIn = (details: Readonly<Record<string, unknown>>): Blank[] =>
  Array.isArray(details.blanks) ? (details.blanks as Blank[]) : [];
