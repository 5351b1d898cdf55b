import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../shared/http.ts';
import type { Ticket } from './api.ts';
import type { ConsoleWords } from './console-words.ts';

type Urgency = 'urgent' | 'normal';
type Way = 'mail' | 'browser';
type Settings = Record<Way, Record<Urgency, boolean>>;

interface Props {
  words: ConsoleWords;
  csrf: string;
  /** Those that wait, as far as the list shows them. */
  waiting: readonly Ticket[] | undefined;
}

const path = '/api/console/me/notify';
const ways: readonly Way[] = ['mail', 'browser'];
const urgencies: readonly Urgency[] = ['urgent', 'normal'];

/** How somebody hears that a question waits, for each urgency; a choice is kept when it is made. */
export function Notify({ words, csrf, waiting }: Props): JSX.Element {
  const [settings, setSettings] = useState<Settings>();
  const [mailGoesTo, setMailGoesTo] = useState<string>();
  const [said, setSaid] = useState<'notifySaved' | 'notifyFailed' | 'notifyBlocked'>();
  useEffect(() => void load(), []);
  useShownByBrowser(words('notifyNews'), settings?.browser, waiting);

  async function load(): Promise<void> {
    const answer = await ask<Settings & { mailGoesTo?: string }>(path);
    if (answer.kind !== 'ok') return;
    const { mail, browser } = answer.body;
    setSettings({ mail, browser });
    setMailGoesTo(answer.body.mailGoesTo);
  }

  async function choose(way: Way, urgency: Urgency, isOn: boolean): Promise<void> {
    if (!settings) return;
    // A browser lets a page ask from a press only.
    if (way === 'browser' && isOn && !(await mayNotify())) return setSaid('notifyBlocked');
    const next = { ...settings, [way]: { ...settings[way], [urgency]: isOn } };
    setSettings(next);
    const answer = await ask(path, { method: 'PUT', json: next, headers: { 'x-wegwijs-csrf': csrf } });
    if (answer.kind !== 'ok') setSettings(settings);
    setSaid(answer.kind === 'ok' ? 'notifySaved' : 'notifyFailed');
  }

  return (
    <details class="notify">
      <summary>{words('notify')}</summary>
      <p>{words('notifyWhy')}</p>
      {settings &&
        ways
          .filter((way) => way === 'browser' || mailGoesTo !== undefined)
          .map((way) => (
            <fieldset key={way}>
              <legend>
                {way === 'mail' ? words('notifyMail', { email: mailGoesTo ?? '' }) : words('notifyBrowser')}
              </legend>
              {urgencies.map((urgency) => (
                <label key={urgency} class="choice">
                  <input
                    type="checkbox"
                    checked={settings[way][urgency]}
                    onChange={(event) => void choose(way, urgency, event.currentTarget.checked)}
                  />{' '}
                  {words(urgency === 'urgent' ? 'notifyUrgent' : 'notifyNormal')}
                </label>
              ))}
            </fieldset>
          ))}
      <p role="status">{said && words(said)}</p>
    </details>
  );
}

async function mayNotify(): Promise<boolean> {
  if (!('Notification' in window)) return false;
  return (await Notification.requestPermission()) === 'granted';
}

/** What comes to wait while another page is in front; never who or what about. */
function useShownByBrowser(
  text: string,
  chosen: Settings['browser'] | undefined,
  waiting: readonly Ticket[] | undefined,
): void {
  const known = useRef<Set<string>>(undefined);
  useEffect(() => {
    if (!waiting) return;
    const fresh = waiting.filter(({ id }) => known.current && !known.current.has(id));
    known.current = new Set([...(known.current ?? []), ...waiting.map(({ id }) => id)]);
    const isWanted = fresh.some(({ urgency }) => chosen?.[urgency === 'urgent' ? 'urgent' : 'normal']);
    if (!isWanted || !document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
    const shown = new Notification('Wegwijs', { body: text, tag: 'queue' });
    shown.addEventListener('click', () => window.focus());
  }, [waiting, chosen, text]);
}
