import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { ConsoleLanguage } from '../console-words.ts';
import { openCoordinatorApi } from './api.ts';
import './coordinator.css';
import { GapsPage } from './gaps.tsx';
import { GoLivePage } from './go-live.tsx';
import { NumbersPage } from './numbers.tsx';
import { TruthPage } from './truth.tsx';
import { coordinatorWords } from './words.ts';

const pages = { truth: TruthPage, numbers: NumbersPage, gaps: GapsPage, golive: GoLivePage } as const;
type Page = keyof typeof pages;

/** The coordinator's own pages. */
export function CoordinatorScreen(props: {
  language: ConsoleLanguage;
  csrf: string;
  onLoggedOut(): void;
}): JSX.Element {
  const { language, csrf, onLoggedOut } = props;
  const words = coordinatorWords(language);
  const api = useMemo(() => openCoordinatorApi(csrf, onLoggedOut), [csrf]);
  const [page, setPage] = useState<Page>('truth');
  const Shown = pages[page];
  return (
    <div class="coordinator">
      <h2>{words('title')}</h2>
      <div class="tabs" role="group" aria-label={words('title')}>
        {(Object.keys(pages) as Page[]).map((name) => (
          <button key={name} type="button" aria-pressed={page === name} onClick={() => setPage(name)}>
            {words(`page_${name}`)}
          </button>
        ))}
      </div>
      <Shown key={page} words={words} language={language} api={api} />
    </div>
  );
}
