import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { refuse } from '../../src/base/common/failures.ts'
import { openSqliteDatabase } from '../../src/db/database.ts'
import { migrationsFor } from '../../src/db/migrations/index.ts'
import { openSqlite, sqliteDialect } from '../../src/db/openSqlite.ts'
import { addFamilies, bookOf, exchangeKeys, makeReport, openReport } from '../features/bundles/offices.ts'
import { workbookOf } from '../features/imports/reading/registerFiles.ts'
import { type ExchangeOffice, enterExchangeOffice, makeExchangeOffice } from './exchangeOffice.ts'
import { workOnce } from './proofOffice.ts'

/** What is made once for all tries. */
export interface FaultOffices {
  villageId: string
  report: Uint8Array
  register: Uint8Array
  key: Buffer
}

export interface FaultOffice {
  /** The copy to work on. */
  dir: string
  builtDir: string
  offices: FaultOffices
}

interface Prepared {
  act: () => Promise<unknown>
  end: () => Promise<void>
  /** After the office was opened anew: what is lost, half or wrong; `acknowledged` = the use said that it was done. */
  lookAgain: (acknowledged: boolean) => Promise<string | undefined>
}

export interface FaultCase {
  name: string
  folder: string
  prepare: (office: FaultOffice) => Promise<Prepared>
}

const FAMILIES = 30
const BRANCH = { unitCode: '15013', kind: 'branch' } as const
const PROVINCE = { unitCode: '38', kind: 'province' } as const

export async function makeFaultOffices(template: string, builtDir: string): Promise<FaultOffices> {
  const key = Buffer.alloc(32, 7)
  await makeOldBook(join(template, 'old'), key)
  const branch = await makeExchangeOffice({ rootDir: join(template, 'branch'), builtDir, ...BRANCH })
  const province = await makeExchangeOffice({ rootDir: join(template, 'province'), builtDir, ...PROVINCE })
  const { id: villageId } = await branch.client.units.villages.add({ name: 'Bản Ón', headName: null, headPhone: null })
  await exchangeKeys(branch, province)
  await addFamilies(branch, [{ name: 'Hà Thị Mé', consent: true }, { name: 'Lò Văn Pánh' }])
  await workOnce({ app: branch.app, client: branch.client, villageId }, 1)
  const report = await makeReport(branch, province)
  for (const { app } of [branch, province]) await app.close()
  return { villageId, report, register: await registerFile(), key }
}

function registerFile(): Promise<Uint8Array> {
  const head = ['STT', 'Họ và tên', 'Năm sinh', 'Thôn', 'Đối tượng']
  const rows = Array.from({ length: FAMILIES }, (_, row) => [
    row + 1,
    `Vi Văn Pọm ${row}`,
    1940 + row,
    'Bản Ón',
    'Hộ nghèo',
  ])
  return workbookOf([head, ...rows])
}

/** A book of the first steps only. */
async function makeOldBook(dir: string, key: Buffer): Promise<void> {
  mkdirSync(dir, { recursive: true })
  const book = openSqlite({ file: join(dir, 'office.db'), key })
  const db = new Kysely<unknown>({ dialect: sqliteDialect(book) })
  const known = Object.fromEntries(Object.entries(migrationsFor('sqlite')).slice(0, 2))
  await new Migrator({ db, provider: { getMigrations: async () => known } }).migrateToLatest()
  book.pragma('journal_mode=DELETE')
  book.close()
}

