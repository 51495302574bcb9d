import { expect } from 'vitest'
import { failureOf } from '../../src/base/common/failures.ts'
import {
  addFamilies,
  bookOf,
  delivery,
  handOver,
  makeReceipt,
  makeReport,
  openReport,
  record,
  startNewSeries,
  type TestOffice,
} from '../features/bundles/offices.ts'

/** Numbers from a seed (mulberry32): the same seed gives the same schedule. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

interface Letter {
  to: 'province' | number
  kind: 'report' | 'receipt'
  bytes: Uint8Array
  /** Dong the branch had handed over when it made the report. */
  sum: number
}

export interface World {
  province: TestOffice
  branches: { office: TestOffice; addressId: string }[]
  /** What is on its way: sticks, mails, Zalo. Whatever was ever sent may turn up again. */
  letters: Letter[]
  everSent: Letter[]
  random: (below: number) => number
}

const STEPS = [
  'help',
  'report',
  'receipt',
  'carry',
  'carry',
  'carry',
  'lose',
  'copy',
  'replay',
  'cut',
  'restore',
  'rotate',
] as const

/** One step of a random schedule; afterwards no dong may be counted twice and every gap must be named. */
export async function takeStep(world: World): Promise<string> {
  const step = STEPS[world.random(STEPS.length)] ?? 'help'
  const index = world.random(world.branches.length)
  await DOES[step](world, index)
  await checkBooks(world)
  return `${step} ${index}`
}

const DOES: Record<(typeof STEPS)[number], (world: World, index: number) => Promise<void>> = {
  help: async ({ branches, random }, index) => {
    const branch = branchAt(branches, index)
    const amount = 1000 * (1 + random(999))
    await record(branch.office, 'delivery', delivery({ address_id: branch.addressId, amount }))
  },
  report: async (world, index) => {
    const { office } = branchAt(world.branches, index)
    const sum = await sumOf(office, office.unitId)
    post(world, { to: 'province', kind: 'report', bytes: await makeReport(office, world.province), sum })
  },
  receipt: async (world, index) => {
    const { office } = branchAt(world.branches, index)
    post(world, { to: index, kind: 'receipt', bytes: await makeReceipt(world.province, office), sum: 0 })
  },
  carry: async (world) => {
    const [letter] = world.letters.splice(world.random(world.letters.length), 1)
    if (letter !== undefined) await open(world, letter)
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
    if (letter !== undefined) await open(world, letter)
  },
  /** The province's PC goes dark in the middle of opening. */
  cut: async (world) => {
    const letter = world.letters.find(({ to }) => to === 'province')
    if (letter === undefined) return
    const database = bookOf(world.province)
    const { write } = database
    database.write = (work) =>
      write(async (db) => {
        await work(db)
        throw new Error('power cut')
      })
    const before = await sumOf(world.province)
    await openReport(world.province, letter.bytes).catch(() => undefined)
    database.write = write
    expect(await sumOf(world.province)).toBe(before)
  },
  /** A restored backup: what was recorded stays, what was sent is forgotten, and a new series begins. */
  restore: async ({ branches }, index) => startNewSeries(branchAt(branches, index).office),
  rotate: async ({ branches, province }, index) => {
    const { text } = await branchAt(branches, index).office.client.bundles.keys.rotate()
    await province.client.bundles.keys.acceptRotation({ file: { text } })
  },
}

function post(world: World, letter: Letter): void {
  world.letters.push(letter)
  world.everSent.push(letter)
}

/** Failures an office may meet on such a road; any other is a fault of ours. */
const EXPECTED = [
  'bundles.gap',
  'bundles.newSeries',
  'bundles.replayed',
  'bundles.fork',
  'bundles.keyReplaced',
  'bundles.booksDiffer',
]

async function open(world: World, letter: Letter): Promise<void> {
  const failure = await openLetter(world, letter).then(() => undefined, failureOf)
  if (failure?.code === 'bundles.newSeries') {
    // The officer calls the branch, which says that it restored a backup.
    const again = await openReport(world.province, letter.bytes, { acceptNewSeries: true }).then(
      () => undefined,
      failureOf,
    )
    if (again !== undefined) expect(EXPECTED).toContain(again.code)
    return
  }
  if (failure !== undefined) expect(EXPECTED).toContain(failure.code)
}

async function openLetter({ province, branches }: World, { to, bytes }: Letter): Promise<void> {
  if (to === 'province') await openReport(province, bytes)
  else {
    const { office } = branchAt(branches, to)
    await office.client.bundles.openReceipt({ ticket: handOver(office, bytes) })
  }
}

/** The province's sum of each branch is one the branch itself once had, never more; every waiting file names what it lacks. */
async function checkBooks({ province, branches, everSent }: World): Promise<void> {
  for (const { office } of branches) {
    const here = await sumOf(province, office.unitId)
    const reported = [0, ...everSent.filter(({ kind }) => kind === 'report').map(({ sum }) => sum)]
    expect(reported).toContain(here)
    expect(here).toBeLessThanOrEqual(await sumOf(office, office.unitId))
  }
  const { bundles } = await province.client.bundles.listReceived()
  for (const waiting of (await province.client.bundles.listUnsettled()).waiting) {
    const last = bundles.find(({ from }) => from.id === waiting.from.id)?.seq ?? 0
    expect(waiting.missing).toEqual(Array.from({ length: waiting.seq - last - 1 }, (_, index) => last + 1 + index))
    expect(waiting.missing.length).toBeGreaterThan(0)
  }
}

/** At the end every branch brings one report of everything by hand; then both sides have the same to the dong. */
export async function converge({ province, branches }: World): Promise<void> {
  for (const { office } of branches) {
    const bytes = await makeReport(office, province, { everything: true })
    await openReport(province, bytes, { acceptGap: true, acceptNewSeries: true })
    expect(await sumOf(province, office.unitId)).toBe(await sumOf(office, office.unitId))
    expect(await idsOf(province, office.unitId)).toEqual(await idsOf(office, office.unitId))
  }
  expect((await province.client.bundles.listUnsettled()).waiting).toEqual([])
}

export async function openWorld(offices: {
  province: TestOffice
  branches: TestOffice[]
  seed: number
}): Promise<World> {
  const branches = []
  for (const office of offices.branches) {
    const [addressId = ''] = await addFamilies(office, [{ name: 'Hà Thị Mé', consent: true }])
    branches.push({ office, addressId })
  }
  return { province: offices.province, branches, letters: [], everSent: [], random: randomFrom(offices.seed) }
}

function branchAt(branches: World['branches'], index: number): World['branches'][number] {
  const branch = branches[index]
  if (branch === undefined) throw new Error('no such branch')
  return branch
}

async function sumOf(office: TestOffice, unitId?: string): Promise<number> {
  const rows = await deliveriesOf(office, unitId)
  return rows.reduce((sum, row) => sum + row.amount + row.goods_value, 0)
}

async function idsOf(office: TestOffice, unitId: string): Promise<string[]> {
  return (await deliveriesOf(office, unitId)).map((row) => row.id)
}

async function deliveriesOf(office: TestOffice, unitId?: string) {
  const rows = bookOf(office)
    .read.selectFrom('delivery')
    .select(['id', 'amount', 'goods_value'])
    .where('deleted_at', 'is', null)
    .orderBy('id')
  return (unitId === undefined ? rows : rows.where('owner_unit', '=', unitId)).execute()
}
