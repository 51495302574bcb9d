import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { type App, createApp } from '../../src/app/core/createApp.ts'
import type { router } from '../../src/app/core/router.ts'
import { KDF_FLOOR } from '../../src/features/accounts/core/keys/kdf.ts'
import { PRACTICE_OFFICE } from '../../src/features/practice/common/rules.ts'

export type BenchClient = RouterClient<typeof router>

export interface BenchOffice {
  app: App
  client: BenchClient
  dir: string
  file: string
  key: Uint8Array
  close: () => Promise<void>
}

const PASSPHRASE = 'ruong bac thang mua lua chin'

/** A real encrypted office in a folder of its own. `addresses` fills a practice register of that size. */
export async function openBenchOffice(options: {
  kind: 'branch' | 'province'
  addresses?: number
}): Promise<BenchOffice> {
  const rootDir = mkdtempSync(join(tmpdir(), 'nhip-cau-bench-'))
  const app = createApp({
    rootDir,
    jobWorkerFile: new URL('jobWorker.mjs', import.meta.url),
    writeLog: () => {},
    kdf: KDF_FLOOR,
  })
  const place = options.addresses === undefined ? 'office' : 'practice'
  const { token } = await createRouterClient(app.router, { context: app.context() }).accounts.createOffice({
    place,
    unitCode: options.kind === 'province' ? '38' : PRACTICE_OFFICE.unitCode,
    kind: options.kind,
    userName: 'Bench',
    passphrase: PASSPHRASE,
  })
  const client = clientOf(app, token)
  if (options.addresses !== undefined) {
    for await (const _step of await client.practice.fill({ addresses: options.addresses }));
  }
  if (options.addresses !== undefined) await makeReal(app)
  const office = app.holder.office
  if (office === undefined) throw new Error('the office did not open')
  return {
    app,
    client,
    dir: office.dir,
    file: join(office.dir, 'office.db'),
    key: Buffer.from(office.dataKey),
    close: async () => {
      await app.close()
      rmSync(rootDir, { recursive: true, force: true })
    },
  }
}

/** Practice branches send nothing; the bench's branch has to. */
async function makeReal(app: App): Promise<void> {
  const office = app.holder.office
  if (office === undefined) throw new Error('the office did not open')
  office.practice = false
  await office.database.write(async (db) => {
    const { value } = await db
      .selectFrom('setting')
      .select('value')
      .where('name', '=', 'office')
      .executeTakeFirstOrThrow()
    const real = JSON.stringify({ ...JSON.parse(value), practice: false })
    await db.updateTable('setting').set({ value: real }).where('name', '=', 'office').execute()
  })
}

export function clientOf(app: App, token: string): BenchClient {
  const reqHeaders = new Headers({ authorization: `Bearer ${token}` })
  return createRouterClient(app.router, { context: { ...app.context(), reqHeaders } })
}

/** Unlocks the practice office again, as a fresh start does. */
export async function unlockAgain(office: BenchOffice): Promise<void> {
  await office.app.holder.close()
  const { token } = await createRouterClient(office.app.router, { context: office.app.context() }).accounts.unlock({
    place: 'practice',
    userName: 'Bench',
    passphrase: PASSPHRASE,
  })
  office.client = clientOf(office.app, token)
}
