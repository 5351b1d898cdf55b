import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { directionOfTag } from '../shared/document-language.ts';
import { pageWords, type PageKey } from '../shared/page-words.ts';
import { preferredLanguage } from '../shared/preferred-language.ts';
import { safeAddress } from '../shared/text-parts.ts';
import type { ChatConfig } from './session.ts';

interface Props {
  config: ChatConfig | undefined;
  languages: readonly string[];
  problem: PageKey | undefined;
  onChoose(language: string): void;
  onRetry(): void;
}

/** The first screen: says in every language that this is a computer, and asks for one. */
export function LanguageScreen({ config, languages, problem, onChoose, onRetry }: Props): JSX.Element {
  const [chosen, setChosen] = useState<string>();
  // The languages come a moment after the page: until then the browser's own one counts.
  const tried = chosen ?? preferredLanguage(languages.length > 0 ? languages : undefined);
  const words = pageWords(tried);
  const privacyPage = config?.privacyPage && safeAddress(config.privacyPage, location.origin);
  const choose = (language: string): void => {
    setChosen(language);
    onChoose(language);
  };
  return (
    <main class="start">
      <h1>
        {words('title')}
        {config && <span class="place"> {config.municipality.name}</span>}
      </h1>
      <ul class="languages" aria-label={words('chooseLanguage')}>
        {languages.map((language) => (
          <LanguageButton key={language} language={language} onChoose={choose} />
        ))}
      </ul>
      <div role="alert">
        {problem && (
          <p class="problem" lang={tried} dir={directionOfTag(tried)}>
            {words(problem)}
          </p>
        )}
      </div>
      {problem && languages.length === 0 && (
        <button type="button" class="primary" onClick={onRetry}>
          {words('retry')}
        </button>
      )}
      {privacyPage && (
        <p>
          <a href={privacyPage} target="_blank" rel="noopener noreferrer">
            {words('privacy')}
            <span class="hidden"> {words('opensNewPage')}</span>
          </a>
        </p>
      )}
    </main>
  );
}

function LanguageButton({ language, onChoose }: { language: string; onChoose(language: string): void }): JSX.Element {
  const words = pageWords(language);
  return (
    <li>
      <button
        type="button"
        class="language"
        lang={language}
        dir={directionOfTag(language)}
        onClick={() => onChoose(language)}
      >
        <span class="name">{words('languageName')}</span>
        <span class="greeting">{words('greeting')}</span>
      </button>
    </li>
  );
}
