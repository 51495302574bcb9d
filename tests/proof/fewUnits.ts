import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { WriteDb } from '../../src/db/database.ts'
import { type ExchangeOffice, makeExchangeOffice } from './exchangeOffice.ts'

type SeedTable = (typeof TABLES)[number]
const TABLES = ['unit', 'unit_name', 'shared_word'] as const
const ROWS_AT_ONCE = 400

/**
 * What an office is born with, of the units only the centre, the provinces and the communes of those named: the twelve thousand
 * others make each office and each of its backups ten times as large and slow, and a rig that names none of them learns nothing.
 */
export async function fewUnits(
  provinceCodes: readonly string[],
  { dir, builtDir }: { dir: string; builtDir: string },
): Promise<(db: WriteDb) => Promise<void>> {
  const rootDir = join(dir, 'whole')
  const office = await makeExchangeOffice({ rootDir, builtDir, unitCode: 'VN', kind: 'central' })
  const rows = await readRows(office, provinceCodes)
  await office.app.close()
  rmSync(rootDir, { recursive: true })
  return (db) => writeRows(db, rows)
}

async function readRows(
  { app }: ExchangeOffice,
  provinceCodes: readonly string[],
): Promise<Record<SeedTable, object[]>> {
  const read = app.holder.office?.database.read
  if (read === undefined) throw new Error('no office is open')
  const provinces = await read.selectFrom('unit').select('id').where('code', 'in', provinceCodes).execute()
  const ids = provinces.map(({ id }) => id)
  const kept = read
    .selectFrom('unit_name')
    .innerJoin('unit', 'unit.id', 'unit_name.unit_id')
    .select('unit.id')
    .where((is) => is.or([is('unit.level', 'in', ['central', 'province']), is('unit_name.parent_id', 'in', ids)]))
  return {
    unit: await read.selectFrom('unit').selectAll().where('id', 'in', kept).execute(),
    unit_name: await read.selectFrom('unit_name').selectAll().where('unit_id', 'in', kept).execute(),
    shared_word: await read.selectFrom('shared_word').selectAll().execute(),
  }
}

async function writeRows(db: WriteDb, rows: Record<SeedTable, object[]>): Promise<void> {
  for (const table of TABLES) {
    for (let start = 0; start < rows[table].length; start += ROWS_AT_ONCE) {
      // Safe: the rows were read from the table of this name.
      const some = rows[table].slice(start, start + ROWS_AT_ONCE) as never
      await db.insertInto(table).values(some).execute()
    }
  }
}
