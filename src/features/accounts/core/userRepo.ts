import { refuse } from '../../../base/common/failures.ts'
import type { Language } from '../../../base/common/language.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { type Role, roleSchema } from '../../../base/common/rights.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { AppUserTable } from '../../../db/tables/systemTables.ts'
import type { User } from '../common/contract.ts'

type StoredUser = Omit<User, 'self'>

/** Everybody who ever worked here, in the order in which they were added. */
export async function listUsers(db: ReadDb): Promise<StoredUser[]> {
  const rows = await db.selectFrom('app_user').selectAll().orderBy('created_at').orderBy('id').execute()
  const seen = await readLastSeen(db)
  return rows.map((row) => toUser(row, seen.get(row.id) ?? null))
}

export async function getUser(db: ReadDb, id: string): Promise<StoredUser> {
  const row = await db.selectFrom('app_user').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? refuse('accounts.userNotFound') : toUser(row, null)
}

export async function insertUser(
  db: WriteDb,
  user: { id: string; name: string; roles: readonly Role[]; language: Language; now: string },
): Promise<void> {
  const taken = await db.selectFrom('app_user').select('id').where('name', '=', user.name).executeTakeFirst()
  if (taken !== undefined) refuse('accounts.userNameTaken')
  await db
    .insertInto('app_user')
    .values({
      id: user.id,
      name: user.name,
      display_name: user.name,
      roles: JSON.stringify(user.roles),
      language: user.language,
      created_at: user.now,
      disabled_at: null,
    })
    .execute()
}

export async function updateUser(
  db: WriteDb,
  id: string,
  { roles, disabledAt }: { roles?: readonly Role[]; disabledAt: string | null },
): Promise<void> {
  await db
    .updateTable('app_user')
    .set({ disabled_at: disabledAt, ...(roles === undefined ? {} : { roles: JSON.stringify(roles) }) })
    .where('id', '=', id)
    .execute()
}

async function readLastSeen(db: ReadDb): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('audit_entry')
    .select((query) => ['user_id', query.fn.max('at').as('at')])
    .where('kind', '=', 'session')
    .groupBy('user_id')
    .execute()
  return new Map(rows.map(({ user_id, at }) => [user_id, at]))
}

function toUser(row: AppUserTable, lastSeenAt: string | null): StoredUser {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    roles: roleSchema.array().parse(JSON.parse(row.roles)),
    language: languageSchema.parse(row.language),
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    lastSeenAt,
  }
}
