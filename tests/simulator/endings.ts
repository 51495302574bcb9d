import { failureOf } from '../../src/base/common/failures.ts'
import { answerAll } from '../features/bundles/books/bookOffices.ts'
import { addFamilies } from '../features/bundles/offices.ts'
import { idsOf, ownerOf, sumOf } from './books.ts'
import { bytesOf } from './bytesOf.ts'
import { openFile } from './directorySteps.ts'
import { areNeighbours, type Ending, type Letter, type Move, type Node, type World } from './world.ts'

const DAY_MS = 86_400_000
/** A letter that carries a book. */
type Book = Pick<Letter, 'from' | 'to' | 'bytes'> & { ending: Ending }

/**
 * A branch is merged into a neighbour, or split between two: every office concerned writes the paper down, and the books go on
 * their way. Undefined where the map or unsettled cases do not allow it.
 */
export async function endUnit(world: World, node: Node): Promise<Letter[] | undefined> {
  const around = world.nodes.filter((other) => areNeighbours(world.nodes, node, other))
  const heirs = around.length === 2 && world.random(2) === 0 ? around : around.slice(0, 1)
  if (heirs.length === 0 || world.endings.length >= world.mostEndings) return undefined
  if (!(await isSettled(world, [node, ...heirs]))) return undefined
  // A village more, so that there is one for each.
  if (heirs.length > 1) await addFamilies(node.office, [{ name: 'Lò Văn Pánh', consent: true }])
  const onDay = dayAfter('2026-09-01', world.endings.length)
  const ending: Ending = { from: node, to: heirs, onDay, taken: [], given: await sumOf(node.office), settled: false }
  await writeDown(world, ending)
  world.endings.push(ending)
  await closeMoves(
    world,
    world.moves.filter(({ from, to }) => from === node || to === node),
  )
  node.retired = true
  if (heirs.length > 1) await shareOut(node, heirs)
  const files: Letter[] = []
  for (const heir of heirs) {
    const bytes = await bookFor(node, heir)
    if (bytes !== undefined) files.push({ from: node, to: heir, kind: 'book', bytes, ending })
  }
  return files
}

/** No case is on its way between these offices and others: who ended can hand out no file once more. */
async function isSettled({ moves }: World, nodes: readonly Node[]): Promise<boolean> {
  for (const move of moves) {
    if (!nodes.includes(move.from) && !nodes.includes(move.to)) continue
    if (!(await isSettledMove(move))) return false
  }
  return true
}

/** Both offices have it as the taker's. */
export async function isSettledMove({ from, to, addressId }: Move): Promise<boolean> {
  for (const { office } of [from, to]) if ((await ownerOf(office, addressId)) !== to.office.unitId) return false
  return true
}

/** Nobody goes back behind a case that was passed on, or that came from or went to who has ended. */
export async function closeMoves(world: World, moves: readonly Move[]): Promise<void> {
  world.moves = world.moves.filter((move) => !moves.includes(move))
  for (const other of new Set(moves.flatMap(({ from, to }) => [from, to]))) await goOnFromHere(world, other)
}

async function goOnFromHere(world: World, node: Node): Promise<void> {
  await node.office.client.backups.make()
  node.notBefore = world.now()
}

/** At the offices concerned; one that put an older book back has forgotten it and writes it down once more. */
async function writeDown({ nodes }: World, { from, to, onDay }: Ending): Promise<void> {
  const centre = nodes.find(({ kind }) => kind === 'central')
  const names = to.map(({ unitCode }) => ({ code: unitCode, type: 'commune' as const, name: `Xã ${unitCode}` }))
  const wish = { onDay, paper: `Nghị quyết ${onDay}`, fromCodes: [from.unitCode], to: names }
  for (const each of [from, ...to, from.parent, centre]) {
    if (each === undefined) continue
    const { record } = each.office.client.units.reorganisations
    const kind = to.length > 1 ? 'split' : 'merge'
    const failure = await record({ ...wish, kind }).then(() => undefined, failureOf)
    if (failure === undefined) each.touched = true
    else if (failure.code !== 'units.unitHasEnded') throw new Error(`${each.unitCode}: ${JSON.stringify(failure)}`)
  }
}

