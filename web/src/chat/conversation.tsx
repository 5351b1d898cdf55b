import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { pageWords } from '../shared/page-words.ts';
import { Banner } from './banner.tsx';
import { openChat, type Chat, type ChatState } from './chat.ts';
import { CodeQuestion } from './code-question.tsx';
import { Composer } from './composer.tsx';
import { Header } from './header.tsx';
import { LeaveQuestion } from './leave-question.tsx';
import { MessageLog } from './message-log.tsx';
import type { ChatConfig, Session } from './session.ts';
import { shownMessages } from './shown-message.ts';

interface Props {
  session: Session;
  config: ChatConfig | undefined;
  code: string | undefined;
  onCodeDone(): void;
  onLanguage(language: string): void;
  onLeft(): void;
}

/** The conversation, from the first message to leaving. */
export function Conversation({ session, config, code, onCodeDone, onLanguage, onLeft }: Props): JSX.Element | null {
  const [state, setState] = useState<ChatState>();
  const [isLeaving, setLeaving] = useState(false);
  const chat = useRef<Chat | null>(null);
  useEffect(() => {
    const opened = openChat(session, setState);
    chat.current = opened;
    setState(opened.state());
    return () => opened.close();
  }, []);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      if (chat.current?.state().outgoing.some(({ file, state }) => file && state !== 'sent')) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);

  const language = session.language;
  const words = pageWords(language);
  const messages = useMemo(
    () => shownMessages(state?.activities ?? [], state?.outgoing ?? []),
    [state?.activities, state?.outgoing],
  );
  if (!state) return null;

  return (
    <div class="chat">
      <Header
        words={words}
        language={language}
        config={config}
        isOwnPhone={state.isOwnPhone}
        onLanguage={(chosen) => {
          onLanguage(chosen);
          chat.current?.switchLanguage(chosen);
        }}
        onOwnPhone={(isOwn) => chat.current?.keepOnPhone(isOwn)}
        onLeave={() => setLeaving(true)}
      />
      <main>
        <Banner words={words} line={state.line} isReplaced={state.isReplaced} />
        <MessageLog
          words={words}
          language={language}
          messages={messages}
          isBusy={state.line === 'connecting' && messages.length === 0}
          isTyping={state.isTyping}
          onPress={(action) => chat.current?.press(action)}
          onRetry={(id) => chat.current?.retry(id)}
          onDiscard={(id) => chat.current?.discard(id)}
        />
        {isLeaving ? (
          <LeaveQuestion
            words={words}
            hasUnsent={chat.current?.hasUnsent() ?? false}
            onAnswer={(isYes) => {
              setLeaving(false);
              if (!isYes) return;
              chat.current?.leave();
              onLeft();
            }}
          />
        ) : code !== undefined ? (
          <CodeQuestion
            words={words}
            code={code}
            onAnswer={(isYes) => {
              if (isYes) chat.current?.say(code);
              onCodeDone();
            }}
          />
        ) : (
          <Composer
            words={words}
            onSay={(text) => chat.current?.say(text)}
            onFile={(file) => chat.current?.sendFile(file)}
          />
        )}
      </main>
    </div>
  );
}
