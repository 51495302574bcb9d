import { failureOf, refuse } from '../../../../base/common/failures.ts'
import type { Failure } from '../../../../base/common/result.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { InspectedBundle, OpenedReport } from '../../common/bundleSchemas.ts'
import type { BundleOrder } from '../../common/rules.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { applyReport } from './applyReport.ts'
import { compareReport } from './compareReport.ts'
import { dropHeld, dropHeldUpTo, holdReport, listHeld, readHeld, sweepHeld } from './heldReports.ts'
import { createHeldWords, type HandoverWords, NO_WORDS } from './heldWords.ts'
import { judgeReport } from './judgeReport.ts'
import { type PlacedReport, type Report, withReport } from './readReport.ts'
import { insertReceived } from './receivedRepo.ts'
import { noteRefused } from './refusedRepo.ts'
import type { Opener } from './shortOpener.ts'

export interface Acceptance {
  acceptGap: boolean
  acceptNewSeries: boolean
}

export const reportOpener: Opener = {
  inspect: async (context, bytes) => ({ kind: 'report', report: await inspectBundle(context, bytes) }),
  open: async (context, bytes, accept) => ({ kind: 'report', report: await openBundle(context, bytes, accept) }),
}

/** What a person agreed to, and who. */
interface Agreed extends Acceptance {
  by: string | null
}

const NOTHING_AGREED: Agreed = { acceptGap: false, acceptNewSeries: false, by: null }

/** What a file is and what opening it would change. Refuses as opening would, but only shows a gap or a new series. */
export async function inspectBundle(context: OfficeContext, bytes: Uint8Array): Promise<InspectedBundle> {
  return withReport(context, bytes, async (report) => {
    const { manifest } = report.opened
    const order = await judgeReport(context.db, report.opened)
    if (order.kind === 'fork' || order.kind === 'replayed') refuseOrder(order, report.opened)
    const { unit: unitId, contents } = manifest
    const differences = await compareReport(context.db, { unitId, contents, batches: report.batches() })
    const from = await getUnitNames(context.db, unitId)
    const facts = reportFacts(report.opened, { from, bytes, differences, totals: await report.totals() })
    return { ...facts, standing: order }
  })
}

/**
 * Takes a report into the books, then whatever waited for it. Opening it again changes nothing. A file that came too early is
 * kept until its turn, and a proven one that is refused is noted, to be told to its sender.
 */
export async function openBundle(context: OfficeContext, bytes: Uint8Array, accept: Acceptance): Promise<OpenedReport> {
  const opening = { context, heldWords: createHeldWords(context) }
  const opened = await openOne(opening, bytes, { ...accept, by: context.session.displayName })
  return { ...opened, released: opened.alreadyOpened === null ? await releaseWaiting(opening) : [] }
}

interface Opening {
  context: OfficeContext
  heldWords: () => Promise<HandoverWords>
}

/** The report itself is in the book: whatever happens to the ones that waited, it must be answered as taken in. */
async function releaseWaiting(opening: Opening): Promise<OpenedReport['released']> {
  const { context } = opening
  try {
    const released = await openHeld(opening)
    await sweepHeld(context)
    return released
  } catch (error) {
    context.services.log.unexpected(error)
    return []
  }
}

type OneOpened = Omit<OpenedReport, 'released'>

/** A report that waits for a handover is kept first; then the reports that wait as it does may say what it waits for. */
async function openOne({ context, heldWords }: Opening, bytes: Uint8Array, agreed: Agreed): Promise<OneOpened> {
  try {
    return await tryOne(context, { bytes, agreed, words: NO_WORDS })
  } catch (error) {
    if (failureOf(error).code !== 'bundles.awaitsHandover') throw error
    const words = await heldWords()
    if (words.size === 0) throw error
    return tryOne(context, { bytes, agreed, words })
  }
}

interface Try {
  bytes: Uint8Array
  agreed: Agreed
  words: HandoverWords
}

function tryOne(context: OfficeContext, { bytes, agreed, words }: Try): Promise<OneOpened> {
  return withReport(context, bytes, async (report) => {
    try {
      return await takeIn(context, { report, bytes, agreed, words })
    } catch (error) {
      await keepReason(context, { placed: report.opened, bytes, agreed, failure: failureOf(error) })
      throw error
    }
  })
}

