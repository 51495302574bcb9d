import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ROLES } from '../../src/base/common/rights.ts'
import { addFamilies, exchangeKeys } from '../features/bundles/offices.ts'
import { type ExchangeOffice, enterExchangeOffice, makeExchangeOffice } from '../proof/exchangeOffice.ts'
import { fewUnits } from '../proof/fewUnits.ts'
import { clientOf, PROOF_USER } from '../proof/proofOffice.ts'
import { seededRandom } from '../proof/rig.ts'

/** Provinces and communes with the codes of Decision 19/2025/QĐ-TTg; the first branches of each are used. */
const BRANCHES_OF: Record<string, readonly string[]> = {
  38: ['15013', '14845', '14758', '14797', '14812', '14818', '14848'],
  40: ['16681', '16690', '16702', '16708', '16732', '16738', '16744'],
  42: ['18073', '18100', '18115', '18118', '18133', '18160'],
}
const CENTRE = 'VN'
const MINUTE_MS = 60_000
/** Fewer and fewer offices would be left in a long world. */
const BRANCHES_AN_ENDING = 4

export interface Node {
  office: ExchangeOffice
  unitCode: string
  kind: 'branch' | 'province' | 'central'
  /** The office above; undefined for the centre. */
  parent: Node | undefined
  /** A family of its own, for help given. */
  addressId: string
  /** Sums it had at each report it made. */
  reported: number[]
  /** The newest of these reports that the office above has taken in: what stands there is this one's sum or a later one's. */
  takenIn: number
  /** Something happened here since the books were last made equal. */
  touched: boolean
  /** The directory it was seen to go by; 0 after an older book was put back. */
  directory: number
  /** The office above has decided something for it. */
  told: boolean
  /** Photos of its own family were taken. */
  photos: boolean
  /** No backup from before this moment is put back any more. */
  notBefore: string
  /** When an older book was put back last; empty for never. */
  restoredAt: string
  /** The unit has ended; its book is another's. */
  retired: boolean
}

export interface Letter {
  to: Node
  from: Node
  kind: 'report' | 'receipt' | 'offer' | 'answer' | 'directory' | 'decision' | 'photos' | 'book' | 'bookAnswer'
  bytes: Uint8Array
  /** Which of the sender's reports it is. */
  report?: number
  /** Of a book and its answer. */
  ending?: Ending
}

/** A unit that ends; its book goes to others. */
export interface Ending {
  from: Node
  to: Node[]
  onDay: string
  /** Dong it had given. */
  given: number
  /** What each heir had given more after it took the book. */
  taken: { by: Node; amount: number }[]
  settled: boolean
}

export interface Move {
  /** Of the offer made last. */
  id: string
  from: Node
  to: Node
  addressId: string
  offeredAt: string
  offer: Uint8Array
  answer: Uint8Array | undefined
  /** It was passed on: the office above has no word for who forgets that. */
  again: boolean
}

export interface World {
  nodes: Node[]
  /** What is on its way: sticks, mails, Zalo. Whatever was ever sent may turn up again. */
  letters: Letter[]
  everSent: Letter[]
  moves: Move[]
  endings: Ending[]
  mostEndings: number
  /** The newest directory; `stale` when the centre has changed its keys since. */
  directory: { version: number; bytes: Uint8Array | undefined; stale: boolean }
  /** Who has not heard of new keys yet. */
  unmet: { above: Node; below: Node }[]
  /** What happened how often; a step that found nothing to do does not count. */
  happened: Record<string, number>
  /** The control: offices above forget which numbers they have taken in. */
  forgetful: boolean
  /** The last time: every office reports, and hears back. */
  everyone: boolean
  random: (below: number) => number
  now: () => string
  pass: () => void
  close: () => Promise<void>
}

export interface WorldWish {
  /** Where the offices are made once; each world is a copy. */
  templateDir: string
  dir: string
  builtDir: string
  /** Branches of each of the three provinces. */
  branches: readonly [number, number, number]
  seed: number
  forgetful?: boolean
}

interface Place {
  unitCode: string
  kind: Node['kind']
  parentCode: string | undefined
}

