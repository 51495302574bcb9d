import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createApp } from '../../src/app/core/createApp.ts'
import { sharedRecordId } from '../../src/base/common/recordId.ts'
import type { OfficeKind } from '../../src/db/office.ts'
import { KDF_FLOOR } from '../../src/features/accounts/core/keys/kdf.ts'
import { InlineJobs } from '../support/inlineJobs.ts'
import { clientOf, PROOF_PASSPHRASE, PROOF_USER, type ProofClient } from './proofOffice.ts'

export interface ExchangeWish {
  rootDir: string
  builtDir: string
  unitCode: string
  kind: OfficeKind
  now?: () => number
  /** Jobs in threads of their own, as in the program; a rig that runs thousands keeps them on its own. */
  threads?: boolean
  /** What a new office is born with, when not with all units of Viet Nam. */
  seedOffice?: ExchangeOffice['app']['services']['seedOffice']
}

export interface ExchangeOffice {
  app: ReturnType<typeof createApp>
  client: ProofClient
  dir: string
  unitId: string
}

/** An office that sends and opens bundles, made through the same door as a user's. */
export async function makeExchangeOffice(wish: ExchangeWish): Promise<ExchangeOffice> {
  const app = exchangeApp(wish)
  const { unitCode, kind } = wish
  const made = await clientOf(app).accounts.createOffice({
    unitCode,
    kind,
    userName: PROOF_USER,
    passphrase: PROOF_PASSPHRASE,
  })
  return officeOf(wish, app, made.token)
}

/** The same office once more: after a copy of its folder, after a restored backup. */
export async function enterExchangeOffice(wish: ExchangeWish): Promise<ExchangeOffice> {
  const app = exchangeApp(wish)
  return officeOf(wish, app, await unlockExchangeApp(app))
}

export async function unlockExchangeApp(app: ExchangeOffice['app']): Promise<string> {
  return (await clientOf(app).accounts.unlock({ userName: PROOF_USER, passphrase: PROOF_PASSPHRASE })).token
}

function officeOf({ rootDir, unitCode }: ExchangeWish, app: ExchangeOffice['app'], token: string): ExchangeOffice {
  return { app, client: clientOf(app, token), dir: rootDir, unitId: sharedRecordId('unit', unitCode) }
}

function exchangeApp({ rootDir, builtDir, now, threads, seedOffice }: ExchangeWish): ExchangeOffice['app'] {
  const jobWorkerFile = pathToFileURL(join(builtDir, 'jobWorker.mjs'))
  const app = createApp({
    rootDir,
    jobWorkerFile,
    writeLog: () => {},
    kdf: KDF_FLOOR,
    ...(now === undefined ? {} : { now }),
  })
  if (seedOffice !== undefined) app.services.seedOffice = seedOffice
  if (threads !== true) app.services.jobs = new InlineJobs(jobWorkerFile)
  return app
}
