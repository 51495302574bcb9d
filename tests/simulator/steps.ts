import { failureOf } from '../../src/base/common/failures.ts'
import { setDeleted } from '../../src/db/recordWriter.ts'
import {
  addFamilies,
  bookOf,
  delivery,
  makeReceipt,
  makeReport,
  openReport,
  record,
  writeAs,
} from '../features/bundles/offices.ts'
import { unlockExchangeApp } from '../proof/exchangeOffice.ts'
import { clientOf } from '../proof/proofOffice.ts'
import { idsOf, sumOf } from './books.ts'
import { bytesOf } from './bytesOf.ts'
import { publish } from './directorySteps.ts'
import { decide, decisionFile } from './downSteps.ts'
import { closeMoves, endUnit, isSettledMove } from './endings.ts'
import { losePc, rotate } from './keySteps.ts'
import { count, deliver, post, REASON, sendReport } from './letters.ts'
import { addPhoto, photoParts } from './photoSteps.ts'
import { areNeighbours, type Move, type Node, type World } from './world.ts'

type Step = (world: World, node: Node) => Promise<void>

/** Steps of a schedule; a name that stands more than once comes more often. */
const STEPS = [
  ['help', 4],
  ['undo', 1],
  ['family', 1],
  ['report', 5],
  ['receipt', 2],
  ['carry', 8],
  ['lose', 1],
  ['copy', 1],
  ['replay', 2],
  ['cutOpening', 1],
  ['cutSending', 1],
  ['backUp', 1],
  ['restore', 1],
  ['rotate', 1],
  ['losePc', 1],
  ['offer', 1],
  ['directory', 1],
  ['decide', 3],
  ['photo', 1],
  ['end', 1],
] as const
export type StepName = (typeof STEPS)[number][0]
const NAMES = STEPS.flatMap(([name, weight]) => Array.from({ length: weight }, () => name))

/** One random step of a random office; a minute passes. Tells what it was. */
export async function takeStep(world: World): Promise<string> {
  const name = NAMES[world.random(NAMES.length)] ?? 'help'
  const living = world.nodes.filter(({ retired }) => !retired)
  const node = living[world.random(living.length)]
  if (node === undefined) throw new Error('a world without offices')
  world.pass()
  await DOES[name](world, node)
  return `${name} ${node.unitCode}`
}

