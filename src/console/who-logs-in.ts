import type { Ids } from '../core/ids.ts';
import type { Login } from '../core/login.ts';
import type { Municipality, StaffMember } from '../core/municipality.ts';
import { collection, StoreUnavailable, type Store } from '../store/store.ts';
import type { Claims } from './oidc.ts';

/** `role`: the issuer gives them none that we know, or another than their municipality; `staff`: nobody knows them. */
export type WhoFailure = 'role' | 'staff';

type Found = { member: StaffMember; municipality: Municipality };

/** Which account at which issuer is which member of staff. The id is a keyed hash of issuer and subject. */
export interface AccountRecord {
  municipality: string;
  staff: string;
  login: string;
  /** ms since 1970. */
  since: number;
}
export type AccountIndex = { municipality: string; staff: string };
export const staffAccounts = collection<AccountRecord, AccountIndex>({
  name: 'staff_accounts',
  indexes: [['municipality', 'staff']],
});

export interface WhoParts {
  store: Store;
  ids: Ids;
  now(): number;
  municipalities: ReadonlyMap<string, Municipality>;
}

/**
 * Who of the staff this is. The first time they are found by a claim; from then on by the account itself, since a name or
 * a mail address may pass to somebody else. What the issuer and the municipality say of the role must agree.
 */
export async function whoLogsIn(parts: WhoParts, login: Login, claims: Claims): Promise<Found | WhoFailure> {
  const { store, ids } = parts;
  const roles = rolesIn(login, claims);
  if (roles.length === 0) return 'role';
  // One account may work at several municipalities, each with a login of its own.
  const id = ids.of('staff-account', login.id, claims.iss, claims.sub);
  const known = (await store.get(staffAccounts, id))?.body;
  const staff = staffOf(login, parts);
  const found = known
    ? staff.find(({ member, municipality }) => known.staff === member.id && known.municipality === municipality.id)
    : claimedBy(staff, claims[login.staffClaim]);
  if (!found) return 'staff';
  if (!roles.includes(found.member.role)) return 'role';
  return known || (await bind(parts, login, id, found)) ? found : 'staff';
}

function rolesIn({ roleClaim, roles }: Login, claims: Claims): string[] {
  const said = [claims[roleClaim] ?? []].flat().filter((one) => typeof one === 'string');
  return said.flatMap((one) => (Object.hasOwn(roles, one) ? [roles[one] as string] : []));
}

/** Whose staff this login is for. */
const staffOf = ({ municipality }: Login, { municipalities }: WhoParts): Found[] =>
  [...municipalities.values()]
    .filter(({ id, logins = [] }) => (municipality ? id === municipality : logins.length === 0))
    .flatMap((place) => place.staff.map((member) => ({ member, municipality: place })));

function claimedBy(staff: readonly Found[], claim: unknown): Found | undefined {
  if (typeof claim !== 'string' || claim === '') return undefined;
  const same = staff.filter(({ member }) => (member.login ?? member.id).toLowerCase() === claim.toLowerCase());
  return same.length === 1 ? same[0] : undefined;
}

/** False when another account is this member of staff already. */
async function bind({ store, now }: WhoParts, login: Login, id: string, found: Found): Promise<boolean> {
  const index = { municipality: found.municipality.id, staff: found.member.id };
  const [other] = await store.find(staffAccounts, { where: index, limit: 1 });
  if (other) return other.id === id;
  const body: AccountRecord = { ...index, login: login.id, since: now() };
  const [outcome] = await store.write([{ op: 'insert', collection: staffAccounts, id, body, index }]);
  if (outcome === 'unknown') throw new StoreUnavailable('no answer while an account was kept');
  return true;
}

/** The next login of this member of staff is a first one again: they have a new account. */
export async function forgetAccounts(store: Store, municipality: string, staff: string): Promise<void> {
  const found = await store.find(staffAccounts, { where: { municipality, staff }, limit: 10 });
  await store.write(found.map(({ id }) => ({ op: 'remove', collection: staffAccounts, id })));
}
