import type { From } from '../core/audit.ts';
import { Problem } from '../core/errors.ts';
import { randomNumber, type MunicipalityId, type PersonId } from '../core/ids.ts';
import { linkCodeHash, newLinkCode, showLinkCode } from '../core/link-code.ts';
import { codes, indexCode, type CodeRecord } from './collections.ts';
import { codeLifeMs } from './limits.ts';
import type { Parts } from './parts.ts';
import { insertOnce } from './put.ts';
import { writeAudit } from './audit.ts';
import { readPerson } from './read-person.ts';

export interface IssueRequest {
  person: PersonId;
  municipality: MunicipalityId;
  /** The staff member who hands it out. */
  by: string;
  /** Made by the page: repeated, it shows the same code. */
  requestId: string;
  from?: From;
}

export interface IssuedCode {
  /** XXXXX-XXXXX; absent once it was used or expired. */
  code?: string;
  /** ms since 1970. */
  expiresAt: number;
}

/** A link code for a person. Throws `not_found` for one who is not of this municipality, `conflict` for a request id that was another person's. */
export async function issueCode(parts: Parts, request: IssueRequest): Promise<IssuedCode> {
  const { person, municipality, by, requestId, from } = request;
  if (!(await readPerson(parts, person, municipality))) throw new Problem('not_found');
  const id = parts.ids.of('code-request', municipality, by, requestId);
  const issued = await insertOnce(parts.store, codes, id, newRow(parts, request));
  const kept = (await parts.store.get(codes, id))?.body;
  if (!kept) throw new Problem('gone');
  if (kept.person !== person) throw new Problem('conflict');
  if (issued === 'done') parts.log.info({ municipality }, 'a link code is issued');
  const actor = { role: 'case_worker', id: by } as const;
  const look = { municipality, actor, origin: 'console', request: requestId, ...(from ? { from } : {}) };
  await writeAudit(parts, look, { action: 'code.issued', object: id, person, result: 'ok' });
  const isShown = kept.code !== undefined && kept.expiresAt > parts.clock.now();
  return { code: isShown ? showLinkCode(kept.code ?? '') : undefined, expiresAt: kept.expiresAt };
}

function newRow({ ids, clock }: Parts, { person, municipality, by }: IssueRequest) {
  const code = newLinkCode(randomNumber);
  const issuedAt = clock.now();
  const body: CodeRecord = {
    municipality,
    person,
    hash: linkCodeHash(ids, code),
    issuedBy: by,
    issuedAt,
    expiresAt: issuedAt + codeLifeMs,
    code,
  };
  return { body, index: indexCode(body) };
}

/** Forgets codes that expired unused: only their hash stays. Resolves with how many; a full batch means that there may be more. */
export async function forgetExpiredCodes(parts: Parts, batch: number): Promise<number> {
  const range = { field: 'expiresAt', below: parts.clock.now() + 1 };
  const found = await parts.store.find(codes, { where: { showable: 1 }, range, limit: batch });
  const outcomes = await parts.store.write(
    found.map(({ id, version, body: { code: _, ...body } }) => ({
      op: 'replace',
      collection: codes,
      id,
      version,
      body,
      index: indexCode(body),
    })),
  );
  return outcomes.filter((outcome) => outcome === 'done').length;
}
