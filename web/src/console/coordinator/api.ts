import { ask, type Answer } from '../../shared/http.ts';

export interface Part {
  part: string;
  /** Of a member of staff. */
  name?: string;
  value: unknown;
  inFile: unknown;
}

interface Deed {
  by: string;
  at: string;
}

export interface Overlay {
  id: string;
  part: string;
  value: unknown;
  before: unknown;
  from: string;
  to?: string;
  why?: string;
  status: 'proposed' | 'approved' | 'refused' | 'undone' | 'in_file';
  proposed: Deed;
  decided?: Deed;
  undone?: Deed;
  mine: boolean;
}

export interface Proposal {
  part: string;
  value: unknown;
  from: string;
  to?: string;
  why?: string;
}

export interface NumbersTable {
  name: string;
  rows: string[];
  columns: string[];
  /** `null` is hidden. */
  cells: (number | null)[][];
  rowTotals: (number | null)[];
  columnTotals: (number | null)[];
  total: number | null;
}

export interface Gap {
  id: string;
  text: string;
  language: string;
  count: number;
  meant?: string;
}

export interface Check {
  id: string;
  state: 'done' | 'missing' | 'advised';
  detail?: string;
}

export interface CoordinatorApi {
  truth(): Promise<Answer<{ parts: Part[]; overlays: Overlay[] }>>;
  propose(proposal: Proposal, id: string): Promise<Answer<unknown>>;
  decide(overlay: string, deed: 'approve' | 'refuse' | 'undo', id: string): Promise<Answer<unknown>>;
  numbers(month: string): Promise<Answer<{ month: string; tables: NumbersTable[] }>>;
  gaps(): Promise<Answer<{ gaps: Gap[]; intents: { id: string; title: string }[] }>>;
  label(gap: string, text: string, meant: string, id: string): Promise<Answer<unknown>>;
  goLive(): Promise<Answer<{ checks: Check[] }>>;
  /** Whether such a file would do, and what it lacks; `yaml` where it may be one. */
  tryFile(draft: unknown): Promise<Answer<{ problems: string[]; yaml?: string; checks: Check[] }>>;
}

const base = '/api/console';

/** The coordinator's API for who is logged in. */
export function openCoordinatorApi(csrf: string, onLoggedOut: () => void): CoordinatorApi {
  const headers = { 'x-wegwijs-csrf': csrf };
  async function call<Body>(path: string, json?: unknown): Promise<Answer<Body>> {
    const answer = await ask<Body>(base + path, json === undefined ? {} : { json, headers });
    if (answer.kind === 'refused' && answer.status === 401) onLoggedOut();
    return answer;
  }
  return {
    truth: () => call('/overlays'),
    propose: (proposal, id) => call('/overlays', { id, ...proposal }),
    decide: (overlay, deed, id) => call(`/overlays/${encodeURIComponent(overlay)}/${deed}`, { id }),
    numbers: (month) => call(`/numbers?month=${month}`),
    gaps: () => call('/gaps'),
    label: (gap, text, meant, id) => call(`/gaps/${encodeURIComponent(gap)}`, { id, text, meant }),
    goLive: () => call('/golive'),
    tryFile: (draft) => call('/golive/draft', { draft }),
  };
}
