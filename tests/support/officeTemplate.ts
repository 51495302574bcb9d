import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRouterClient } from '@orpc/server'
import { createApp } from '../../src/app/core/createApp.ts'
import { KDF_FLOOR } from '../../src/features/accounts/core/keys/kdf.ts'

export const TEST_USER = 'Hà'
export const TEST_PASSPHRASE = 'song lua cau tre xanh'

/** Codes used all over the tests: Na Mèo, a commune of Thanh Hóa on the Lao border, and its province. */
export const BRANCH_CODE = '15013'
export const PROVINCE_CODE = '38'
export const CENTRE_CODE = 'VN'
/** Huaphanh, the Lao partner. */
export const PARTNER_CODE = 'LA-07'

/** The branch beside the first one, in the same province. */
export const NEIGHBOUR_CODE = '14845'

/** The offices tests know. */
export const TEST_OFFICES = {
  branch: { kind: 'branch', unitCode: BRANCH_CODE },
  neighbour: { kind: 'branch', unitCode: NEIGHBOUR_CODE },
  province: { kind: 'province', unitCode: PROVINCE_CODE },
  central: { kind: 'central', unitCode: CENTRE_CODE },
  partner: { kind: 'partner', unitCode: PARTNER_CODE },
} as const

export type TestOfficeName = keyof typeof TEST_OFFICES

/** Makes each of them through the same door as a user; tests copy the folders. */
export async function makeOfficeTemplate(dir: string, coreDir: string): Promise<void> {
  for (const [name, { kind, unitCode }] of Object.entries(TEST_OFFICES)) {
    const rootDir = join(dir, name)
    mkdirSync(rootDir, { recursive: true })
    const app = createApp({
      rootDir,
      jobWorkerFile: pathToFileURL(join(coreDir, 'jobWorker.mjs')),
      writeLog: () => {},
      kdf: KDF_FLOOR,
    })
    const client = createRouterClient(app.router, { context: app.context() })
    await client.accounts.createOffice({ unitCode, kind, userName: TEST_USER, passphrase: TEST_PASSPHRASE })
    await app.close()
  }
}
