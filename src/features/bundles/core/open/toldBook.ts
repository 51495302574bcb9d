import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { Difference } from '../../common/bundleSchemas.ts'
import { TOLD_KIND } from '../../common/laterKinds.ts'
import type { ToldBatch } from './readReportJob.ts'

/**
 * Keeps what a sender tells of the units below it: the newest telling of a quarter is the only one, and a quarter it says nothing of
 * stays. Counts quarters that are new or say something else than before.
 */
export function createToldBook(db: ReadDb | WriteDb, fromUnit: string) {
  const count: Difference = { kind: TOLD_KIND, inBundle: 0, added: 0, changed: 0, gone: 0 }
  const compare = async ({ year, quarter, units }: ToldBatch): Promise<string | undefined> => {
    // Safe: a transaction reads as any Kysely does.
    const before = await (db as ReadDb)
      .selectFrom('told_figures')
      .select('units_json')
      .where('from_unit', '=', fromUnit)
      .where('year', '=', year)
      .where('quarter', '=', quarter)
      .executeTakeFirst()
    const text = JSON.stringify(units)
    count.inBundle += 1
    if (before === undefined) count.added += 1
    else if (before.units_json === text) return undefined
    else count.changed += 1
    return text
  }
  return {
    compare: async (batch: ToldBatch): Promise<void> => {
      await compare(batch)
    },
    take: async (batch: ToldBatch, now: string): Promise<void> => {
      const units_json = (await compare(batch)) ?? JSON.stringify(batch.units)
      const { year, quarter } = batch
      await (db as WriteDb)
        .insertInto('told_figures')
        .values({ from_unit: fromUnit, year, quarter, units_json, told_at: now })
        .onConflict((same) => same.columns(['from_unit', 'year', 'quarter']).doUpdateSet({ units_json, told_at: now }))
        .execute()
    },
    differences: (): Difference[] => (count.inBundle === 0 ? [] : [count]),
  }
}
