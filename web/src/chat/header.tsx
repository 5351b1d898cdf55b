import type { JSX } from 'preact';
import { hasPageWords, pageWords, type PageWords } from '../shared/page-words.ts';
import { safeAddress } from '../shared/text-parts.ts';
import type { ChatConfig } from './session.ts';

interface Props {
  words: PageWords;
  language: string;
  config: ChatConfig | undefined;
  isOwnPhone: boolean;
  onLanguage(language: string): void;
  onOwnPhone(isOwnPhone: boolean): void;
  onLeave(): void;
}

/** Who this is, the language, this phone, and the way out. */
export function Header(props: Props): JSX.Element {
  const { words, language, config, onLeave } = props;
  return (
    <header>
      <div class="bar">
        <h1>{words('title')}</h1>
        <LanguageSelect {...props} />
        <button type="button" onClick={onLeave}>
          {words('leave')}
        </button>
      </div>
      <details key={language}>
        <summary>{config ? words('subtitle', { municipality: config.municipality.name }) : words('thisPhone')}</summary>
        <PhoneSettings {...props} />
      </details>
    </header>
  );
}

function LanguageSelect({ words, language, config, onLanguage }: Props): JSX.Element {
  const offered = (config?.languages ?? []).filter(hasPageWords);
  const languages = offered.includes(language) ? offered : [language, ...offered];
  return (
    <select
      aria-label={words('changeLanguage')}
      value={language}
      onChange={(event) => onLanguage(event.currentTarget.value)}
    >
      {languages.map((tag) => (
        <option key={tag} value={tag} lang={tag}>
          {pageWords(tag)('languageName')}
        </option>
      ))}
    </select>
  );
}

function PhoneSettings({ words, config, isOwnPhone, onOwnPhone }: Props): JSX.Element {
  const privacyPage = config?.privacyPage && safeAddress(config.privacyPage, location.origin);
  return (
    <div class="settings">
      <label class="check">
        <input
          type="checkbox"
          checked={isOwnPhone}
          aria-describedby="own-phone-why"
          onChange={(event) => onOwnPhone(event.currentTarget.checked)}
        />
        {words('ownPhone')}
      </label>
      <p id="own-phone-why">{words('ownPhoneWhy')}</p>
      {privacyPage && (
        <p>
          <a href={privacyPage} target="_blank" rel="noopener noreferrer">
            {words('privacy')}
            <span class="hidden"> {words('opensNewPage')}</span>
          </a>
        </p>
      )}
    </div>
  );
}
