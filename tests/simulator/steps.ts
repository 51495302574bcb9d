import { failureOf } from '../../src/base/common/failures.ts'
import { setDeleted } from '../../src/db/recordWriter.ts'
import {
  addFamilies,
  bookOf,
  delivery,
  handOver,
  makeReceipt,
  makeReport,
  openReport,
  record,
  writeAs,
} from '../features/bundles/offices.ts'
import { unlockExchangeApp } from '../proof/exchangeOffice.ts'
import { clientOf } from '../proof/proofOffice.ts'
import { idsOf, sumOf } from './books.ts'
import { areNeighbours, type Letter, type Move, type Node, type World } from './world.ts'

export const REASON = 'chuyển nhà'
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
  ['offer', 1],
] as const
export type StepName = (typeof STEPS)[number][0]
const NAMES = STEPS.flatMap(([name, weight]) => Array.from({ length: weight }, () => name))

/** One random step of a random office; a minute passes. Tells what it was. */
export async function takeStep(world: World): Promise<string> {
  const name = NAMES[world.random(NAMES.length)] ?? 'help'
  const node = world.nodes[world.random(world.nodes.length)]
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
    node.touched = true
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
    const backup = backups[world.random(backups.length)]
    if (backup === undefined) return void (await node.office.client.backups.make())
    node.touched = true
    await node.office.client.backups.restore({ id: backup.id })
    node.office.client = clientOf(node.office.app, await unlockExchangeApp(node.office.app))
    // What it had taken in since then is forgotten with the rest.
    for (const below of world.nodes) if (below.parent === node) Object.assign(below, { takenIn: 0, touched: true })
  },
  rotate: async (world, node) => {
    node.touched = true
    const { text } = await node.office.client.bundles.keys.rotate()
    for (const below of world.nodes) if (below.parent === node) await meetAgain(node, below)
    const known = world.nodes.filter((other) => other === node.parent || areNeighbours(world.nodes, node, other))
    for (const { office } of known) await office.client.bundles.keys.acceptRotation({ file: { text } })
  },
  offer: async (world, node) => {
    const to = world.nodes.find((other) => areNeighbours(world.nodes, node, other))
    const moved = new Set([node.addressId, ...world.moves.map(({ addressId }) => addressId)])
    const addressId = (await idsOf(node.office, 'address')).find((id) => !moved.has(id))
    if (to === undefined || addressId === undefined) return
    node.touched = true
    const made = await node.office.client.bundles.transfers.offer({
      addressId,
      toUnit: to.office.unitId,
      reason: REASON,
    })
    const offer = bytesOf(node, made.ticket)
    world.moves.push({ id: made.id, from: node, to, addressId, offer, answer: undefined })
    post(world, { from: node, to, kind: 'offer', bytes: offer })
  },
}

/** Failures an office may meet on such a road; any other is a fault of ours. */
const EXPECTED: Record<Letter['kind'], readonly string[]> = {
  report: ['gap', 'newSeries', 'replayed', 'fork', 'keyReplaced', 'booksDiffer', 'awaitsHandover', 'foreignRecord'],
  receipt: ['replayed', 'fork', 'receiptOfOtherBook', 'keyReplaced'],
  offer: ['replayed', 'fork', 'keyReplaced'],
  answer: ['replayed', 'fork', 'answerWithoutOffer', 'keyReplaced'],
}

/** Hands a letter over, as officers do: they ask about a new series, and take a case that is offered. */
export async function deliver(world: World, letter: Letter): Promise<void> {
  letter.to.touched = true
  letter.from.touched = true
  const failure = await open(world, letter).then(() => undefined, failureOf)
  if (failure !== undefined) {
    const known = EXPECTED[letter.kind].map((code) => `bundles.${code}`)
    if (!known.includes(failure.code)) throw new Error(`${letter.kind}: ${JSON.stringify(failure)}`)
  } else if (letter.report !== undefined) letter.from.takenIn = Math.max(letter.from.takenIn, letter.report)
  if (letter.kind === 'report') await checkStanding(letter)
}

async function open(world: World, { kind, from, to, bytes }: Letter): Promise<void> {
  if (kind === 'report') {
    if (world.forgetful) await writeAs(to.office, (db) => db.deleteFrom('bundle_received').execute())
    await openReport(to.office, bytes, { acceptGap: world.forgetful }).catch(async (error: unknown) => {
      // The officer calls the unit, which says that it restored a backup.
      if (failureOf(error).code !== 'bundles.newSeries') throw error
      await openReport(to.office, bytes, { acceptNewSeries: true })
    })
  } else if (kind === 'receipt') await to.office.client.bundles.openReceipt({ ticket: handOver(to.office, bytes) })
  else if (kind === 'answer') await to.office.client.bundles.transfers.open({ ticket: handOver(to.office, bytes) })
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

function post(world: World, letter: Letter): void {
  world.letters.push(letter)
  world.everSent.push(letter)
}

/** The new keys of an office above are taken in as its first ones were: a file, and digits read out by phone. */
async function meetAgain(above: Node, below: Node): Promise<void> {
  below.touched = true
  const { text } = await above.office.client.bundles.keys.answerFile()
  const { digits } = await above.office.client.bundles.keys.own()
  await below.office.client.bundles.keys.enrolReceiver({ file: { text }, digits })
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

export function bytesOf({ office }: Node, ticket: string): Uint8Array {
  return office.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
}
