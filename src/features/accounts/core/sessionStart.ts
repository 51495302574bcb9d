import { refuse } from '../../../base/common/failures.ts'
import { LANGUAGES } from '../../../base/common/language.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { rightsOf, roleSchema } from '../../../base/common/rights.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Office, Session } from '../../../db/office.ts'
import { branchName, CENTRE_NAME, type UnitType } from '../../units/common/unitNames.ts'
import type { SignedIn } from '../common/contract.ts'

export type SessionUser = Omit<Session, 'token' | 'lastSeen' | 'lastHeard' | 'locked'>

/** The user as a session knows them. Refuses a user who was taken out of the office: accounts.userDisabled. */
export async function readEnabledUser(office: Office, userId: string): Promise<SessionUser> {
  const user = await office.database.read.selectFrom('app_user').selectAll().where('id', '=', userId).executeTakeFirst()
  if (user === undefined || user.disabled_at !== null) refuse('accounts.userDisabled')
  return {
    userId,
    userName: user.name,
    displayName: user.display_name,
    roles: roleSchema.array().parse(JSON.parse(user.roles)),
    language: languageSchema.parse(user.language),
  }
}

/** Who is signed in and where, for the page. */
export async function describeSession(office: Office, session: Session): Promise<SignedIn> {
  return {
    userName: session.userName,
    displayName: session.displayName,
    roles: [...session.roles],
    rights: [...rightsOf(session.roles)],
    language: session.language,
    unitId: office.unitId,
    unitCode: office.unitCode,
    kind: office.kind,
    practice: office.practice,
    officeName: await readOfficeName(office.database.read, office.unitId),
  }
}

async function readOfficeName(db: ReadDb, unitId: string): Promise<SignedIn['officeName']> {
  const unit = await db
    .selectFrom('unit_name')
    .select(['type', 'name', 'name_en', 'name_lo'])
    .where('unit_id', '=', unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirstOrThrow()
  if (unit.type === 'country') return CENTRE_NAME
  const named = {
    // Safe: seedUnits writes only unit types.
    type: unit.type as UnitType,
    name: unit.name,
    nameEn: unit.name_en ?? undefined,
    nameLo: unit.name_lo ?? undefined,
  }
  const [vi, en, lo] = LANGUAGES.map((language) => branchName(named, language))
  return { vi: vi ?? unit.name, en: en ?? unit.name, lo: lo ?? unit.name }
}