/** Families go by their village, papers of several with the first heir. */
async function shareOut({ office }: Node, heirs: readonly Node[]): Promise<void> {
  for (let left = 1, turn = 0; left > 0; ) {
    const { questions } = await office.client.bundles.books.split()
    const answers = questions.flatMap(({ kind, subject, answer }) => {
      if (answer !== null) return []
      turn += kind === 'partVillage' ? 1 : 0
      return [{ kind, subject, answer: heirs[kind === 'partVillage' ? turn % heirs.length : 0]?.office.unitId ?? '' }]
    })
    if (answers.length === 0) return
    left = (await office.client.bundles.books.answerSplit({ answers })).left
  }
}

/** Undefined for an heir to whom no village goes. */
async function bookFor(node: Node, { office }: Node): Promise<Uint8Array | undefined> {
  const made = await node.office.client.bundles.books.make({ toUnit: office.unitId }).catch((error: unknown) => {
    if (failureOf(error).code !== 'bundles.nothingToHandOver') throw error
    return undefined
  })
  return made === undefined ? undefined : bytesOf(node, made.ticket)
}

/** Opens a book, answers what it asks and takes it in, after which a backup is made. The answer's file. */
export async function takeBook(world: World, { from, to, bytes, ending }: Book): Promise<Letter | undefined> {
  await openFile(to, bytes)
  const { books } = to.office.client.bundles
  const opened = (await books.list()).books.find(
    (book) => book.direction === 'in' && book.from.id === from.office.unitId && book.state === 'opened',
  )
  if (opened !== undefined) {
    const before = await sumOf(to.office)
    await answerAll(to.office, opened.id)
    await books.apply({ id: opened.id })
    const amount = (await sumOf(to.office)) - before
    ending.taken.push({ by: to, amount })
    // It has ended itself meanwhile: its own heirs get this, too.
    const next = world.endings.find((each) => each.from === to)
    if (next !== undefined) next.given += amount
    to.touched = true
    await goOnFromHere(world, to)
  }
  return answerBook({ from, to, ending })
}

/** The books that are still on their way arrive, and what the heirs gained is what the unit had given. */
export async function settleEndings(world: World): Promise<void> {
  for (const ending of world.endings) {
    if (ending.settled && !ending.to.some(({ touched }) => touched)) continue
    await writeDown(world, ending)
    if (ending.settled) continue
    for (const heir of ending.to) await settleBook(world, { ending, heir })
    const { from, taken, given } = ending
    const gained = taken.reduce((sum, { amount }) => sum + amount, 0)
    if (gained !== given) throw new Error(`${from.unitCode} had given ${given}, its heirs took over ${gained}`)
    const left = await idsOf(from.office, 'address')
    if (left.length > 0) throw new Error(`${from.unitCode} has ended and still owns ${left.length} addresses`)
    ending.settled = true
  }
}

/** What came to the unit with another's book, after it had made its own, goes with a second one. */
async function settleBook(world: World, { ending, heir }: { ending: Ending; heir: Node }): Promise<void> {
  const { from, to, taken } = ending
  const letter = { from, to: heir, ending }
  // An heir of two makes a backup after each book: no clock shows the same moment for both.
  world.pass()
  const hasTaken = taken.some(({ by }) => by === heir)
  if (hasTaken) await openAnswer(from, await answerBook(letter))
  if (hasTaken && (await idsOf(from.office, 'address')).length === 0) return
  if (to.length > 1) await shareOut(from, to)
  const bytes = await bookFor(from, heir)
  if (bytes !== undefined) await openAnswer(from, await takeBook(world, { ...letter, bytes }))
}

async function openAnswer(from: Node, answer: Letter | undefined): Promise<void> {
  if (answer !== undefined) await openFile(from, answer.bytes)
}

async function answerBook({ from, to, ending }: Omit<Book, 'bytes'>): Promise<Letter | undefined> {
  const { books } = to.office.client.bundles
  const taken = (await books.list()).books.find(
    (book) => book.direction === 'in' && book.from.id === from.office.unitId && book.state !== 'opened',
  )
  if (taken === undefined) return undefined
  const { ticket } = await books.accept({ id: taken.id })
  return { from: to, to: from, kind: 'bookAnswer', bytes: bytesOf(to, ticket), ending }
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}
