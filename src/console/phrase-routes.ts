import { z } from 'zod';
import { isLanguage, leadingLanguage, type Language } from '../core/locale.ts';
import { askedTicket, requireOwner } from './asked-ticket.ts';
import { lookOf } from './look.ts';
import type { ConsoleParts } from './parts.ts';
import { phraseIds, phraseOffer, sayPhrase, type PhraseId } from './phrases.ts';
import { answer, bodyOf } from './requests.ts';
import { staffRoute, type ConsoleRoute } from './route.ts';
import { ticketView } from './views.ts';

const blank = z.string().max(200).optional();
export const blanks = z.strictObject({ date: blank, time: blank, place: blank, amount: blank });
const chosen = z.object({ phrase: z.enum(phraseIds as [PhraseId, ...PhraseId[]]), values: blanks });
const preview = chosen.extend({ language: z.string().max(10) });
const saying = chosen.extend({ id: z.string().min(8).max(64) });

const languageFrom = (tag: string | undefined): Language =>
  tag !== undefined && isLanguage(tag) ? tag : leadingLanguage;

/** The saved sentences: what there is, how one reads with its blanks filled in, and sending one. */
export const phraseRoutes = (parts: ConsoleParts): ConsoleRoute[] => [
  staffRoute(
    parts,
    { method: 'get', path: '/api/console/phrases', action: 'phrase.read' },
    async ({ request, response }) => {
      const language = languageFrom(new URLSearchParams(request.getQuery()).get('language') ?? undefined);
      answer(response, 200, { phrases: phraseIds.map((id) => phraseOffer(parts.texts, language, id)) });
    },
  ),
  staffRoute(
    parts,
    { method: 'post', path: '/api/console/phrases', action: 'phrase.read', body: 'json' },
    async ({ request, response }) => {
      const { phrase, values, language } = bodyOf(preview, request);
      const how = { id: phrase, values, now: parts.clock.now() };
      answer(response, 200, sayPhrase(parts.texts, languageFrom(language), how));
    },
  ),
  staffRoute(
    parts,
    { method: 'post', path: '/api/console/tickets/:id/phrase', action: 'ticket.answer', body: 'json' },
    async (asked) => {
      const { request, response, staff } = asked;
      const { id, phrase, values } = bodyOf(saying, request);
      const { ticket } = await askedTicket(parts, asked);
      requireOwner(ticket, staff);
      const { member } = staff;
      const now = parts.clock.now();
      const { text, dutch, language } = sayPhrase(parts.texts, ticket.language as Language, {
        id: phrase,
        values,
        now,
      });
      const how = { id: `phrase/${member.id}/${id}`, staff: { id: member.id, name: member.name }, at: now };
      const done = await parts.desk.answer(ticket.id, how, text, language === leadingLanguage ? undefined : dutch);
      await parts.people.audit(lookOf(staff, id), {
        action: 'ticket.answer',
        object: ticket.id,
        ...(ticket.person ? { person: ticket.person } : {}),
        result: 'ok',
      });
      answer(response, 200, { ticket: ticketView(parts, done, staff) });
    },
  ),
];
