import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Database, openSqliteDatabase, type WriteDb } from '../../src/db/database.ts'
import { migrationsFor } from '../../src/db/migrations/index.ts'
import { openSqlite, sqliteDialect } from '../../src/db/openSqlite.ts'
import type { Tables } from '../../src/db/tables.ts'
import { fillPractice } from '../../src/features/practice/core/fillPractice.ts'
import { openTestApp } from '../support/openTestApp.ts'
import { sumDifferences } from '../support/sumDifferences.ts'

const TODAY = '2026-11-21'

/** An office with a made-up register, and the ids of what its deliveries hang on. */
async function openFilled(dialect: 'sqlite' | 'postgres') {
  const { app, unitId } = await openTestApp({ dialect })
  const database = app.holder.office?.database
  if (database === undefined) throw new Error('no office is open')
  const writer = { userId: 'trainer', unitId, now: `${TODAY}T02:00:00.000Z` }
  const wish = { addresses: 40, seed: 3, today: TODAY, communeName: 'Na Mèo', onProgress: () => {} }
  await database.write((db) => fillPractice(db, writer, wish))
  return { database, ids: await idsOf(database) }
}

type Ids = Record<'delivery' | 'instalment' | 'round_line' | 'round' | 'address' | 'address_step', string[]>

async function idsOf({ read }: Database): Promise<Ids> {
  const of = async (table: keyof Ids) => {
    const rows = await read.selectFrom(table).select('id').orderBy('id').execute()
    return rows.map(({ id }) => id)
  }
  return {
    delivery: await of('delivery'),
    instalment: await of('instalment'),
    round_line: await of('round_line'),
    round: await of('round'),
    address: await of('address'),
    address_step: await of('address_step'),
  }
}

/** One change of one row, as an import, a bundle, a merge, an undo or a correction may make it. */
interface Change {
  table: keyof Ids
  row: number
  change: Record<string, unknown> | 'remove' | 'takeBack'
  /** Which row of another table it is given to, for the columns that name one. */
  other: number
}

const day = fc.constantFrom('2025-03-04', '2026-01-31', '2026-09-30', '2026-11-21')
const money = fc.integer({ min: 0, max: 3_000_000 })
const month = fc.constantFrom('2019-03', '2025-03', '2026-09')
const gone = fc.constantFrom(null, '2026-11-21T03:00:00.000Z')
const unit = fc.constantFrom('one', 'other')

/** Some of these columns, each time others, so that none is only ever changed beside another. */
const someOf = (columns: Record<string, fc.Arbitrary<unknown>>) => fc.record(columns, { requiredKeys: [] })
const remove = fc.constant('remove' as const)

const changesOf: Record<keyof Ids, fc.Arbitrary<Change['change']>> = {
  delivery: fc.oneof(
    someOf({ amount: money, goods_value: money, on_day: day, deleted_at: gone, owner_unit: unit }),
    someOf({ currency: fc.constantFrom('VND', 'LAK'), channel: fc.constantFrom('fund', 'direct') }),
    someOf({ proof: fc.constantFrom('none', 'signature'), place: fc.constantFrom(null, 'Bản Ón') }),
    someOf({ receiver: fc.constantFrom('self', 'proxy'), proxy_name: fc.constantFrom(null, 'Lò Thị Mơ') }),
    someOf({ proxy_relation: fc.constantFrom(null, 'Vợ'), address_id: fc.constantFrom('one', 'another') }),
    fc.constantFrom({ instalment_id: 'instalment' }, { instalment_id: null }),
    fc.constantFrom({ round_line_id: 'round_line' }, { round_line_id: null }),
    fc.constantFrom('remove' as const, 'takeBack' as const),
  ),
  instalment: fc.oneof(
    someOf({ amount: money, due_on: day, first_month: month, last_month: month }),
    someOf({ past: fc.constantFrom(null, 'unknown'), deleted_at: gone }),
    someOf({
      owner_unit: unit,
      currency: fc.constantFrom('VND', 'USD'),
      pairing_id: fc.constantFrom('one', 'another'),
    }),
    remove,
  ),
  round_line: fc.oneof(
    someOf({ village_id: fc.constantFrom(null, 'a village') }),
    fc.constant({ round_id: 'round' }),
    remove,
  ),
  address: fc.oneof(
    someOf({ owner_unit: unit, deleted_at: gone, merged_into: fc.constantFrom(null, 'another address') }),
    remove,
  ),
  address_step: fc.oneof(someOf({ on_day: day, deleted_at: gone }), fc.constant({ address_id: 'address' }), remove),
  // A gift is late by the day of its round.
  round: fc.oneof(
    someOf({ place: fc.constantFrom(null, 'Nhà văn hóa'), on_day: fc.constantFrom('2019-01-05', TODAY) }),
    remove,
  ),
}

