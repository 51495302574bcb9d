import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { type App, createApp } from '../../src/app/core/createApp.ts'
import type { router } from '../../src/app/core/router.ts'
import { KDF_FLOOR } from '../../src/features/accounts/core/keys/kdf.ts'
import { addressFieldsSchema } from '../../src/features/addresses/common/addressSchemas.ts'

export type ProofClient = RouterClient<typeof router>

export const PROOF_USER = 'Hà'
export const PROOF_PASSPHRASE = 'ruong bac thang mua lua chin'

export interface ProofOffice {
  app: App
  client: ProofClient
  villageId: string
}

export function proofApp(rootDir: string, builtDir: string, now?: () => number): App {
  return createApp({
    rootDir,
    jobWorkerFile: pathToFileURL(join(builtDir, 'jobWorker.mjs')),
    writeLog: () => {},
    kdf: KDF_FLOOR,
    ...(now === undefined ? {} : { now }),
  })
}

export function clientOf(app: App, token?: string): ProofClient {
  const reqHeaders = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` })
  return createRouterClient(app.router, { context: { ...app.context(), reqHeaders } })
}

/** A branch with one village, made through the same door as a user's. */
export async function makeProofOffice(rootDir: string, builtDir: string, now?: () => number): Promise<ProofOffice> {
  const app = proofApp(rootDir, builtDir, now)
  const made = await clientOf(app).accounts.createOffice({
    unitCode: '15013',
    kind: 'branch',
    userName: PROOF_USER,
    passphrase: PROOF_PASSPHRASE,
  })
  const client = clientOf(app, made.token)
  const { id: villageId } = await client.units.villages.add({ name: 'Bản Ón', headName: null, headPhone: null })
  return { app, client, villageId }
}

export async function reopenProofOffice(rootDir: string, builtDir: string): Promise<{ app: App; client: ProofClient }> {
  const app = proofApp(rootDir, builtDir)
  const unlocking = { userName: PROOF_USER, passphrase: PROOF_PASSPHRASE }
  const { token } = await clientOf(app).accounts.unlock(unlocking)
  return { app, client: clientOf(app, token) }
}

/** One mixed day's work: an address, its change, money received into the purse. Gives what must be there from now on. */
export async function workOnce({ app, client, villageId }: ProofOffice, count: number): Promise<string[]> {
  const fields = addressFieldsSchema.parse({ mainCategory: 'poor', name: `Nguyễn Văn ${count}`, villageId })
  const { id } = await client.addresses.add({ fields })
  const receipt = await client.ledger.receipts.add({
    payerName: `Người ${count}`,
    onDay: app.services.clock.today(),
    amount: 1000 + count,
    method: 'cash',
    allocations: [{ kind: 'purpose', purpose: 'Tết Nhân ái', amount: 1000 + count }],
  })
  return [`address ${id}`, `receipt ${receipt.id}`]
}
