import { failureOf } from '../../src/base/common/failures.ts'
import { ownerOf } from './books.ts'
import { bytesOf } from './bytesOf.ts'
import { deliver, REASON, takeCase } from './letters.ts'
import type { Move, Node, World } from './world.ts'

/**
 * Two officers on the phone about a case that is between their books: files were lost, signed by keys changed since, or forgotten
 * with a restored backup. In the end it is the taker's in both, but for a former owner whom the office above will tell.
 */
export async function settleMove(world: World, move: Move): Promise<void> {
  const { from, to } = move
  world.pass()
  if (!(await owns(to, move))) await takeCase(world, move).catch(unlessKeysChanged)
  if (!(await owns(to, move)) && (await isForgotten(move))) return
  if (!(await owns(to, move))) await offerOnceMore(world, move)
  if (!(await owns(from, move)) || (!move.again && (await isKnownAbove(move)))) return
  await deliverAnswer(world, move)
  if (await owns(from, move)) await answerOnceMore(world, move)
  if (await owns(from, move)) await offerOnceMore(world, move)
  for (const [node, wanted] of [
    [from, false],
    [to, true],
  ] as const) {
    if ((await owns(node, move)) !== wanted) throw new Error(`${move.addressId}: ${node.unitCode} is not to own it`)
  }
}

async function owns({ office }: Node, { addressId }: Move): Promise<boolean> {
  return (await ownerOf(office, addressId)) === office.unitId
}

/**
 * Its owner put back a book from before the family was written down, and the only file that has it is signed by keys changed since:
 * nobody can give it. A newer book that is put back later may bring it again.
 */
async function isForgotten({ from, addressId, offeredAt }: Move): Promise<boolean> {
  return from.restoredAt > offeredAt && (await ownerOf(from.office, addressId)) === undefined
}

/** The report that says so was taken in: what the former owner reports is refused until a receipt has told it. */
async function isKnownAbove({ from, to, addressId }: Move): Promise<boolean> {
  return from.parent !== undefined && (await ownerOf(from.parent.office, addressId)) === to.office.unitId
}

/** The same offer in a new file, or a new offer by an office that forgot the first one. */
async function offerOnceMore(world: World, move: Move): Promise<void> {
  const { from, to, addressId } = move
  const { transfers } = from.office.client.bundles
  const toUnit = to.office.unitId
  const given = (await transfers.list()).transfers.find(
    (each) => each.addressId === addressId && each.direction === 'out' && each.state !== 'refused',
  )
  const made = await transfers.offerAgain({ id: given?.id ?? move.id }).catch((error: unknown) => {
    if (failureOf(error).code !== 'common.notFound') throw error
    return transfers.offer({ addressId, toUnit, reason: REASON })
  })
  move.id = made.id
  move.offer = bytesOf(from, made.ticket)
  await takeCase(world, move)
  await deliverAnswer(world, move)
}

async function deliverAnswer(world: World, { from, to, answer }: Move): Promise<void> {
  if (answer !== undefined) await deliver(world, { from: to, to: from, kind: 'answer', bytes: answer })
}

async function answerOnceMore(world: World, move: Move): Promise<void> {
  const { to } = move
  const made = await to.office.client.bundles.transfers.answerAgain({ id: move.id }).catch((error: unknown) => {
    if (failureOf(error).code !== 'common.notFound') throw error
    return undefined
  })
  if (made === undefined) return
  move.answer = bytesOf(to, made.ticket)
  await deliverAnswer(world, move)
}

function unlessKeysChanged(error: unknown): void {
  if (failureOf(error).code !== 'bundles.keyReplaced') throw error
}
