import { activities } from '../../conversations/documents.ts';
import type { ConversationId, MunicipalityId } from '../../core/ids.ts';
import type { Store, WriteOp } from '../../store/store.ts';
import { update } from '../../store/update.ts';
import type { Misunderstood } from '../numbers/questions.ts';
import { hashOf, written } from '../numbers/write.ts';
import { gaps, type Gap } from './documents.ts';
import { maskForList, sameWords } from './mask.ts';

/** What was not understood, by its words. */
export interface GapGroup {
  id: string;
  text: string;
  language: string;
  count: number;
  meant?: string;
}

const dayMs = 24 * 3_600_000;
/** So long a text stays that nobody labelled; and one that was, for who makes the training phrases. */
const openStaysMs = 30 * dayMs;
const labelledStaysMs = 365 * dayMs;
const listed = 2_000;

const gapOf = (activity: string): string => hashOf('gap', activity);
const groupOf = (municipality: MunicipalityId, language: string, text: string): string =>
  hashOf(municipality, language, sameWords(text));

const indexOf = (gap: Gap, group: string) => ({
  municipality: gap.municipality,
  group,
  at: gap.at,
  ...(gap.meant === undefined ? { open: gap.at } : {}),
});

/** Keeps what was not understood, each once. Long texts are stories of somebody's life and are not kept. */
export async function keepGaps(store: Store, found: readonly Misunderstood[]): Promise<void> {
  for (const { activity, text, language, municipality, at } of found) {
    const masked = maskForList(text);
    if (masked === undefined) continue;
    const body: Gap = { municipality, language, text: masked, at };
    const index = indexOf(body, groupOf(municipality, language, masked));
    await written(store, [{ op: 'insert', collection: gaps, id: gapOf(activity), body, index }]);
    // An erasure may have come in between.
    const row = await store.get(activities, activity);
    if (!row?.body.activity.text) await written(store, [removal(gapOf(activity))]);
  }
}

const removal = (id: string): WriteOp => ({ op: 'remove', collection: gaps, id });

/** Those seen most first. */
export async function listGaps(store: Store, municipality: MunicipalityId): Promise<GapGroup[]> {
  const order = { field: 'at', direction: 'descending' } as const;
  const found = await store.find(gaps, { where: { municipality }, order, limit: listed });
  const groups = new Map<string, GapGroup>();
  for (const { index, body } of found) {
    const { text, language, meant } = body;
    const group = groups.get(index.group) ?? { id: index.group, text, language, count: 0, ...(meant ? { meant } : {}) };
    groups.set(index.group, { ...group, count: group.count + 1 });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/**
 * Says what was meant by all of a group; `text` is how it stands from then on. Resolves with how many; none when there is
 * no such group (any more).
 */
export async function labelGaps(
  store: Store,
  municipality: MunicipalityId,
  group: string,
  { text, meant, by }: { text: string; meant: string; by: string },
): Promise<number> {
  const found = (await store.find(gaps, { where: { group }, limit: listed })).filter(
    ({ body }) => body.municipality === municipality,
  );
  for (const { id } of found) {
    await update(store, gaps, id, ({ body }) => {
      const next = { ...body, text, meant, by };
      return { body: next, index: indexOf(next, group) };
    });
  }
  return found.length;
}

/** With an erased message goes what was kept of it. */
export async function eraseGaps(store: Store, conversation: ConversationId): Promise<void> {
  const limit = 500;
  for (let from = 0; ;) {
    const rows = await store.find(activities, { where: { conversation }, range: { field: 'seq', from }, limit });
    await written(
      store,
      rows.map(({ id }) => removal(gapOf(id))),
    );
    if (rows.length < limit) return;
    from = (rows.at(-1)?.index.seq ?? from) + 1;
  }
}

/** Removes texts that were kept long enough; resolves with how many. */
export async function forgetOldGaps(store: Store, now: number, batch: number): Promise<number> {
  const open = await store.find(gaps, { range: { field: 'open', below: now - openStaysMs }, limit: batch });
  const labelled = await store.find(gaps, { range: { field: 'at', below: now - labelledStaysMs }, limit: batch });
  const old = [...new Set([...open, ...labelled].map(({ id }) => id))].slice(0, batch);
  await written(store, old.map(removal));
  return old.length;
}

/** The labelled texts as lines for `locales/<lng>/*.lu`: by language and intent, each once. */
export async function luLines(
  store: Store,
  municipality: MunicipalityId,
): Promise<Record<string, Record<string, string[]>>> {
  const lines: Record<string, Record<string, string[]>> = {};
  for (const { language, text, meant } of await listGaps(store, municipality)) {
    if (meant === undefined || meant === 'none') continue;
    const intents = (lines[language] ??= {});
    const said = (intents[meant] ??= []);
    if (!said.includes(text)) said.push(text);
  }
  return lines;
}