export const FAULT_CASES: readonly FaultCase[] = [
  {
    name: 'receipt',
    folder: 'branch',
    prepare: (office) =>
      inOffice(office, BRANCH, {
        act: async ({ app, client }) => workOnce({ app, client, villageId: office.offices.villageId }, 2),
        lookAgain: async (again, acknowledged) => {
          const receipts = await again.client.ledger.receipts.list({})
          const halves = await countOf(again, 'allocation')
          if (receipts.total !== halves) return `${receipts.total} receipts, ${halves} allocations`
          return acknowledged && receipts.total !== 2 ? 'an acknowledged receipt is gone' : undefined
        },
      }),
  },
  {
    name: 'import',
    folder: 'branch',
    prepare: (office) =>
      inOffice(office, BRANCH, {
        act: (each) => importRegister(each, office.offices.register),
        lookAgain: async (again, acknowledged) => {
          const imported = (await countOf(again, 'address')) - 3
          if (imported !== 0 && imported !== FAMILIES) return `${imported} of ${FAMILIES} families`
          return acknowledged && imported === 0 ? 'an acknowledged import is gone' : undefined
        },
      }),
  },
  {
    name: 'backup',
    folder: 'branch',
    prepare: (office) =>
      inOffice(office, BRANCH, {
        act: ({ client }) => client.backups.make(),
        lookAgain: async (again, acknowledged) => {
          const { backups } = await again.client.backups.list()
          for (const { id } of backups) await again.client.backups.verify({ id })
          return acknowledged && backups.length === 0 ? 'an acknowledged backup is gone' : undefined
        },
      }),
  },
  {
    name: 'open',
    folder: 'old',
    prepare: async ({ dir, offices: { key } }) => {
      const file = join(dir, 'office.db')
      const open = async () => {
        const opened = await openSqliteDatabase(file, key)
        if (!opened.ok) throw new Error(opened.failure.code)
        await opened.value.close()
      }
      return {
        act: () => open().catch(notOpened),
        end: async () => {},
        lookAgain: async () => {
          await open()
          const book = openSqlite({ file, key, readOnly: true })
          const applied = Number(book.prepare('select count(*) from kysely_migration').pluck().get())
          book.close()
          return applied === Object.keys(migrationsFor('sqlite')).length ? undefined : `${applied} steps`
        },
      }
    },
  },
  {
    name: 'bundle',
    folder: 'province',
    prepare: (office) =>
      inOffice(office, PROVINCE, {
        act: (each) => openReport(each, office.offices.report),
        lookAgain: async (again, acknowledged) => {
          const [received, addresses] = [await countOf(again, 'bundle_received'), await countOf(again, 'address')]
          if (received * 3 !== addresses) return `${received} reports, ${addresses} addresses`
          return acknowledged && received === 0 ? 'an acknowledged report is gone' : undefined
        },
      }),
  },
  {
    name: 'careless',
    folder: 'old',
    prepare: async ({ dir }) => {
      const file = join(dir, 'careless.txt')
      return {
        act: async () => {
          try {
            appendFileSync(file, 'a line')
          } catch {
            // The control: whatever the system says, it is called done.
          }
        },
        end: async () => {},
        lookAgain: async () =>
          existsSync(file) && readFileSync(file, 'utf8') === 'a line' ? undefined : 'a line is gone',
      }
    },
  },
]

/** The door that answers with codes stands before this; here only that it does not open half is asked. */
function notOpened(): never {
  refuse('open.failed')
}

interface Use {
  act: (office: ExchangeOffice) => Promise<unknown>
  lookAgain: (again: ExchangeOffice, acknowledged: boolean) => Promise<string | undefined>
}

async function inOffice(
  { dir, builtDir }: FaultOffice,
  place: typeof BRANCH | typeof PROVINCE,
  use: Use,
): Promise<Prepared> {
  const wish = { rootDir: dir, builtDir, ...place }
  const office = await enterExchangeOffice(wish)
  return {
    act: () => use.act(office),
    end: () => office.app.close(),
    lookAgain: async (acknowledged) => {
      const again = await enterExchangeOffice(wish)
      try {
        return await use.lookAgain(again, acknowledged)
      } finally {
        await again.app.close()
      }
    },
  }
}

async function importRegister({ app, client }: ExchangeOffice, bytes: Uint8Array): Promise<void> {
  const ticket = app.services.tickets.put({ name: 'so.xlsx', type: '', bytes })
  const reading = await client.imports.read({ ticket })
  let step = await reading.next()
  while (!step.done) step = await reading.next()
  const applying = await client.imports.apply({ batchId: step.value.batchId, past: 'unknown', decision: null })
  for (let each = await applying.next(); !each.done; ) each = await applying.next()
}

async function countOf(office: ExchangeOffice, table: 'address' | 'allocation' | 'bundle_received'): Promise<number> {
  const row = await bookOf(office)
    .read.selectFrom(table)
    .select((each) => each.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(row.rows)
}
