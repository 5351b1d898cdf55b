import { botSays, type StandInActivity } from './stand-in/direct-line.ts';
import type { Handler } from './stand-in/server.ts';
import { send } from './stand-in/server.ts';

/** An invented municipality. */
export const configHandler: Handler = async (_request, response, url) => {
  if (url.pathname !== '/api/chat/config') return false;
  send(response, 200, {
    municipality: { id: 'wegstad', name: 'Wegstad' },
    languages: ['nl', 'en', 'ar'],
    privacyPage: 'https://wegstad.example/privacy',
  });
  return true;
};

const greetings: Readonly<Record<string, string>> = {
  nl: 'Welkom. Waarmee kan ik u helpen?',
  en: 'Welcome. What can I help you with?',
  ar: 'أهلًا وسهلًا. بماذا يمكنني مساعدتك؟',
};

export const greeting = (language: string): StandInActivity[] => [
  botSays(greetings[language] ?? '', language, {
    suggestedActions: {
      actions: [
        { type: 'imBack', title: language === 'ar' ? 'مواعيدي' : 'My appointments', value: 'appointments' },
        { type: 'postBack', title: language === 'ar' ? 'إنسان' : 'A person', value: 'human:ask' },
      ],
    },
  }),
];

/** A bot that answers a few words, so that each thing on the page has something to show. */
export function script(activity: StandInActivity): StandInActivity[] {
  const { text = '', value } = activity;
  if (text === 'danger') {
    return [
      botSays('Bel nu 112. U hoeft niets te zeggen over wie u bent.', 'nl', {
        suggestedActions: {
          actions: [
            { type: 'call', title: 'Bel 112', value: 'tel:112' },
            { type: 'openUrl', title: 'Lees meer', value: 'https://wegstad.example/hulp' },
            { type: 'openUrl', title: 'Slecht', value: 'javascript:alert(1)' },
            { type: 'openUrl', title: 'Onveilig', value: 'http://elders.example/' },
          ],
        },
      }),
    ];
  }
  if (text === 'موعد') {
    return [
      botSays(
        'موعدك يوم الثلاثاء 24-11-2026 الساعة 09:00–10:30 في Taalhuis Wegstad. للأسئلة: 0800-1234567 أو https://wegstad.example/ar. رقم W-1042.',
        'ar',
      ),
    ];
  }
  if (text === 'person') {
    return [botSays('Goedemiddag, u spreekt met Sanne.', 'nl', { channelData: { wegwijs: { speaker: 'person' } } })];
  }
  return [botSays(`Heard: ${value === undefined ? text : JSON.stringify(value)}`, 'en')];
}
