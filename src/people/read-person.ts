import type { Look } from '../core/audit.ts';
import type { MunicipalityId, PersonId } from '../core/ids.ts';
import type { ChannelIdentity, LinkedIdentity, Person } from '../core/person.ts';
import { identities, indexIdentity, persons } from './collections.ts';
import type { Parts } from './parts.ts';
import { put } from './put.ts';
import { writeAudit } from './audit.ts';

/** The largest number of own people that one case worker is shown. */
const maxOwnPeople = 500;

/** A person of this municipality; one of another is not there. Who shows it to somebody writes the audit entry. */
export async function readPerson(
  { store }: Parts,
  id: PersonId,
  municipality: MunicipalityId,
): Promise<Person | undefined> {
  const person = (await store.get(persons, id))?.body;
  return person?.municipality === municipality ? person : undefined;
}

export const identityIdOf = ({ ids }: Parts, { channel, id }: ChannelIdentity, municipality: MunicipalityId): string =>
  ids.of('identity', municipality, channel, id);

export interface Known {
  person: Person;
  identity: LinkedIdentity;
}

/** Who is behind a channel identity in this municipality, if a link code tied it to somebody. */
export async function personOf(
  parts: Parts,
  identity: ChannelIdentity,
  municipality: MunicipalityId,
): Promise<Known | undefined> {
  const linked = await parts.store.get(identities, identityIdOf(parts, identity, municipality));
  const person = linked && (await readPerson(parts, linked.body.person, municipality));
  return person && { person, identity: linked.body };
}

/** Notes that the person said whose device it is, or that the platform said that it changed. No link: nothing to note. */
export async function noteDevice(
  parts: Parts,
  identity: ChannelIdentity,
  municipality: MunicipalityId,
  note: { isOwnDevice?: boolean; isChanged?: boolean },
): Promise<void> {
  await put(parts.store, identities, identityIdOf(parts, identity, municipality), (body) => {
    const noted = body && { ...body, ...note };
    return noted && { body: noted, index: indexIdentity(noted) };
  });
}

/** A case worker's own people, by name. */
export async function staffPeople(parts: Parts, caseWorker: string, look: Look): Promise<Person[]> {
  const where = { municipality: look.municipality, caseWorker };
  const found = await parts.store.find(persons, { where, limit: maxOwnPeople });
  await writeAudit(parts, look, { action: 'people.listed', object: caseWorker, result: 'ok' });
  return found.map(({ body }) => body).sort((one, other) => one.displayName.localeCompare(other.displayName, 'nl'));
}
