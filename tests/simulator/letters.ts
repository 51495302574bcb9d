import { failureOf } from '../../src/base/common/failures.ts'
import { handOver, makeReport, openReport, writeAs } from '../features/bundles/offices.ts'
import { sumOf } from './books.ts'
import { bytesOf } from './bytesOf.ts'
import { openFile } from './directorySteps.ts'
import { carryOut } from './downSteps.ts'
import { takeBook } from './endings.ts'
import type { Letter, Move, Node, World } from './world.ts'

export const REASON = 'chuyển nhà'

/** Failures an office may meet on such a road; any other is a fault of ours. */
const EXPECTED: Record<Letter['kind'], readonly string[]> = {
  report: ['gap', 'newSeries', 'replayed', 'fork', 'keyReplaced', 'booksDiffer', 'awaitsHandover', 'foreignRecord'],
  receipt: ['replayed', 'fork', 'receiptOfOtherBook', 'keyReplaced', 'unknownSender'],
  offer: ['replayed', 'fork', 'keyReplaced'],
  answer: ['replayed', 'fork', 'answerWithoutOffer', 'keyReplaced'],
  directory: ['directoryOlder', 'directoryKeyReplaced', 'directoryUnknownKey'],
  decision: ['replayed', 'fork', 'keyReplaced', 'unknownSender'],
  photos: ['photosBeforeReport', 'keyReplaced'],
  book: ['bookNotExpected', 'keyReplaced'],
  bookAnswer: ['answerWithoutBook', 'keyReplaced'],
}

/** Hands a letter over, as officers do: they ask about a new series, and take a case that is offered. */
export async function deliver(world: World, letter: Letter): Promise<void> {
  // What is for a unit that has ended is put aside, but for the answer to its own book.
  if (letter.to.retired && letter.kind !== 'bookAnswer') return
  count(world, `opened ${letter.kind}`)
  touch(letter)
  const failure = await open(world, letter).then(() => undefined, failureOf)
  if (failure !== undefined) {
    const known = EXPECTED[letter.kind].map((code) => `bundles.${code}`)
    if (!known.includes(failure.code)) throw new Error(`${letter.kind}: ${JSON.stringify(failure)}`)
  } else if (letter.report !== undefined) letter.from.takenIn = Math.max(letter.from.takenIn, letter.report)
  if (letter.kind === 'report' && !letter.from.retired) await checkStanding(letter)
}

/** Whose books, or standing above, the opening of a file changes. */
function touch({ kind, from, to }: Letter): void {
  if (kind !== 'report' && kind !== 'photos') to.touched = true
  if (kind !== 'receipt' && kind !== 'directory' && kind !== 'decision') from.touched = true
}

async function open(world: World, letter: Letter): Promise<void> {
  const { kind, from, to, bytes } = letter
  if (kind === 'report') {
    if (world.forgetful) await writeAs(to.office, (db) => db.deleteFrom('bundle_received').execute())
    await openReport(to.office, bytes, { acceptGap: world.forgetful }).catch(async (error: unknown) => {
      // The officer calls the unit, which says that it restored a backup.
      if (failureOf(error).code !== 'bundles.newSeries') throw error
      await openReport(to.office, bytes, { acceptNewSeries: true })
    })
  } else if (kind === 'receipt') await to.office.client.bundles.openReceipt({ ticket: handOver(to.office, bytes) })
  else if (kind === 'answer') await to.office.client.bundles.transfers.open({ ticket: handOver(to.office, bytes) })
  else if (kind === 'decision') await openFile(to, bytes).then(() => carryOut(to))
  else if (kind === 'book') {
    const { ending } = letter
    const answer = ending === undefined ? undefined : await takeBook(world, { from, to, bytes, ending })
    if (answer !== undefined) post(world, answer)
  } else if (kind !== 'offer') await openFile(to, bytes)
  else {
    const move = world.moves.find((each) => each.from === from && each.offer === bytes)
    if (move !== undefined) await takeCase(world, move)
  }
}

/** Opens an offer and, unless the case is there already, says yes. */
export async function takeCase(world: World, move: Move): Promise<void> {
  const { from, to, offer } = move
  const seen = await to.office.client.bundles.transfers.open({ ticket: handOver(to.office, offer) })
  if (seen.state !== 'offered') return
  const { ticket } = await to.office.client.bundles.transfers.accept({ id: seen.id })
  move.answer = bytesOf(to, ticket)
  post(world, { from: to, to: from, kind: 'answer', bytes: move.answer })
}

/** Above, a unit's sum is that of the report taken in last or of a later one; every waiting file names what it lacks. */
async function checkStanding({ from, to }: Letter): Promise<void> {
  const here = await sumOf(to.office, from.office.unitId)
  if (!from.reported.includes(here, from.takenIn)) {
    throw new Error(`${to.unitCode} has ${here} of ${from.unitCode}, whose report said ${from.reported[from.takenIn]}`)
  }
  const { bundles } = await to.office.client.bundles.listReceived()
  for (const waiting of (await to.office.client.bundles.listUnsettled()).waiting) {
    const last = bundles.find((bundle) => bundle.from.id === waiting.from.id)?.seq ?? 0
    const lacking = Array.from({ length: Math.max(0, waiting.seq - last - 1) }, (_, index) => last + 1 + index)
    const named = lacking.slice(0, waiting.missing.length)
    if (lacking.length > 0 && waiting.missing.length === 0) throw new Error('a gap that is not named')
    if (named.join() !== waiting.missing.join())
      throw new Error(`missing ${lacking.join()}, named ${waiting.missing.join()}`)
  }
}

export async function sendReport(world: World, node: Node): Promise<void> {
  const { parent } = node
  if (parent === undefined) return
  node.touched = true
  const report = node.reported.push(await sumOf(node.office)) - 1
  const bytes = await makeReport(node.office, parent.office)
  post(world, { from: node, to: parent, kind: 'report', bytes, report })
}

export function post(world: World, letter: Letter): void {
  world.letters.push(letter)
  world.everSent.push(letter)
}

export function count({ happened }: World, what: string): void {
  happened[what] = (happened[what] ?? 0) + 1
}
