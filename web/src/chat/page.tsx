import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { setDocumentLanguage } from '../shared/document-language.ts';
import { hasPageWords, pageWords, type PageKey } from '../shared/page-words.ts';
import { preferredLanguage } from '../shared/preferred-language.ts';
import { Conversation } from './conversation.tsx';
import { forgetCode, readEntrance } from './entrance.ts';
import { LanguageScreen } from './language-screen.tsx';
import { LeftScreen } from './left-screen.tsx';
import { readConfig, requestSession, sessionKeeper, type ChatConfig, type Session } from './session.ts';

const entrance = readEntrance();

function firstSession(): Session | undefined {
  const session = sessionKeeper.read();
  const isElsewhere = entrance.municipality !== undefined && entrance.municipality !== session?.municipality;
  return isElsewhere ? undefined : session;
}

/** The chat page: choose a language, talk, leave. */
export function Page(): JSX.Element {
  const [session, setSession] = useState(firstSession);
  const [config, setConfig] = useState<ChatConfig>();
  const [problem, setProblem] = useState<PageKey>();
  const [code, setCode] = useState(entrance.code);
  const [leftIn, setLeftIn] = useState<string>();
  const language = session?.language ?? leftIn ?? preferredLanguage(config?.languages);

  useEffect(() => setDocumentLanguage(language, pageWords(language)('pageTitle')), [language]);
  useEffect(() => void loadConfig(), []);

  async function loadConfig(): Promise<void> {
    setProblem(undefined);
    const answer = await readConfig(session?.municipality ?? entrance.municipality);
    if (answer.kind === 'ok') setConfig(answer.body);
    else setProblem('startFailed');
  }

  async function choose(chosen: string): Promise<void> {
    setProblem(undefined);
    const municipality = config?.municipality.id ?? entrance.municipality;
    const answer = await requestSession(chosen, municipality);
    if (answer.kind !== 'ok') {
      return setProblem(answer.kind === 'refused' && answer.status === 429 ? 'tooBusy' : 'startFailed');
    }
    const { token, conversationId } = answer.body;
    const next: Session = { token, conversationId, language: chosen, municipality };
    sessionKeeper.write(next, false);
    setSession(next);
  }

  if (leftIn) return <LeftScreen words={pageWords(leftIn)} onAgain={() => setLeftIn(undefined)} />;
  if (session)
    return (
      <Conversation
        session={session}
        config={config}
        code={code}
        onCodeDone={() => {
          forgetCode();
          setCode(undefined);
        }}
        onLanguage={(chosen) => setSession({ ...session, language: chosen })}
        onLeft={() => {
          forgetCode();
          setCode(undefined);
          setLeftIn(session.language);
          setSession(undefined);
        }}
      />
    );
  return (
    <LanguageScreen
      config={config}
      languages={(config?.languages ?? []).filter(hasPageWords)}
      problem={problem}
      onChoose={(chosen) => void choose(chosen)}
      onRetry={() => void loadConfig()}
    />
  );
}