const anyChange: fc.Arbitrary<Change> = fc
  .constantFrom<(keyof Ids)[]>('delivery', 'delivery', 'instalment', 'round_line', 'round', 'address', 'address_step')
  .chain((table) => fc.record({ table: fc.constant(table), row: fc.nat(), change: changesOf[table], other: fc.nat() }))

async function make(db: WriteDb, ids: Ids, { table, row, change, other }: Change): Promise<void> {
  const id = ids[table][row % ids[table].length]
  // Safe: the changes of a table name columns of that table.
  const name = table as 'delivery'
  if (change === 'remove') await db.deleteFrom(name).where('id', '=', String(id)).execute()
  else if (change === 'takeBack') await takeBack(db, String(id))
  else {
    const values = Object.entries(change).map(([column, value]) => {
      const named = ids[value as keyof Ids]
      return [column, column.endsWith('_id') && named !== undefined ? named[other % named.length] : value]
    })
    if (values.length > 0)
      await db.updateTable(name).set(Object.fromEntries(values)).where('id', '=', String(id)).execute()
  }
}

async function takeBack(db: WriteDb, id: string): Promise<void> {
  const row = await db.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirst()
  const known = await db.selectFrom('delivery').select('id').where('reverses', '=', id).executeTakeFirst()
  if (row === undefined || known !== undefined || row.reverses !== null) return
  const back = { id: `back ${id}`, amount: -row.amount, goods_value: -row.goods_value, reverses: id, on_day: TODAY }
  await db
    .insertInto('delivery')
    .values({ ...row, ...back })
    .execute()
}

describe.each(['sqlite', 'postgres'] as const)('kept sums on %s', (dialect) => {
  test('a whole register is summed as its rows are', async () => {
    const { database } = await openFilled(dialect)
    expect(await sumDifferences(database)).toEqual([])
    const kept = await database.read.selectFrom('delivery_sum').selectAll().execute()
    const open = await database.read.selectFrom('open_instalment').selectAll().execute()
    expect(kept.length).toBeGreaterThan(20)
    expect(open.length).toBeGreaterThan(5)
  })

  test('whatever changes in the rows, the sums are right when the write is done', async () => {
    const { database, ids } = await openFilled(dialect)
    const writes = fc.array(anyChange, { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(writes, async (changes) => {
        await database.write(async (db) => {
          for (const change of changes) await make(db, ids, change)
        })
        expect(await sumDifferences(database)).toEqual([])
      }),
      { numRuns: dialect === 'sqlite' ? 100 : 15, endOnFailure: true },
    )
  })

  test('a write that fails leaves rows and sums as they were', async () => {
    const { database, ids } = await openFilled(dialect)
    const before = await database.read.selectFrom('delivery_sum').selectAll().execute()
    const failing = database.write(async (db) => {
      for (const id of ids.delivery) await db.deleteFrom('delivery').where('id', '=', id).execute()
      throw new Error('power cut')
    })
    await expect(failing).rejects.toThrow('power cut')
    expect(await database.read.selectFrom('delivery_sum').selectAll().execute()).toEqual(before)
    expect(await sumDifferences(database)).toEqual([])
  })
})

test('a book of the program before the sums has them when it is opened', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-sums-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const file = join(dir, 'office.db')
  const key = randomBytes(32)
  const old = new Kysely<Tables>({ dialect: sqliteDialect(openSqlite({ file, key })) })
  const before = Object.entries(migrationsFor('sqlite')).filter(([name]) => name < '0022')
  await new Migrator({ db: old, provider: { getMigrations: async () => Object.fromEntries(before) } }).migrateToLatest()
  const owned = sql`'unit', 1, 1, '2026-01-01T00:00:00Z'`
  await sql`insert into instalment (id, owner_unit, version, change_seq, created_at, pairing_id, first_month, last_month,
    due_on, amount, currency) values ('k1', ${owned}, 'p', '2026-01', '2026-01', '2026-01-31', 500, 'VND')`.execute(old)
  await sql`insert into delivery (id, owner_unit, version, change_seq, created_at, address_id, instalment_id, on_day, channel,
    source, help_form, amount, currency, goods_value, receiver, proof) values ('d1', ${owned}, 'a', 'k1', '2026-01-20',
    'fund', 'own', 'cash', 200, 'VND', 0, 'self', 'signature')`.execute(old)
  await old.destroy()
  const opened = await openSqliteDatabase(file, key)
  if (!opened.ok) throw new Error('the book did not open')
  onTestFinished(() => opened.value.close())
  expect(await sumDifferences(opened.value)).toEqual([])
  const open = await opened.value.read.selectFrom('open_instalment').select('missing').execute()
  expect(open).toEqual([{ missing: 300 }])
})
