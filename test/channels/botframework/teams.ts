import type { Activity } from '../../../src/core/activity.ts';

/** Invented activities in the shapes that Teams sends. */

const tenant = { id: 'aaaa0000-1111-4222-8333-444455556666' };
const bot = { id: '28:5b0a4f3e-7c1d-4d57-9a55-2f6f0c9f8a10', name: 'Wegwijs' };
const worker = {
  id: '29:1invented-case-worker',
  name: 'Noor Voorbeeld',
  aadObjectId: 'bbbb0000-0000-4000-8000-000000000001',
};
const team = '19:0123456789abcdef0123456789abcdef@thread.tacv2';

export type Payload = Record<string, unknown> & {
  type: string;
  id: string;
  channelId: string;
  serviceUrl: string;
  conversation: { id: string; [field: string]: unknown };
};

type Fields = Record<string, unknown>;

const base = (serviceUrl: string, fields: Fields): Payload => ({
  type: 'message',
  id: '1795400000001',
  timestamp: '2026-11-22T09:15:00.1230000Z',
  localTimestamp: '2026-11-22T10:15:00.1230000+01:00',
  serviceUrl,
  channelId: 'msteams',
  from: worker,
  recipient: bot,
  conversation: { conversationType: 'personal', tenantId: tenant.id, id: 'a:1invented-personal' },
  channelData: { tenant },
  entities: [{ type: 'clientInfo', locale: 'nl-NL', country: 'NL', platform: 'Android', timezone: 'Europe/Amsterdam' }],
  locale: 'nl-NL',
  ...fields,
});

const inChannel = (serviceUrl: string, fields: Fields): Payload =>
  base(serviceUrl, {
    conversation: {
      isGroup: true,
      conversationType: 'channel',
      tenantId: tenant.id,
      id: `${team};messageid=1795400000000`,
    },
    channelData: { tenant, team: { id: team }, channel: { id: team }, teamsChannelId: team, teamsTeamId: team },
    ...fields,
  });

type Make = (serviceUrl: string, fields?: Fields) => Payload;

export const teams = {
  personal: ((url, fields) => base(url, { text: 'welke zaken staan open', textFormat: 'plain', ...fields })) as Make,
  mention: ((url, fields) =>
    inChannel(url, {
      text: '<at>Wegwijs</at> welke zaken\n',
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: '<div><span itemid="0">Wegwijs</span> welke zaken</div>' }],
      entities: [{ type: 'mention', mentioned: bot, text: '<at>Wegwijs</at>' }],
      ...fields,
    })) as Make,
  file: ((url, fields) =>
    base(url, {
      id: '1795400000002',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          contentUrl: 'https://files.example/letter.pdf',
          name: 'letter.pdf',
          content: { downloadUrl: 'https://files.example/once', uniqueId: 'u-1', fileType: 'pdf' },
        },
      ],
      ...fields,
    })) as Make,
  submit: ((url, fields) =>
    inChannel(url, {
      id: '1795400000003',
      value: { verb: 'claim', ticket: 'T-7' },
      replyToId: '1795399999999',
      ...fields,
    })) as Make,
  pressed: ((url, fields) =>
    base(url, { id: '1795400000004', text: 'Een mens', value: { command: 'person' }, ...fields })) as Make,
  edit: ((url, fields) =>
    base(url, {
      type: 'messageUpdate',
      text: 'welke zaken zijn nieuw',
      channelData: { tenant, eventType: 'editMessage' },
      ...fields,
    })) as Make,
  removal: ((url, fields) =>
    base(url, { type: 'messageDelete', channelData: { tenant, eventType: 'softDeleteMessage' }, ...fields })) as Make,
  addedToTeam: ((url, fields) =>
    inChannel(url, {
      type: 'conversationUpdate',
      id: 'f:1-added',
      conversation: { isGroup: true, conversationType: 'channel', tenantId: tenant.id, id: team },
      membersAdded: [bot],
      ...fields,
    })) as Make,
  firstContact: ((url, fields) =>
    base(url, { type: 'conversationUpdate', id: 'f:2-first', membersAdded: [bot, worker], ...fields })) as Make,
  installed: ((url, fields) =>
    base(url, { type: 'installationUpdate', id: 'f:3-inst', action: 'add', ...fields })) as Make,
  uninstalled: ((url, fields) =>
    base(url, { type: 'installationUpdate', id: 'f:4-inst', action: 'remove', ...fields })) as Make,
  reaction: ((url, fields) =>
    inChannel(url, {
      type: 'messageReaction',
      id: 'f:5-like',
      replyToId: '1795399999999',
      reactionsAdded: [{ type: 'like' }],
      ...fields,
    })) as Make,
  claim: ((url, fields) =>
    inChannel(url, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:6-claim',
      replyToId: '1795399999999',
      value: { action: { type: 'Action.Execute', verb: 'claim', data: { ticket: 'T-7' } }, trigger: 'manual' },
      ...fields,
    })) as Make,
} satisfies Record<string, Make>;

export const asActivity = (payload: Payload): Activity => payload as unknown as Activity;