const DOES: Record<StepName, Step> = {
  help: async ({ random }, node) => {
    const ids = await idsOf(node.office, 'address')
    node.touched = true
    const id = ids[random(ids.length)] ?? node.addressId
    await record(node.office, 'delivery', delivery({ address_id: id, amount: 1000 * (1 + random(999)) }))
  },
  undo: async ({ random, now }, node) => {
    const ids = await idsOf(node.office, 'delivery')
    const id = ids[random(ids.length)]
    if (id === undefined) return
    node.touched = true
    const context = { userId: 'simulator', unitId: node.office.unitId, now: now() }
    await writeAs(node.office, (db) => setDeleted(db, context, { table: 'delivery', id, deleted: true }))
  },
  family: async (_, node) => {
    node.touched = true
    await addFamilies(node.office, [{ name: 'Lò Văn Pánh', consent: true }])
  },
  report: async (world, node) => {
    if (node.parent !== undefined) await sendReport(world, node)
  },
  receipt: async (world, node) => {
    const { parent } = node
    if (parent === undefined) return
    const bytes = await makeReceipt(parent.office, node.office)
    post(world, { from: parent, to: node, kind: 'receipt', bytes })
  },
  carry: async (world) => {
    const [letter] = world.letters.splice(world.random(world.letters.length), 1)
    if (letter !== undefined) await deliver(world, letter)
  },
  lose: async ({ letters, random }) => {
    letters.splice(random(letters.length), 1)
  },
  copy: async ({ letters, random }) => {
    const letter = letters[random(letters.length)]
    if (letter !== undefined) letters.push(letter)
  },
  replay: async (world) => {
    const letter = world.everSent[world.random(world.everSent.length)]
    if (letter !== undefined) await deliver(world, letter)
  },
  /** The PC goes dark in the middle of opening: nothing of the file may stay. */
  cutOpening: async (world) => {
    const letter = world.letters.find(({ kind }) => kind === 'report')
    if (letter === undefined) return
    const before = await sumOf(letter.to.office, letter.from.office.unitId)
    await inTheDark(letter.to, () => openReport(letter.to.office, letter.bytes))
    const after = await sumOf(letter.to.office, letter.from.office.unitId)
    if (after !== before) throw new Error(`a cut left ${after} in place of ${before}`)
  },
  /** The PC goes dark when the file is made: its number is used by the next. */
  cutSending: async (_, node) => {
    const { parent } = node
    if (parent !== undefined) await inTheDark(node, () => makeReport(node.office, parent.office))
  },
  backUp: async (_, node) => {
    await node.office.client.backups.make()
  },
  /** An old book comes back, if there is one, by the program's own restore: what was recorded since is lost, and a new series begins. */
  restore: async (world, node) => {
    const { backups } = await node.office.client.backups.list()
    const allowed = backups.filter(({ madeAt }) => madeAt >= node.notBefore)
    const backup = allowed[world.random(allowed.length)]
    if (backup === undefined) return void (await node.office.client.backups.make())
    Object.assign(node, { touched: true, directory: 0, restoredAt: world.now() })
    await node.office.client.backups.restore({ id: backup.id })
    node.office.client = clientOf(node.office.app, await unlockExchangeApp(node.office.app))
    // What it had taken in since then is forgotten with the rest.
    for (const below of world.nodes) if (below.parent === node) Object.assign(below, { takenIn: 0, touched: true })
  },
  rotate,
  losePc,
  offer: async (world, node) => {
    const to = world.nodes.find((other) => areNeighbours(world.nodes, node, other))
    const given = await caseToGive(world, node)
    if (to === undefined || given === undefined) return
    const { addressId, again } = given
    const wish = { addressId, toUnit: to.office.unitId, reason: REASON }
    const made = await node.office.client.bundles.transfers.offer(wish).catch((error: unknown) => {
      // It came with the book of a unit that ended, which had a sponsor for it.
      if (failureOf(error).code !== 'bundles.transferActivePairing') throw error
      return undefined
    })
    if (made === undefined) return
    node.touched = true
    const [offer, offeredAt] = [bytesOf(node, made.ticket), world.now()]
    world.moves.push({ id: made.id, from: node, to, addressId, offeredAt, offer, answer: undefined, again })
    post(world, { from: node, to, kind: 'offer', bytes: offer })
    count(world, 'offer')
  },
  /** Few of those who should get it do, at first. */
  directory: async (world, node) => {
    const bytes = await publish(world)
    const centre = world.nodes.find(({ kind }) => kind === 'central')
    if (centre !== undefined && node !== centre) post(world, { from: centre, to: node, kind: 'directory', bytes })
  },
  decide: async (world, node) => {
    if (node.parent === undefined || !(await decide(world, node))) return
    Object.assign(node, { told: true, touched: true })
    node.parent.touched = true
    const bytes = await decisionFile(node)
    if (bytes !== undefined) post(world, { from: node.parent, to: node, kind: 'decision', bytes })
    count(world, 'decide')
  },
  photo: async (world, node) => {
    if (node.parent === undefined) return
    node.touched = true
    await addPhoto(node, world.everSent.length)
    for (const bytes of await photoParts(node)) {
      post(world, { from: node, to: node.parent, kind: 'photos', bytes })
      count(world, 'photos')
    }
  },
  end: async (world, node) => {
    const books = await endUnit(world, node)
    if (books === undefined) return
    for (const book of books) post(world, book)
    count(world, books.length > 1 ? 'split' : 'merge')
  },
}

/** Neither its own family nor a case that is on its way; one that came and is settled may be passed on. */
async function caseToGive(world: World, node: Node): Promise<Pick<Move, 'addressId' | 'again'> | undefined> {
  const ids = (await idsOf(node.office, 'address')).filter((id) => id !== node.addressId)
  const came = world.moves.filter(({ addressId }) => ids.includes(addressId))
  const fresh = ids.filter((id) => !world.moves.some(({ addressId }) => addressId === id))
  const settled: typeof came = []
  for (const move of came) if (move.to === node && (await isSettledMove(move))) settled.push(move)
  const passedOn = settled[world.random(settled.length)]
  if (passedOn === undefined) return fresh[0] === undefined ? undefined : { addressId: fresh[0], again: false }
  await closeMoves(world, [passedOn])
  count(world, 'passed on')
  return { addressId: passedOn.addressId, again: true }
}

/** Nothing that is written now is there afterwards. */
async function inTheDark(node: Node, work: () => Promise<unknown>): Promise<void> {
  const database = bookOf(node.office)
  const { write } = database
  database.write = (doing) =>
    write(async (db) => {
      await doing(db)
      throw new Error('power cut')
    })
  try {
    await work().catch(() => undefined)
  } finally {
    database.write = write
  }
}
