import type { Look } from '../core/audit.ts';
import type { CaseKind, DeliveredRow } from '../core/case-data.ts';

/** What `people/` does for this stage; `app.ts` hands it over. */
export interface CaseDeliveries {
  strangers(municipality: string, people: Iterable<string>): Promise<Set<string>>;
  deliver(
    kind: CaseKind,
    rows: readonly DeliveredRow[],
    look: Look,
  ): Promise<('created' | 'changed' | 'unchanged' | 'left_out')[]>;
  withdraw(kind: Exclude<CaseKind, 'persons'>, sourceId: string, look: Look): Promise<boolean>;
  beginImport(id: string, about: { municipality: string; kind: CaseKind; rows: number }): Promise<void>;
  endImport(id: string): Promise<void>;
}
