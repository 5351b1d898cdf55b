import type { Activity } from '../core/activity.ts';
import type { Ids } from '../core/ids.ts';
import { findLinkCodes, linkCodeHash } from '../core/link-code.ts';
import { maskPersonalNumbers } from '../core/personal-numbers.ts';

/** What the mask leaves in an activity's `channelData`, and nobody else may put there. */
export interface MaskedChannelData {
  /** Keyed hashes of link codes that stood in the text. */
  codes?: string[];
  /** How many codes had a typing error. */
  mistyped?: number;
  /** Kinds of personal numbers that were masked: the person is told. */
  numbers?: string[];
}

/** Who and where: the platform's own words, by which answers find their way. All other fields may hold what was typed. */
const addressing = [
  'type',
  'id',
  'channelId',
  'serviceUrl',
  'conversation',
  'from',
  'recipient',
  'membersAdded',
  'membersRemoved',
  'relatesTo',
  'replyToId',
  'timestamp',
  'localTimestamp',
  'locale',
  'callerId',
  'deliveryMode',
] as const satisfies readonly (keyof Activity)[];

/** Ids and addresses, within a field, are looked up by others: a digit less would lose them. */
const isPlace = /^(?:id|type|contentType|etag)$|(?:Url|Uri|Id|ID)$/;
/** Deeper than anything that a person or a channel writes. */
const deepest = 32;

/** Before anything is stored: link codes become hashes, personal numbers disappear, and claims of ours are taken out. */
export function createMask(ids: Ids) {
  return (activity: Activity): Activity => {
    const numbers = new Set<string>();
    const found = typeof activity.text === 'string' ? findLinkCodes(activity.text) : undefined;
    const fields = Object.entries(activity).map(([name, value]): [string, unknown] => {
      if ((addressing as readonly string[]).includes(name)) return [name, value];
      // A platform's own copy of the message holds numbers that nobody typed: those are not said.
      return [name, masked(value, name === 'channelData' ? new Set() : numbers, 0)];
    });
    const kept = Object.fromEntries(fields) as Activity;
    const channelData: MaskedChannelData & Record<string, unknown> = {
      ...withoutOurs(kept.channelData),
      ...(found && found.codes.length > 0 ? { codes: found.codes.map((code) => linkCodeHash(ids, code)) } : {}),
      ...(found && found.mistyped > 0 ? { mistyped: found.mistyped } : {}),
      ...(numbers.size > 0 ? { numbers: [...numbers] } : {}),
    };
    return { ...kept, channelData };
  };
}

/** Without what only we may put there. */
function withoutOurs(channelData: unknown): Record<string, unknown> {
  if (typeof channelData !== 'object' || channelData === null) return {};
  const {
    codes: _codes,
    mistyped: _mistyped,
    numbers: _numbers,
    answers: _answers,
    wegwijs: _wegwijs,
    ...kept
  } = channelData as Record<string, unknown>;
  return kept;
}

/** The same value, its texts masked wherever they stand in it. */
function masked(value: unknown, numbers: Set<string>, depth: number): unknown {
  if (typeof value === 'string') return maskedText(value, numbers);
  if (typeof value === 'number') {
    const text = String(value);
    const shown = maskedText(text, numbers);
    return shown === text ? value : shown;
  }
  if (depth >= deepest) return value === null || typeof value !== 'object' ? value : null;
  if (Array.isArray(value)) return value.map((item: unknown): unknown => masked(item, numbers, depth + 1));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const fields = Object.entries(value as Record<string, unknown>).map(([name, inner]): [string, unknown] => [
    maskedText(name, numbers),
    isPlace.test(name) ? inner : masked(inner, numbers, depth + 1),
  ]);
  return Object.fromEntries(fields);
}

function maskedText(text: string, numbers: Set<string>): string {
  const { masked: shown, kinds } = maskPersonalNumbers(findLinkCodes(text).masked);
  for (const kind of kinds) numbers.add(kind);
  return shown;
}
