import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { type App, createApp } from '../../src/app/core/createApp.ts'
import type { router } from '../../src/app/core/router.ts'
import { KDF_FLOOR } from '../../src/features/accounts/core/keys/kdf.ts'
import { PRACTICE_OFFICE } from '../../src/features/practice/common/rules.ts'
import { bookOf, growBook } from './growBook.ts'

export type BenchClient = RouterClient<typeof router>

export interface BenchOffice {
  app: App
  client: BenchClient
  /** Of the session the client calls with. */
  token: string
  rootDir: string
  dir: string
  file: string
  key: Uint8Array
  /** Of an office that lies on a PostgreSQL server instead of in the file. */
  postgresUrl?: string
  close: () => Promise<void>
}

export const PASSPHRASE = 'ruong bac thang mua lua chin'

/** A real encrypted office in a folder of its own. `addresses` fills a register of that size, and years of work with it. */
export async function openBenchOffice(options: {
  kind: 'branch' | 'province'
  addresses?: number
}): Promise<BenchOffice> {
  if (options.addresses === undefined) {
    return openAt(newFolder(), (app) => createOffice(app, { place: 'office', kind: options.kind }))
  }
  const rootDir = newFolder()
  const { addresses } = options
  return openAt(rootDir, (app) => openFilled(app, { rootDir, addresses }))
}

/** A copy of a province's office that was kept. */
export function openKeptProvince(kept: string): Promise<BenchOffice> {
  const rootDir = newFolder()
  cpSync(kept, rootDir, { recursive: true })
  return openAt(rootDir, (app) => unlock(app, 'office'))
}

/** A small branch of a commune, with a register like no other branch's. */
export function openSmallBranch(unitCode: string, register: { addresses: number; seed: number }): Promise<BenchOffice> {
  return openAt(newFolder(), async (app) => {
    const started = await createOffice(app, { place: 'practice', kind: 'branch', unitCode })
    for await (const _step of await clientOf(app, started.token).practice.fill(register));
    await makeReal(app)
    return started
  })
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'nhip-cau-bench-'))
}

async function openAt(rootDir: string, enter: (app: App) => Promise<{ token: string }>): Promise<BenchOffice> {
  const app = createApp({
    rootDir,
    jobWorkerFile: new URL('jobWorker.mjs', import.meta.url),
    writeLog: () => {},
    kdf: KDF_FLOOR,
  })
  const { token } = await enter(app)
  const office = app.holder.office
  if (office === undefined) throw new Error('the office did not open')
  return {
    app,
    client: clientOf(app, token),
    token,
    rootDir,
    dir: office.dir,
    file: join(office.dir, 'office.db'),
    key: Buffer.from(office.dataKey),
    close: async () => {
      await app.close()
      rmSync(rootDir, { recursive: true, force: true })
    },
  }
}

interface NewOffice {
  place: 'office' | 'practice'
  kind: 'branch' | 'province'
  unitCode?: string
}

function createOffice(app: App, { place, kind, unitCode }: NewOffice) {
  return createRouterClient(app.router, { context: app.context() }).accounts.createOffice({
    place,
    unitCode: unitCode ?? (kind === 'province' ? '38' : PRACTICE_OFFICE.unitCode),
    kind,
    userName: 'Bench',
    passphrase: PASSPHRASE,
  })
}

/** Filled offices of today and of this program, kept from one run to the next. */
export const KEPT = 'node_modules/.cache/nhip-cau-bench-offices'

/** What a filled office depends on. */
const MADE_BY = ['src/db/migrations', 'src/features/practice/core', 'src/features/practice/common', 'tests/bench']

async function openFilled(app: App, { rootDir, addresses }: { rootDir: string; addresses: number }) {
  const kept = join(KEPT, `${addresses}-${fingerprint()}`)
  if (!existsSync(kept)) {
    const { token } = await createOffice(app, { place: 'practice', kind: 'branch' })
    for await (const _step of await clientOf(app, token).practice.fill({ addresses }));
    await makeReal(app)
    const database = app.holder.office?.database
    if (database === undefined) throw new Error('the office did not open')
    await growBook(database, bookOf(addresses))
    await app.holder.close()
    mkdirSync(KEPT, { recursive: true })
    cpSync(rootDir, `${kept}.new`, { recursive: true })
    renameSync(`${kept}.new`, kept)
  } else {
    cpSync(kept, rootDir, { recursive: true })
  }
  return unlock(app)
}

/** Of the day and of what made an office; `also` names more folders it depends on. */
export function fingerprint(...also: string[]): string {
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 10))
  for (const dir of [...MADE_BY, ...also]) {
    for (const name of readdirSync(dir).toSorted()) {
      if (name.endsWith('.ts') && (dir !== 'tests/bench' || name === 'growBook.ts'))
        hash.update(readFileSync(join(dir, name)))
    }
  }
  return hash.digest('hex').slice(0, 12)
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
  const { token } = await unlock(office.app)
  office.client = clientOf(office.app, token)
  office.token = token
}

function unlock(app: App, place: 'office' | 'practice' = 'practice') {
  return createRouterClient(app.router, { context: app.context() }).accounts.unlock({
    place,
    userName: 'Bench',
    passphrase: PASSPHRASE,
  })
}
