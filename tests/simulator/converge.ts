import { failureOf } from '../../src/base/common/failures.ts'
import type { Failure } from '../../src/base/common/result.ts'
import { handOver, makeReport, openReport } from '../features/bundles/offices.ts'
import { rowsOf, sumOf } from './books.ts'
import { bytesOf } from './bytesOf.ts'
import { settleDirectory } from './directorySteps.ts'
import { compareMoney, settleDecisions } from './downSteps.ts'
import { settleEndings } from './endings.ts'
import { settlePhotos } from './photoSteps.ts'
import { settleMove } from './settleMove.ts'
import type { Node, World } from './world.ts'

const ROUNDS = 4

/**
 * At the end officers settle what is on its way: keys, directories, books and cases between two offices, decisions, photos; every
 * unit that had anything to do brings one report of everything by hand. Then all have the same rows as the office above, to the
 * dong, and nothing waits.
 */
export async function converge(world: World): Promise<void> {
  await settleDirectory(world)
  await settleEndings(world)
  const moves = world.moves.filter(({ from, to }) => from.touched || to.touched)
  for (const move of moves) await settleMove(world, move)
  const senders = world.nodes.filter((node) => node.touched && node.parent !== undefined && !node.retired)
  await bringReports(senders)
  const answering: Node[] = []
  for (const node of senders) if (node.told && (await settleDecisions(node))) answering.push(node)
  await bringReports(answering)
  for (const node of senders) {
    await compare(node, world.everyone || world.random(2) === 0)
    await compareMoney(
      node,
      world.endings.some(({ to }) => to.includes(node)),
    )
    await settlePhotos(node)
  }
  for (const node of world.nodes) if (!node.touched && !node.retired) await compareRows(node)
  for (const { from } of world.endings) await compareEnded(from)
  for (const node of world.nodes) node.touched = false
  world.letters.length = 0
}

/** As `converge`, with a report of everything of every office, also of those nothing happened to. */
export async function convergeAll(world: World): Promise<void> {
  for (const node of world.nodes) node.touched = !node.retired
  world.everyone = true
  await converge(world)
}

async function bringReports(senders: readonly Node[]): Promise<void> {
  for (let round = 1; ; round += 1) {
    const late: string[] = []
    for (const node of senders) {
      const failure = await reportsAll(node)
      if (failure !== undefined) late.push(`${node.unitCode} ${JSON.stringify(failure)}`)
    }
    if (late.length === 0) return
    if (round === ROUNDS) throw new Error(`still not taken in: ${late.join()}`)
  }
}

/** Nothing stands under a unit whose book is another's. */
async function compareEnded({ parent, office, unitCode }: Node): Promise<void> {
  const rows = parent === undefined ? '' : await rowsOf(parent.office, office.unitId)
  const left = rows.split('\n').filter((line) => !line.endsWith(' '))
  if (left.length > 0)
    throw new Error(`${unitCode} has ended, and above still stands under its name:\n${left.join('\n')}`)
}

/** Why the office above did not take a report of everything in: it may have to wait for a case's former owner. */
async function reportsAll(node: Node): Promise<Failure | undefined> {
  const above = node.parent?.office
  if (above === undefined) return undefined
  node.reported.push(await sumOf(node.office))
  const bytes = await makeReport(node.office, above, { everything: true })
  const accept = { acceptGap: true, acceptNewSeries: true }
  const failure = await openReport(above, bytes, accept).then(() => undefined, failureOf)
  if (failure === undefined || failure.code === 'bundles.awaitsHandover') return failure
  // It forgot with an older book what it gave away; the receipt tells, and its next report is right.
  if (failure.code === 'bundles.foreignRecord') return hearBack(node).then(() => failure)
  throw new Error(`${node.unitCode}: ${JSON.stringify(failure)}`)
}

async function compare(node: Node, hears: boolean): Promise<void> {
  const above = node.parent?.office
  if (above === undefined) return
  const { unitId } = node.office
  await compareRows(node)
  const { waiting } = await above.client.bundles.listUnsettled()
  if (waiting.some(({ from }) => from.id === unitId)) throw new Error(`${node.unitCode}: a file still waits`)
  node.takenIn = node.reported.length - 1
  // Half of them go without a receipt until the next time: their changes count from an older one.
  if (!hears) return
  const standing = await hearBack(node)
  const [last] = (await node.office.client.bundles.listSent()).bundles.filter(({ to }) => to.id === above.unitId)
  // Everything is there, by the receipt too.
  if (standing?.seq !== last?.seq)
    throw new Error(`${node.unitCode}: the receipt names ${standing?.seq}, sent was ${last?.seq}`)
}

/** The same rows on both sides, and of the same worth. */
async function compareRows({ office, parent, unitCode }: Node): Promise<void> {
  if (parent === undefined) return
  const [here, there] = [await sumOf(office), await sumOf(parent.office, office.unitId)]
  if (here !== there) throw new Error(`${unitCode} gave ${here}, above it is ${there}`)
  const [own, known] = [await rowsOf(office), await rowsOf(parent.office, office.unitId)]
  if (own !== known) throw new Error(`${unitCode}: other rows above:\n${own}\nabove:\n${known}`)
}

async function hearBack(node: Node) {
  const above = node.parent
  if (above === undefined) return undefined
  const { ticket } = await above.office.client.bundles.createReceipt({ toUnit: node.office.unitId })
  return node.office.client.bundles.openReceipt({ ticket: handOver(node.office, bytesOf(above, ticket)) })
}
