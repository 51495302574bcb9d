import { failureOf } from '../../src/base/common/failures.ts'
import { handOver, makeReport, openReport } from '../features/bundles/offices.ts'
import { idsOf, ownerOf, sumOf } from './books.ts'
import { bytesOf, deliver, takeCase } from './steps.ts'
import type { Node, World } from './world.ts'

const ROUNDS = 4

/**
 * At the end officers settle every case that is between two books, and every unit brings one report of everything by hand; then
 * both sides have the same rows, to the dong, and nothing waits.
 */
export async function converge(world: World): Promise<void> {
  await settleMoves(world)
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

/** A case is the taker's in both books, or still the origin's if nobody took it. */
async function settleMoves(world: World): Promise<void> {
  for (const move of world.moves) {
    const { from, to, addressId } = move
    if (!from.touched && !to.touched) continue
    world.pass()
    if ((await ownerOf(to.office, addressId)) !== to.office.unitId) await takeCase(world, move)
    const { answer } = move
    move.settled = true
    const isTaken = (await ownerOf(to.office, addressId)) === to.office.unitId
    if (!isTaken || answer === undefined || (await ownerOf(from.office, addressId)) !== from.office.unitId) continue
    await deliver(world, { from: to, to: from, kind: 'answer', bytes: answer })
    if ((await ownerOf(from.office, addressId)) === from.office.unitId) {
      throw new Error(`${addressId} is a case of both ${from.unitCode} and ${to.unitCode}`)
    }
  }
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
  // The first file of the new series was lost: the unit saves it once more.
  if (failure.code !== 'bundles.newSeries') throw new Error(`${node.unitCode}: ${JSON.stringify(failure)}`)
  await openReport(above, await firstOfSeries(node), accept)
  return false
}

async function firstOfSeries(node: Node): Promise<Uint8Array> {
  const { bundles } = await node.office.client.bundles.listSent()
  const first = bundles.find(({ seq, to }) => seq === 1 && to.id === node.parent?.office.unitId)
  const { ticket } = await node.office.client.bundles.saveAgain({ id: first?.id ?? '' })
  return bytesOf(node, ticket)
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
  await hearBack(node)
}

/** The receipt says that everything is there. */
async function hearBack(node: Node): Promise<void> {
  const above = node.parent
  if (above === undefined) return
  const { ticket } = await above.office.client.bundles.createReceipt({ toUnit: node.office.unitId })
  const bytes = bytesOf(above, ticket)
  const standing = await node.office.client.bundles.openReceipt({ ticket: handOver(node.office, bytes) })
  const [last] = (await node.office.client.bundles.listSent()).bundles.filter(({ to }) => to.id === above.office.unitId)
  if (standing.seq !== last?.seq)
    throw new Error(`${node.unitCode}: the receipt names ${standing.seq}, sent was ${last?.seq}`)
}
