import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { type ShareLine, shareLineSchema } from '../../common/shares/shareLines.ts'
import { receiveNewest } from '../open/readLines.ts'
import type { ReadLines } from '../open/readLinesJob.ts'
import { shortOpener } from '../open/shortOpener.ts'
import { getUnitNames } from '../unitNamesRepo.ts'

const ROLES = ['partner'] as const

/** A share of a Vietnamese office, opened by its Lao partner only: it replaces what that office shared before. */
export const shareOpener = shortOpener({
  kind: 'share',
  roles: ROLES,
  look: async (context, read) => {
    const lines = linesOf(context, read)
    const count = (...kinds: ShareLine['kind'][]) => lines.filter((line) => kinds.includes(line.kind)).length
    return {
      facts: {
        people: count('sharedPerson'),
        figures: count('helpCell', 'houseCell'),
        activities: count('sharedActivity'),
      },
      lines: [],
    }
  },
  take: async (context, { read, bytes }) => {
    const lines = linesOf(context, read)
    const { unit: from, bundleId } = read.manifest
    await context.write(async (db, { now }) => {
      if (!(await receiveNewest(db, { read, roles: ROLES, now, bytes: bytes.length }))) return
      await db.deleteFrom('share_line').where('from_unit', '=', from).execute()
      for (const [index, line] of lines.entries()) {
        await db
          .insertInto('share_line')
          .values({ from_unit: from, line: index + 1, bundle_id: bundleId, line_json: JSON.stringify(line) })
          .execute()
      }
    })
  },
})

function linesOf({ office }: OfficeContext, { manifest, records }: ReadLines): ShareLine[] {
  if (office.kind !== 'partner') refuse('bundles.wrongKind', { kind: manifest.bundleKind })
  const lines = records.map((record, index) => {
    const line = shareLineSchema.safeParse(record)
    // The manifest is line 1.
    if (!line.success) refuse('bundles.malformed', { part: 'record', line: index + 2 })
    return line.data
  })
  if (lines[0]?.kind !== 'about' || lines.filter((line) => line.kind === 'about').length !== 1) {
    refuse('bundles.malformed', { part: 'record', line: 2 })
  }
  return lines
}

/** What each office across the border last shared, as it came. */
export async function listReceivedShares(db: ReadDb) {
  const bundles = await db
    .selectFrom('bundle_received')
    .selectAll()
    .where('kind', '=', 'share')
    .orderBy('change_seq', 'desc')
    .execute()
  const rows = await db.selectFrom('share_line').selectAll().orderBy('from_unit').orderBy('line').execute()
  const shown = new Set(rows.map((row) => row.bundle_id))
  const newest = bundles.filter((bundle) => shown.has(bundle.id))
  return Promise.all(
    newest.map(async (bundle) => ({
      from: await getUnitNames(db, bundle.from_unit),
      seq: bundle.seq,
      madeAt: bundle.made_at,
      openedAt: bundle.opened_at,
      lines: rows
        .filter((row) => row.bundle_id === bundle.id)
        .map((row) => shareLineSchema.parse(JSON.parse(row.line_json))),
    })),
  )
}
