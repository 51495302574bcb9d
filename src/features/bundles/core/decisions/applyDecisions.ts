import { failureOf, refuse } from '../../../../base/common/failures.ts'
import type { Failure } from '../../../../base/common/result.ts'
import { type Right, rightsOf } from '../../../../base/common/rights.ts'
import type { WriteDb } from '../../../../db/database.ts'
import { insertRecord, type WriteContext } from '../../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { DecisionLineTable } from '../../../../db/tables/decisionTables.ts'
import type { DecisionLine, LineOf } from '../../common/decisions/decisionLines.ts'
import { findOwner, insertReceivedRows, updateReceivedRows } from '../open/ownedRowsRepo.ts'
import { receivedValues } from '../open/receivedValues.ts'
import { createSearchText } from '../open/searchText.ts'
import { lineOf, linesWithAnswers } from './decisionRepo.ts'

interface Wish {
  ids: readonly string[]
  onDay: string | null
  evenAboveNeed: boolean
}

/** The right of the command behind each kind of line. */
const RIGHTS: Record<DecisionLine['kind'], readonly Right[]> = {
  verdict: ['records.approve'],
  sponsor: ['records.write', 'money.write'],
  moneySent: ['money.write'],
}

/** Carries lines out one by one, each in a transaction with its answer; one that cannot be says why and goes on waiting. */
export async function applyDecisions(context: OfficeContext, wish: Wish) {
  const results: { id: string; failure: Failure | null }[] = []
  for (const id of wish.ids) {
    try {
      await context.write((db, writer) => applyOne(context, { db, writer }, { ...wish, id }))
      results.push({ id, failure: null })
    } catch (error) {
      const failure = failureOf(error)
      if (failure.code === 'common.unexpected') throw error
      results.push({ id, failure })
    }
  }
  return results
}

interface Writing {
  db: WriteDb
  writer: WriteContext
}

async function applyOne(
  context: OfficeContext,
  { db, writer }: Writing,
  { id, onDay, evenAboveNeed }: Omit<Wish, 'ids'> & { id: string },
): Promise<void> {
  const row = await waitingOrRefuse(db, id)
  const line = lineOf(row)
  const rights = rightsOf(context.session.roles)
  if (!RIGHTS[line.kind].every((right) => rights.has(right))) refuse('common.notAllowed')
  const { ownCommands, clock } = context.services
  const writing = { db, writer, today: clock.today() }
  const madeId =
    line.kind === 'verdict'
      ? await ownCommands.takeVerdict(writing, line)
      : line.kind === 'moneySent'
        ? await ownCommands.addReceipt(writing, { ...line, onDay: onDay ?? line.onDay, fromUnit: row.from_unit })
        : await takeSponsor(context, writing, { line, fromUnit: row.from_unit, evenAboveNeed })
  await answer({ db, writer }, { row, outcome: 'applied', onDay: writing.today, reason: null, madeId })
}

/** The sponsor stays a record of the office above; the pairing is this office's own. */
async function takeSponsor(
  { services }: OfficeContext,
  writing: Writing & { today: string },
  { line, fromUnit, evenAboveNeed }: { line: LineOf<'sponsor'>; fromUnit: string; evenAboveNeed: boolean },
): Promise<string> {
  const { db } = writing
  const values = receivedValues('donor', line.donor, createSearchText(new Map()))
  if (values === undefined) throw new Error('a sponsor was kept that is none')
  const owner = await findOwner(db, { kind: 'donor', id: line.donorId })
  if (owner !== undefined && owner !== fromUnit) refuse('bundles.foreignRecord', { kind: 'donor' })
  if (owner === undefined) await insertReceivedRows(db, 'donor', values)
  else await updateReceivedRows(db, 'donor', values)
  const { addressId, donorId, terms } = line
  return services.ownCommands.addPairing(writing, { addressId, donorId, ...terms, evenAboveNeed })
}

/** Leaves a line undone, with the reason. */
export async function declineDecision(
  context: OfficeContext,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const onDay = context.services.clock.today()
  await context.write(async (db, writer) => {
    const row = await waitingOrRefuse(db, id)
    await answer({ db, writer }, { row, outcome: 'declined', onDay, reason, madeId: null })
  })
}

/** @throws `common.notFound`, `bundles.decisionAnswered` */
async function waitingOrRefuse(db: WriteDb, id: string): Promise<DecisionLineTable> {
  const row = await linesWithAnswers(db)
    .where('decision_line.id', '=', id)
    .where('decision_line.direction', '=', 'in')
    .executeTakeFirst()
  if (row === undefined) refuse('common.notFound')
  if (row.outcome !== null) refuse('bundles.decisionAnswered')
  return row
}

interface Answer {
  row: DecisionLineTable
  outcome: 'applied' | 'declined'
  onDay: string
  reason: string | null
  madeId: string | null
}

async function answer({ db, writer }: Writing, { row, outcome, onDay, reason, madeId }: Answer): Promise<void> {
  await insertRecord(db, writer, {
    table: 'decision_answer',
    values: { line_id: row.id, decided_by_unit: row.from_unit, outcome, on_day: onDay, reason, made_id: madeId },
  })
}
