import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../../../base/common/language.ts'
import { newRecordId, sharedRecordId } from '../../../base/common/recordId.ts'
import { failWith, type Result } from '../../../base/common/result.ts'
import { ROLES } from '../../../base/common/rights.ts'
import type { Database } from '../../../db/database.ts'
import type { Office, OfficeKind, Services } from '../../../db/office.ts'
import { type OfficeSettings, officeExists, openOffice } from '../../../db/openOffice.ts'
import type { OfficePlace } from '../common/contract.ts'
import { calibrateKdf } from './keys/calibrateKdf.ts'
import type { KdfProfile } from './keys/kdf.ts'
import { createKeyring } from './keys/keyring.ts'

export interface NewOffice {
  dir: string
  unitCode: string
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

/** Makes an office with its keyring, its units and its first user, who holds every role. */
export async function createOffice(services: Services, input: NewOffice): Promise<Result<CreatedOffice>> {
  if (officeExists(input.dir)) return failWith('accounts.officeExists')
  await mkdir(input.dir, { recursive: true, mode: 0o700 })
  const userId = newRecordId()
  const keyring = await createKeyring({ ...input, userId, kdf: await kdfOf(services) })
  if (!keyring.ok) return keyring
  const opened = await openOffice(input.dir, keyring.value.dek, (database) =>
    fillOffice(services, { database, input, userId }),
  )
  keyring.value.dek.fill(0)
  if (!opened.ok) return opened
  return { ok: true, value: { office: opened.value, userId, recoveryCode: keyring.value.recoveryCode } }
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
