import { createHash } from 'node:crypto'
import { newRecordId } from '../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { type QuarterInput, type QuarterTable, quarterTableSchema } from '../common/quarterSchemas.ts'

export interface SignedReport {
  id: string
  signedAt: string
  signedBy: string
  table: QuarterTable
  /** SHA-256 of the table as it was signed, in hex. */
  hash: string
}

/** The signed tables of a quarter, newest first. */
export async function listSignedReports(db: ReadDb, quarter: QuarterInput): Promise<SignedReport[]> {
  const rows = await db
    .selectFrom('signed_report')
    .selectAll()
    .where('year', '=', quarter.year)
    .where('quarter', '=', quarter.quarter)
    .orderBy('signed_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => {
    if (hashOf(row.table_json) !== row.hash) throw new Error('a signed report was changed in the file')
    const table = quarterTableSchema.parse(JSON.parse(row.table_json))
    return { id: row.id, signedAt: row.signed_at, signedBy: row.signed_by, table, hash: row.hash }
  })
}

/** Keeps a table as it stands now; nothing in the program ever changes it. */
export async function insertSignedReport(
  db: WriteDb,
  { quarter, table, signedBy, now }: { quarter: QuarterInput; table: QuarterTable; signedBy: string; now: string },
): Promise<string> {
  const id = newRecordId()
  const text = JSON.stringify(table)
  const values = { id, ...quarter, signed_at: now, signed_by: signedBy, table_json: text, hash: hashOf(text) }
  await db.insertInto('signed_report').values(values).execute()
  return id
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