/** One centre, three provinces and their branches, all of whom know each other's keys. */
export async function openWorld(wish: WorldWish): Promise<World> {
  if (!existsSync(wish.templateDir)) await makeTemplate(wish)
  rmSync(wish.dir, { recursive: true, force: true })
  cpSync(wish.templateDir, wish.dir, { recursive: true })
  // A good while after the template's own keys and papers.
  let now = Date.parse('2026-11-21T02:00:00.000Z')
  const clock = () => now
  const nodes: Node[] = []
  for (const { unitCode, kind, parentCode } of placesOf(wish)) {
    const rootDir = join(wish.dir, unitCode)
    const office = await enterExchangeOffice({ rootDir, builtDir: wish.builtDir, unitCode, kind, now: clock })
    const parent = nodes.find((node) => node.unitCode === parentCode)
    const addressId = await familyOf(office)
    const facts = {
      reported: [0],
      takenIn: 0,
      touched: true,
      directory: 0,
      told: false,
      photos: false,
      notBefore: '',
      restoredAt: '',
      retired: false,
    }
    nodes.push({ office, unitCode, kind, parent, addressId, ...facts })
  }
  const random = seededRandom(wish.seed)
  return {
    nodes,
    letters: [],
    everSent: [],
    moves: [],
    endings: [],
    mostEndings: Math.ceil(nodes.filter(({ kind }) => kind === 'branch').length / BRANCHES_AN_ENDING),
    directory: { version: 0, bytes: undefined, stale: false },
    unmet: [],
    happened: {},
    forgetful: wish.forgetful === true,
    everyone: false,
    random: (below) => Math.floor(random() * below),
    now: () => new Date(now).toISOString(),
    pass: () => {
      now += MINUTE_MS
    },
    close: async () => {
      for (const { office } of nodes) await office.app.close()
    },
  }
}

/** A session that is fresh, without the work of a passphrase: a schedule may take longer than an idle session lives. */
export function takeSeat({ office }: Node): void {
  const userName = PROOF_USER
  const session = { userId: 'simulator', userName, displayName: userName, roles: ROLES, language: 'vi' as const }
  office.client = clientOf(office.app, office.app.holder.startSession(session).token)
}

function placesOf({ branches }: WorldWish): Place[] {
  const provinces = Object.keys(BRANCHES_OF)
  const places: Place[] = [{ unitCode: CENTRE, kind: 'central', parentCode: undefined }]
  for (const unitCode of provinces) places.push({ unitCode, kind: 'province', parentCode: CENTRE })
  provinces.forEach((parentCode, index) => {
    for (const unitCode of (BRANCHES_OF[parentCode] ?? []).slice(0, branches[index])) {
      places.push({ unitCode, kind: 'branch', parentCode })
    }
  })
  return places
}

async function makeTemplate(wish: WorldWish): Promise<void> {
  mkdirSync(wish.templateDir, { recursive: true })
  const offices = new Map<string, ExchangeOffice>()
  const now = () => Date.parse('2026-11-20T02:00:00.000Z')
  const seedOffice = await fewUnits(Object.keys(BRANCHES_OF), { dir: wish.templateDir, builtDir: wish.builtDir })
  for (const place of placesOf(wish)) {
    const rootDir = join(wish.templateDir, place.unitCode)
    const { unitCode, kind } = place
    const office = await makeExchangeOffice({ rootDir, builtDir: wish.builtDir, unitCode, kind, now, seedOffice })
    offices.set(unitCode, office)
    await addFamilies(office, [{ name: 'Hà Thị Mé', consent: true }])
    const above = offices.get(place.parentCode ?? '')
    if (above !== undefined) await exchangeKeys(office, above)
  }
  for (const [one, other] of neighbours(wish)) {
    await introduce(offices.get(one), offices.get(other))
    await introduce(offices.get(other), offices.get(one))
  }
  for (const office of offices.values()) await office.app.close()
}

/** Branches of one province, each beside the next: they may hand cases to each other. */
function neighbours(wish: WorldWish): [string, string][] {
  const places = placesOf(wish).filter(({ kind }) => kind === 'branch')
  return places.flatMap((place, index): [string, string][] => {
    const next = places[index + 1]
    return next !== undefined && next.parentCode === place.parentCode ? [[place.unitCode, next.unitCode]] : []
  })
}

export function areNeighbours(nodes: readonly Node[], one: Node, other: Node): boolean {
  return !one.retired && !other.retired && isBeside(nodes, one, other)
}

/** Also of units that have ended. */
export function isBeside(nodes: readonly Node[], one: Node, other: Node): boolean {
  return (
    one.kind === 'branch' && one.parent === other.parent && Math.abs(nodes.indexOf(one) - nodes.indexOf(other)) === 1
  )
}

async function introduce(one: ExchangeOffice | undefined, to: ExchangeOffice | undefined): Promise<void> {
  if (one === undefined || to === undefined) return
  const { text } = await one.client.bundles.keys.requestFile()
  const { digits } = await one.client.bundles.keys.own()
  await to.client.bundles.keys.enrol({ file: { text }, digits })
}

async function familyOf(office: ExchangeOffice): Promise<string> {
  const { rows } = await office.client.addresses.list({ filter: {} })
  return rows[0]?.id ?? ''
}
