import type { MunicipalityId } from './ids.ts';
import { staffRoles, type StaffRole } from './roles.ts';

/** How staff of an organisation log in: an issuer of OpenID Connect, and what its claims mean here. */
export interface LoginSettings {
  /** Part of the address that the issuer sends people back to. */
  id: string;
  /** On the button. */
  name: string;
  issuer: string;
  clientId: string;
  /** The environment variable that holds the secret. */
  clientSecretEnv: string;
  /** The claim with the role; a text or a list. Default `roles`. */
  roleClaim?: string;
  /** What its values mean here: `Wegwijs.Klantmanager: case_worker`. Default: the roles' own ids. */
  roles?: Record<string, StaffRole>;
  /** The claim that is a staff member's `login` in the municipality's file. Default `sub`. */
  staffClaim?: string;
}

/** A login with its secret. */
export interface Login extends Required<Omit<LoginSettings, 'clientSecretEnv'>> {
  clientSecret: string;
  /** Whose staff may come in by it; absent: of every municipality without logins of its own. */
  municipality?: MunicipalityId;
}

/** The roles under their own ids. */
export const ownRoleNames: Readonly<Record<string, StaffRole>> = Object.fromEntries(
  staffRoles.map((role) => [role, role]),
);

/** Where secrets of logins may stand: nothing else in the environment can be named by a file. */
export const loginSecretName = /^OIDC_CLIENT_SECRET_[A-Z0-9_]+$/;
