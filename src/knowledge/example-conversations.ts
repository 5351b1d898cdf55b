import { parseDocument } from 'yaml';
import { z } from 'zod';
import { languages } from '../core/locale.ts';

/** What a person does, and what is expected of the reply. */
const step = z.strictObject({
  /** Types it. */
  say: z.string().min(1).optional(),
  /** Presses the button with this value, which the last reply must have; `handoff:*` is one that begins so. */
  tap: z.string().min(1).optional(),
  /** Types a fresh link code of this demo person. */
  code: z.string().optional(),
  /** Minutes that pass before it. */
  afterMinutes: z.int().min(1).optional(),
  /** A case worker, by id, claims the ticket, answers it or closes it. */
  caseWorker: z
    .strictObject({
      id: z.string(),
      does: z.enum(['claim', 'release', 'answer', 'close']),
      text: z.string().optional(),
    })
    .optional(),
  expect: z.strictObject({
    /** Keys of all texts said, in order; an empty list: the bot is quiet. */
    texts: z.array(z.string()),
    intent: z.string().optional(),
    facts: z.array(z.string()).optional(),
    /** Values of buttons that must be there. */
    buttons: z.array(z.string()).optional(),
    /** Parts of the reply's text that must be there, and that must not. */
    contains: z.array(z.string()).optional(),
    lacks: z.array(z.string()).optional(),
    /** Absent: the conversation's own. */
    language: z.enum(languages).optional(),
    /** The ticket that waits after it; null: none. */
    ticket: z
      .strictObject({
        topic: z.string(),
        urgency: z.enum(['normal', 'urgent']),
        verified: z.boolean(),
        headline: z.string(),
      })
      .nullable()
      .optional(),
  }),
});

const conversation = z.strictObject({
  name: z.string().min(1),
  /** The language of the page that the person opened. */
  language: z.enum(languages),
  municipality: z.string().default('wegstad'),
  /** A demo person who has entered a link code before; absent: somebody whom we do not know. */
  as: z.string().optional(),
  steps: z
    .array(
      step.refine(
        (one) => [one.say, one.tap, one.code, one.caseWorker].filter(Boolean).length === 1,
        'needs one of say, tap, code and caseWorker',
      ),
    )
    .min(1),
});

export type ExampleStep = z.infer<typeof step>;
export type ExampleConversation = z.infer<typeof conversation>;

/** The example conversations of a YAML file: a list. Throws an error with every fault by its place. */
export function parseConversations(source: string): ExampleConversation[] {
  const document = parseDocument(source);
  if (document.errors[0]) throw new Error(document.errors[0].message.split('\n')[0]);
  const parsed = z.array(conversation).min(1).safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
}
