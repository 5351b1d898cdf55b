import { z } from 'zod';
import { Problem } from '../core/errors.ts';
import type { HttpRequest, HttpResponse, Route } from '../core/http.ts';
import type { ConversationId, PersonId } from '../core/ids.ts';
import type { PinAnswer, PinOpened } from './enter-pin.ts';
import type { People } from './people.ts';

export interface PinRouteParts {
  people: Pick<People, 'pinState' | 'enterPin'>;
  /** Tells the conversation; called again with the same `request` when the page asks again. */
  onOpened: (conversation: ConversationId, person: PersonId, request: string) => Promise<void>;
}

const maxBytes = 4096;
const state = z.object({ token: z.string().min(1).max(2048) });
const entry = state.extend({ pin: z.string().min(1).max(20) });

/** What the page is told when it is not well: the status and the sentence of each answer. */
const refusals = {
  wrong: { status: 403, message: 'This is not the PIN.' },
  locked: { status: 429, message: 'Too many tries.' },
  weak: { status: 422, message: 'This PIN is easy to guess.' },
  expired: { status: 410, message: 'This link has ended. Ask for a new one in the chat.' },
} as const;

type Refused = Exclude<PinAnswer, PinOpened>;

/** The routes behind the PIN page. A refusal is `{"error": {"code", "message", "triesLeft" or "until" (ISO)}}`. */
export const createPinRoutes = ({ people, onOpened }: PinRouteParts): Route[] => [
  {
    method: 'post',
    path: '/api/pin/state',
    body: 'json',
    maxBytes,
    async handle(request, response) {
      const found = await people.pinState(read(state, request).token);
      if (!found) return refuse(response, { result: 'expired' });
      answer(response, 200, { mode: found.purpose, language: found.language });
    },
  },
  {
    method: 'post',
    path: '/api/pin',
    body: 'json',
    maxBytes,
    async handle(request, response) {
      const { token, pin } = read(entry, request);
      const entered = await people.enterPin(token, pin);
      if (entered.result !== 'ok') return refuse(response, entered);
      await onOpened(entered.conversation, entered.person, entered.request);
      answer(response, 200, { ok: true });
    },
  },
];

function read<T>(schema: z.ZodType<T>, request: HttpRequest): T {
  const parsed = schema.safeParse(request.body);
  if (!parsed.success) throw new Problem('bad_request');
  return parsed.data;
}

function refuse(response: HttpResponse, refused: Refused): void {
  const { status, message } = refusals[refused.result];
  const details =
    refused.result === 'wrong'
      ? { triesLeft: refused.triesLeft }
      : refused.result === 'locked'
        ? { until: new Date(refused.until).toISOString() }
        : {};
  answer(response, status, { error: { code: refused.result, message, ...details } });
}

function answer(response: HttpResponse, status: number, body: unknown): void {
  response.header('Cache-Control', 'no-store');
  response.send(status, body);
}
