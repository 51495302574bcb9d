import * as z from 'zod'

/**
 * What a signed-in user may do. Every procedure of the contract names one; they are checked in one place (src/db/requireRight.ts).
 * These are rules of the application, not cryptography: whoever can unlock the file holds its key.
 */
export const RIGHTS = [
  'records.read',
  'records.write',
  'records.approve',
  'money.read',
  'money.write',
  'data.import',
  'data.export',
  'paper.print',
  'identity.reveal',
  'bundles.send',
  'bundles.open',
  'keys.manage',
  'backups.manage',
  'users.manage',
  'audit.read',
  'office.settings',
] as const
export const rightSchema = z.enum(RIGHTS)
export type Right = z.infer<typeof rightSchema>

/** `anyone` needs no session (unlocking itself); `signedIn` any session. */
export type ProcedureRight = Right | 'anyone' | 'signedIn'

export const ROLES = ['head', 'officer', 'treasurer', 'volunteer', 'auditor', 'provinceOfficer'] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

/** Who does the daily work neither gives rights nor checks the log of their own work: that is for another pair of eyes. */
const HEAD_ONLY: readonly Right[] = ['users.manage', 'audit.read']

const ROLE_RIGHTS: Record<Role, readonly Right[]> = {
  head: RIGHTS,
  officer: RIGHTS.filter((right) => !HEAD_ONLY.includes(right)),
  treasurer: ['records.read', 'money.read', 'money.write', 'paper.print', 'data.export'],
  volunteer: ['records.read', 'records.write'],
  auditor: ['records.read', 'money.read', 'paper.print', 'audit.read'],
  provinceOfficer: RIGHTS.filter((right) => !HEAD_ONLY.includes(right)),
}

/** The rights of each combination of roles that was asked for; every call asks. */
const rightsOfRoles = new Map<string, ReadonlySet<Right>>()

/** One person may hold several roles in a small office: the rights add up. */
export function rightsOf(roles: readonly Role[]): ReadonlySet<Right> {
  const key = roles.join()
  const known = rightsOfRoles.get(key) ?? new Set(roles.flatMap((role) => ROLE_RIGHTS[role]))
  rightsOfRoles.set(key, known)
  return known
}
