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

/** Makes one office of each kind through the same door as a user; tests copy the folders. */
export async function makeOfficeTemplate(dir: string, coreDir: string): Promise<void> {
  for (const [kind, unitCode] of [
    ['branch', BRANCH_CODE],
    ['province', PROVINCE_CODE],
    ['central', CENTRE_CODE],
    ['partner', PARTNER_CODE],
  ] as const) {
    const rootDir = join(dir, kind)
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
