import type { ReadDb } from '../../../../db/database.ts'
import type { TakenBook } from '../../common/books/takenBookLines.ts'
import type { BundleManifest } from '../../common/bundleManifest.ts'
import { RECORD_KINDS } from '../../common/bundleRecords.ts'
import type { Difference } from '../../common/bundleSchemas.ts'
import { readSuccession } from '../books/succession.ts'
import { Comparison, idsOf } from './comparison.ts'
import { findLeftBehind } from './leftBehind.ts'
import type { ReportBatch } from './readReport.ts'
import { createToldBook } from './toldBook.ts'

interface Comparing {
  unitId: string
  contents: BundleManifest['contents']
  batches: AsyncIterable<ReportBatch>
}

/** Only counts; for a look before a person decides. */
export async function compareReport(db: ReadDb, { unitId, contents, batches }: Comparing): Promise<Difference[]> {
  const comparison = new Comparison(db, { unitId, contents })
  const succession = await readSuccession(db, unitId)
  const told = createToldBook(db, unitId)
  const taken: TakenBook[] = []
  const named: string[] = []
  for await (const batch of batches) {
    if (batch.kind === 'rows') {
      await comparison.part(batch)
      if (succession.before.length > 0) named.push(...idsOf(batch.of, batch.values))
    }
    if (batch.kind === 'bookTaken') taken.push(batch)
    if (batch.kind === 'gone') await comparison.named(batch.of, batch.ids)
    if (batch.kind === 'told') await told.compare(batch)
  }
  for (const kind of RECORD_KINDS) await comparison.gone(kind)
  const left = await findLeftBehind(db, { succession, taken })
  const alive = new Set(named)
  comparison.leave(new Map([...left].map(([kind, ids]) => [kind, ids.filter((id) => !alive.has(id))])))
  return [...comparison.differences(), ...told.differences()]
}
