import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { mayStep } from '../../../addresses/common/rules.ts'
import type { PairingTerms } from '../../../pairings/common/pairingSchemas.ts'
import { lineOfRow } from '../../common/bundleRecords.ts'
import type { DecisionLine, LineOf } from '../../common/decisions/decisionLines.ts'
import { insertLine, linesWithAnswers } from './decisionRepo.ts'

interface Verdict {
  unitId: string
  addressIds: readonly string[]
  verdict: 'approved' | 'refused'
  paper: LineOf<'verdict'>['paper']
  reason: string | null
}

/** Keeps the same verdict for each address; it goes out with the next file for the unit. Returns how many. */
export async function decideAddresses(context: OfficeContext, wish: Verdict): Promise<number> {
  const { unitId, verdict, paper, reason } = wish
  if (verdict === 'refused' && (reason ?? '') === '') refuse('bundles.verdictReasonNeeded')
  const ids = [...new Set(wish.addressIds)]
  await context.write(async (db) => {
    for (const addressId of ids) {
      await refuseForeign(db, { addressId, unitId })
      await refuseDecided(db, { unitId, sameAs: (line) => line.kind === 'verdict' && line.addressId === addressId })
      const line = { kind: 'verdict', id: newRecordId(), addressId, verdict, paper, reason } as const
      await insertDecided(context, db, { line, unitId })
    }
  })
  return ids.length
}

interface Sponsor {
  unitId: string
  addressId: string
  donorId: string
  terms: PairingTerms
}

/** Keeps that one of this office's sponsors takes on an address of the unit. Returns the line's id. */
export async function giveSponsor(
  context: OfficeContext,
  { unitId, addressId, donorId, terms }: Sponsor,
): Promise<string> {
  const id = newRecordId()
  await context.write(async (db) => {
    await refuseForeign(db, { addressId, unitId })
    const donor = await db
      .selectFrom('donor')
      .selectAll()
      .where('id', '=', donorId)
      .where('owner_unit', '=', context.office.unitId)
      .where('deleted_at', 'is', null)
      .where('merged_into', 'is', null)
      .executeTakeFirst()
    if (donor === undefined) refuse('bundles.notOurDonor')
    const isSame = (line: DecisionLine) =>
      line.kind === 'sponsor' && line.addressId === addressId && line.donorId === donorId
    await refuseDecided(db, { unitId, sameAs: isSame })
    const record = { ...lineOfRow('donor', donor), kind: 'donor' as const }
    const line = { kind: 'sponsor', id, addressId, donorId, terms, donor: record } as const
    await insertDecided(context, db, { line, unitId })
  })
  return id
}

async function insertDecided(
  { office, session, services }: OfficeContext,
  db: WriteDb,
  { line, unitId }: { line: DecisionLine; unitId: string },
): Promise<void> {
  await insertLine(db, line, {
    direction: 'out',
    from_unit: office.unitId,
    to_unit: unitId,
    decided_at: services.clock.now(),
    decided_by: session.displayName,
    bundle_id: null,
  })
}

/** What this office knows of a unit's addresses came in its reports; it decides about no other unit's. */
async function refuseForeign(db: WriteDb, { addressId, unitId }: { addressId: string; unitId: string }): Promise<void> {
  const address = await db
    .selectFrom('address')
    .select('id')
    .where('id', '=', addressId)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('bundles.notItsAddress')
}

/** The same thing waits for an answer already. */
async function refuseDecided(
  db: WriteDb,
  { unitId, sameAs }: { unitId: string; sameAs: (line: DecisionLine) => boolean },
): Promise<void> {
  const waiting = await listWaitingFor(db, unitId)
  if (waiting.some(sameAs)) refuse('bundles.decidedBefore')
}

/** Lines for a unit that it has not answered, in the order decided. */
export async function listWaitingFor(db: ReadDb | WriteDb, unitId: string): Promise<DecisionLine[]> {
  const rows = await linesWithAnswers(db)
    .where('decision_line.direction', '=', 'out')
    .where('decision_line.to_unit', '=', unitId)
    .where('decision_answer.id', 'is', null)
    .orderBy('decision_line.decided_at')
    .orderBy('decision_line.id')
    .execute()
  // Safe: only lines that passed the schema are written.
  return rows.map((row) => JSON.parse(row.content) as DecisionLine)
}

export async function takeBackLine(db: WriteDb, id: string): Promise<void> {
  const row = await db
    .selectFrom('decision_line')
    .select('bundle_id')
    .where('id', '=', id)
    .where('direction', '=', 'out')
    .executeTakeFirst()
  if (row === undefined) refuse('common.notFound')
  if (row.bundle_id !== null) refuse('bundles.decisionSent')
  await db.deleteFrom('decision_line').where('id', '=', id).execute()
}

/** Addresses of a unit that wait for a verdict or may get a sponsor. */
export async function listCandidates(db: ReadDb, unitId: string) {
  const rows = await db
    .selectFrom('address')
    .select(['id', 'display_name as name', 'main_category as category', 'state', 'state_since as since'])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .where('restricted_on', 'is', null)
    .where('state', 'not in', ['ended', 'refused'])
    .orderBy('sort_key')
    .limit(5000)
    .execute()
  return rows.map((row) => ({ ...row, mayDecide: mayStep(row.state, 'approved') }))
}
