import { failureOf } from '../../src/base/common/failures.ts'
import { handOver, makeReport, openReport } from '../features/bundles/offices.ts'
import { idsOf, sumOf } from './books.ts'
import { settleMove } from './settleMove.ts'
import { bytesOf } from './steps.ts'
import type { Node, World } from './world.ts'

const ROUNDS = 4

/**
 * At the end officers settle every case that is between two books, and every unit brings one report of everything by hand; then
 * both sides have the same rows, to the dong, and nothing waits.
 */
export async function converge(world: World): Promise<void> {
  const moves = world.moves.filter(({ from, to }) => from.touched || to.touched)
  for (const move of moves) await settleMove(world, move)
  const senders = world.nodes.filter((node) => node.touched && node.parent !== undefined)
  for (let round = 0; round < ROUNDS; round += 1) {
    const late: Node[] = []
    for (const node of senders) if (!(await reportsAll(node))) late.push(node)
    if (late.length === 0) break
    if (round === ROUNDS - 1) throw new Error(`still not taken in: ${late.map(({ unitCode }) => unitCode).join()}`)
  }
  for (const node of senders) await compare(node)
  for (const node of world.nodes) node.touched = false
  world.letters.length = 0
}

/** Whether the office above took a report of everything in; it may have to wait for a case's former owner. */
async function reportsAll(node: Node): Promise<boolean> {
  const above = node.parent?.office
  if (above === undefined) return true
  node.reported.push(await sumOf(node.office))
  const bytes = await makeReport(node.office, above, { everything: true })
  const accept = { acceptGap: true, acceptNewSeries: true }
  const failure = await openReport(above, bytes, accept).then(() => undefined, failureOf)
  if (failure === undefined) return true
  if (failure.code === 'bundles.awaitsHandover') return false
  // It forgot with an older book what it gave away; the receipt tells, and its next report is right.
  if (failure.code === 'bundles.foreignRecord') return hearBack(node).then(() => false)
  throw new Error(`${node.unitCode}: ${JSON.stringify(failure)}`)
}

async function compare(node: Node): Promise<void> {
  const above = node.parent?.office
  if (above === undefined) return
  const { unitId } = node.office
  const [here, there] = [await sumOf(node.office), await sumOf(above, unitId)]
  if (here !== there) throw new Error(`${node.unitCode} gave ${here}, above it is ${there}`)
  for (const table of ['delivery', 'address'] as const) {
    const [own, known] = [await idsOf(node.office, table), await idsOf(above, table, unitId)]
    if (own.join() !== known.join()) throw new Error(`${node.unitCode}: other rows of ${table} above`)
  }
  const { waiting } = await above.client.bundles.listUnsettled()
  if (waiting.some(({ from }) => from.id === unitId)) throw new Error(`${node.unitCode}: a file still waits`)
  node.takenIn = node.reported.length - 1
  const standing = await hearBack(node)
  const [last] = (await node.office.client.bundles.listSent()).bundles.filter(({ to }) => to.id === above.unitId)
  // Everything is there, by the receipt too.
  if (standing?.seq !== last?.seq)
    throw new Error(`${node.unitCode}: the receipt names ${standing?.seq}, sent was ${last?.seq}`)
}

async function hearBack(node: Node) {
  const above = node.parent
  if (above === undefined) return undefined
  const { ticket } = await above.office.client.bundles.createReceipt({ toUnit: node.office.unitId })
  return node.office.client.bundles.openReceipt({ ticket: handOver(node.office, bytesOf(above, ticket)) })
}
