import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../../../base/common/language.ts'
import { newRecordId, sharedRecordId } from '../../../base/common/recordId.ts'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import { ROLES } from '../../../base/common/rights.ts'
import type { Database } from '../../../db/database.ts'
import type { Office, OfficeKind, Services } from '../../../db/office.ts'
import { lockOffice } from '../../../db/officeLock.ts'
import { type OfficeSettings, officeExists, openOffice } from '../../../db/openOffice.ts'
import { prepareOfficeFile } from '../../../db/prepareOfficeFile.ts'
import type { AddedUnit } from '../../units/common/addedUnit.ts'
import type { OfficePlace } from '../common/contract.ts'
import { calibrateKdf } from './keys/calibrateKdf.ts'
import type { KdfProfile } from './keys/kdf.ts'
import { type CreatedKeyring, createKeyring } from './keys/keyring.ts'
import { OfficeDraft } from './officeDraft.ts'

export interface NewOffice {
  dir: string
  unitCode: string
  /** Where no list knows the code. */
  newUnit?: (AddedUnit & { parentCode: string }) | undefined
  kind: OfficeKind
  practice: boolean
  userName: string
  passphrase: string
  language: Language
}

export interface CreatedOffice {
  office: Office
  userId: string
  recoveryCode: string
}

/** The folder of the office, or of the practice branch kept beside it. */
export function placeDir(rootDir: string, place: OfficePlace): string {
  return place === 'office' ? rootDir : join(rootDir, 'practice')
}

export function kdfOf(services: Services): Promise<KdfProfile> {
  return services.kdf === undefined ? calibrateKdf() : Promise.resolve(services.kdf)
}

/**
 * Makes an office with its keyring, its units and its first user, who holds every role. Everything is made in a folder of its
 * own and moved into place with the book last, so a first run that dies half-way leaves nothing that blocks the next try.
 */
export async function createOffice(services: Services, input: NewOffice): Promise<Result<CreatedOffice>> {
  if (officeExists(input.dir)) return failWith('accounts.officeExists')
  await mkdir(input.dir, { recursive: true, mode: 0o700 })
  const lock = lockOffice(input.dir)
  if (!lock.ok) return lock
  const draft = new OfficeDraft(input.dir)
  const userId = newRecordId()
  let made: Result<CreatedKeyring>
  try {
    await draft.clear()
    made = await makeInDraft(services, { draft, input, userId })
  } finally {
    await draft.clear()
    lock.value.release()
  }
  if (!made.ok) return made
  const { dek, recoveryCode } = made.value
  const opened = await openOffice(input.dir, dek)
  dek.fill(0)
  return opened.ok ? succeed({ office: opened.value, userId, recoveryCode }) : opened
}

async function makeInDraft(
  services: Services,
  { draft, input, userId }: { draft: OfficeDraft; input: NewOffice; userId: string },
): Promise<Result<CreatedKeyring>> {
  // Made when another has come between the caller's look and our lock, or beside a keyring whose book went missing.
  if (officeExists(input.dir)) return failWith('accounts.officeExists')
  if (draft.isKeyringInPlace()) return failWith('accounts.keyringExists')
  const keyring = await createKeyring({ ...input, dir: draft.dir, userId, kdf: await kdfOf(services) })
  if (!keyring.ok) return keyring
  const filled = await prepareOfficeFile(draft.databaseFile, keyring.value.dek, (database) =>
    fillOffice(services, { database, input, userId }),
  )
  if (!filled.ok) return filled
  await draft.moveIntoPlace()
  return keyring
}

async function fillOffice(
  services: Services,
  { database, input, userId }: { database: Database; input: NewOffice; userId: string },
): Promise<void> {
  const settings: OfficeSettings = {
    unitId: sharedRecordId('unit', input.unitCode),
    unitCode: input.unitCode,
    kind: input.kind,
    practice: input.practice,
    epoch: randomUUID(),
  }
  await database.write(async (db) => {
    await services.seedOffice(db)
    if (input.newUnit !== undefined) {
      await services.officeUnits.add(db, {
        ...input.newUnit,
        code: input.unitCode,
        onDay: services.clock.today(),
      })
    }
    await db
      .insertInto('setting')
      .values({ name: 'office', value: JSON.stringify(settings) })
      .execute()
    await db
      .insertInto('app_user')
      .values({
        id: userId,
        name: input.userName,
        display_name: input.userName,
        roles: JSON.stringify(ROLES),
        language: input.language,
        created_at: services.clock.now(),
        disabled_at: null,
      })
      .execute()
  })
}
