import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { type DecisionLine, decisionLineSchema } from '../../common/decisions/decisionLines.ts'
import { decisionSentence } from '../../common/decisions/decisionSentence.ts'
import { receiveNewest } from '../open/readLines.ts'
import type { ReadLines } from '../open/readLinesJob.ts'
import { receivedValues } from '../open/receivedValues.ts'
import { createSearchText } from '../open/searchText.ts'
import { type ShortContent, shortOpener } from '../open/shortOpener.ts'
import { insertLine } from './decisionRepo.ts'

/** Only an office above decides. */
const ROLES = ['receiver'] as const
/** More are counted, not listed: nobody reads on. */
const MOST_LISTED = 30

/** Decisions of the office above: opening keeps them until a person applies each. */
export const decisionOpener = shortOpener({
  kind: 'decision',
  roles: ROLES,
  look: async (context, read) => {
    const lines = readDecisionLines(read)
    const listed = await Promise.all(lines.slice(0, MOST_LISTED).map((line) => seenLine(context.db, line)))
    const rest = lines.length - listed.length
    return {
      facts: { n: lines.length },
      lines: rest > 0 ? [...listed, { code: 'more', facts: { n: rest } }] : listed,
    }
  },
  take: takeDecisions,
})

function readDecisionLines({ records, manifest }: ReadLines): DecisionLine[] {
  const searchText = createSearchText(new Map())
  return records.map((record, index) => {
    const parsed = decisionLineSchema.safeParse(record)
    const isWhole = parsed.success && (parsed.data.kind !== 'sponsor' || isSendersDonor(parsed.data))
    if (!isWhole) refuse('bundles.malformed', { part: 'record', line: index + 2 })
    return parsed.data
  })

  function isSendersDonor({ donor, donorId }: Extract<DecisionLine, { kind: 'sponsor' }>): boolean {
    const isIts = donor.id === donorId && donor.ownerUnit === manifest.unit
    return isIts && receivedValues('donor', donor, searchText) !== undefined
  }
}

async function seenLine(db: ReadDb, line: DecisionLine): Promise<ShortContent['lines'][number]> {
  if (line.kind === 'moneySent') return decisionSentence(line, '')
  const address = await db
    .selectFrom('address')
    .select('display_name')
    .where('id', '=', line.addressId)
    .executeTakeFirst()
  return decisionSentence(line, address?.display_name ?? '?')
}

/** A line that came before is left as it is; the same id with other content is a lie of the sender. */
async function takeDecisions(
  context: OfficeContext,
  { read, bytes }: { read: ReadLines; bytes: Uint8Array },
): Promise<void> {
  const lines = readDecisionLines(read)
  const { unit, bundleId, createdAt } = read.manifest
  await context.write(async (db, { now }) => {
    const isNew = await receiveNewest(db, { read, roles: ROLES, now, bytes: bytes.length })
    if (!isNew) return
    for (const [index, line] of lines.entries()) {
      const known = await findLine(db, line.id)
      if (known === undefined) {
        await insertLine(db, line, {
          direction: 'in',
          from_unit: unit,
          to_unit: context.office.unitId,
          decided_at: createdAt,
          decided_by: null,
          bundle_id: bundleId,
        })
      } else if (known.direction !== 'in' || known.from_unit !== unit || known.content !== JSON.stringify(line)) {
        refuse('bundles.malformed', { part: 'record', line: index + 2 })
      }
    }
  })
}

function findLine(db: WriteDb, id: string) {
  return db.selectFrom('decision_line').selectAll().where('id', '=', id).executeTakeFirst()
}