/** One transaction, with the line that says so. The answer is made inside it: what cannot be answered is not taken in. */
async function takeIn(
  context: OfficeContext,
  { report, bytes, agreed, words }: Try & { report: Report },
): Promise<OneOpened> {
  const { opened } = report
  const { manifest } = opened
  const from = await getUnitNames(context.db, manifest.unit)
  return context.write(async (db, { now }) => {
    const order = await judgeReport(db, opened)
    if (order.kind === 'alreadyOpened') {
      await report.skip()
      const facts = reportFacts(opened, { from, bytes, differences: [], totals: await report.totals() })
      return { ...facts, alreadyOpened: order.openedAt }
    }
    if (!isAccepted(order, agreed)) refuseOrder(order, opened)
    const differences = await applyReport(db, { manifest, batches: report.batches(), words, now })
    // Only the job knows whether the rows were all of them, and whether they add up.
    const totals = await report.totals()
    const acceptedBy = order.kind === 'next' ? null : agreed.by
    await insertReceived(db, { ...receivedRow(opened, { bytes: bytes.length, now }), accepted_by: acceptedBy })
    await dropHeldUpTo(db, opened)
    return { ...reportFacts(opened, { from, bytes, differences, totals }), alreadyOpened: null }
  })
}

/** A file waits for missing numbers, or for the office that hands a case over; any other refusal is noted. */
async function keepReason(
  context: OfficeContext,
  { placed, bytes, agreed, failure }: Omit<Try, 'words'> & { placed: PlacedReport; failure: Failure },
): Promise<void> {
  if (failure.code === 'common.unexpected') return
  if (failure.code === 'bundles.gap') return holdReport(context, { placed, bytes, acceptedBy: null })
  if (failure.code === 'bundles.awaitsHandover') {
    const asked = agreed.acceptGap || agreed.acceptNewSeries
    return holdReport(context, { placed, bytes, acceptedBy: asked ? agreed.by : null })
  }
  await context.write((db, { now }) => noteRefused(db, { placed, failure, now }))
}

/** Opens what can now be opened, each in its own transaction; a cut in between leaves the rest waiting. */
async function openHeld(opening: Opening): Promise<OpenedReport['released']> {
  const { context } = opening
  const released: OpenedReport['released'] = []
  const tried = new Set<string>()
  for (;;) {
    const held = (await listHeld(context.db)).find((row) => !tried.has(row.id))
    if (held === undefined) return released
    tried.add(held.id)
    const bytes = await readHeld(context.office, held.id)
    if (bytes === undefined) {
      await dropHeld(context, held.id)
      continue
    }
    const agreed =
      held.accepted_by === null ? NOTHING_AGREED : { acceptGap: true, acceptNewSeries: true, by: held.accepted_by }
    const failure = await openOne(opening, bytes, agreed).then(
      () => undefined,
      (error: unknown) => failureOf(error),
    )
    if (failure === undefined) {
      released.push({ unit: await getUnitNames(context.db, held.from_unit), seq: held.seq })
      // What waited for this one may have been tried before it.
      tried.clear()
    }
    if (failure?.code === 'bundles.gap' || failure?.code === 'bundles.awaitsHandover') continue
    await dropHeld(context, held.id)
  }
}

function isAccepted(order: BundleOrder, accept: Acceptance): boolean {
  if (order.kind === 'gap') return accept.acceptGap && order.mayAccept
  if (order.kind === 'newSeries') return accept.acceptNewSeries && order.mayAccept
  return order.kind === 'next'
}

function refuseOrder(order: BundleOrder, { manifest }: PlacedReport): never {
  const unit = manifest.unitCode
  if (order.kind === 'gap') refuse('bundles.gap', { unit, seq: manifest.seq, missing: order.missing.join(', ') })
  if (order.kind === 'replayed') refuse('bundles.replayed', { unit, seq: order.seq, last: order.last })
  if (order.kind === 'newSeries') refuse('bundles.newSeries', { unit, seq: manifest.seq })
  refuse('bundles.fork', { unit, seq: manifest.seq })
}

function receivedRow(
  { manifest, hash, fingerprint, records }: PlacedReport,
  { bytes, now }: { bytes: number; now: string },
) {
  return {
    id: manifest.bundleId,
    from_unit: manifest.unit,
    kind: manifest.bundleKind,
    contents: manifest.contents,
    audit_head: manifest.auditHead === null ? null : JSON.stringify(manifest.auditHead),
    from_fingerprint: fingerprint,
    epoch: manifest.epoch,
    seq: manifest.seq,
    hash,
    made_at: manifest.createdAt,
    opened_at: now,
    from_day: manifest.period.from,
    to_day: manifest.period.to,
    records,
    bytes,
  }
}

type Facts = Omit<OneOpened, 'alreadyOpened'>

function reportFacts(
  { manifest, records }: PlacedReport,
  rest: Pick<Facts, 'from' | 'differences' | 'totals'> & { bytes: Uint8Array },
): Facts {
  const { seq, period, createdAt: madeAt, contents } = manifest
  return { ...rest, seq, period, madeAt, contents, records, bytes: rest.bytes.length }
}
