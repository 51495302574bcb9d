import type { BookKindName } from './bookColumns.ts'
import type { BookQuestion, QuestionKind } from './bookSchemas.ts'
import type { BookRow } from './bookTotals.ts'

interface SplitInput {
  rows: ReadonlyMap<BookKindName, readonly BookRow[]>
  /** The units that take over, by id. */
  units: readonly string[]
  /** `kind subject` → unit. */
  answers: ReadonlyMap<string, string>
}

export interface Split {
  /** Which unit each row goes to, by id; empty for a row that waits for an answer. */
  unitOf: ReadonlyMap<string, string>
  questions: BookQuestion[]
}

/** What a row belongs to: it goes where that goes. The first column that names something decides. */
const FOLLOWS: Partial<Record<BookKindName, readonly string[]>> = {
  addressStep: ['address_id'],
  consent: ['address_id'],
  pairing: ['address_id'],
  instalment: ['pairing_id'],
  pairingStep: ['pairing_id'],
  addressHold: ['address_id'],
  house: ['address_id'],
  houseFunding: ['house_id'],
  houseStage: ['house_id'],
  housePayment: ['house_id'],
  roundLine: ['address_id'],
  roundLineInstalment: ['round_line_id'],
  delivery: ['address_id'],
  visit: ['address_id'],
  survey: ['address_id'],
  certificate: ['address_id'],
  need: ['address_id'],
  dataRequest: ['address_id'],
  notDuplicate: ['first_id'],
}

/**
 * Shares an office's book out among the units it is split into: rows by the village of the family, and with the family all
 * that was ever written about it. What belongs to no village is asked: one unit keeps the common papers (`keeper`). A receipt, a
 * list and a payment stay whole, since a numbered paper cannot be cut, with the part of their families, or with the keeper when
 * there are families of several parts; the money of a receipt (its allocations) goes with each family. So each row has one owner
 * and no dong stands in two books (docs/decisions/0026).
 */
export function splitBook({ rows, units, answers }: SplitInput): Split {
  const asking = createAsking(units, answers)
  const unitOf = new Map<string, string>()
  const of = (kind: BookKindName) => rows.get(kind) ?? []
  const put = (row: BookRow, unit: string | undefined) => {
    if (unit !== undefined) unitOf.set(idOf(row), unit)
  }
  const keeper = asking.ask('keeper', { subject: 'keeper', theirs: '', proposed: units[0] ?? '' })
  for (const row of of('village')) put(row, asking.ask('partVillage', { ...shown(row, row.name), proposed: '' }))
  for (const row of of('address')) {
    const village = unitNamed(unitOf, row, 'village_id')
    put(
      row,
      hasVillage(row, rows) ? village : asking.ask('partAddress', { ...shown(row, row.display_name), proposed: '' }),
    )
  }
  putHouseholds(rows, { unitOf, keeper, put })
  for (const [kind, columns] of followers()) {
    for (const row of of(kind)) put(row, columns.map((column) => unitNamed(unitOf, row, column)).find(isUnit))
  }
  // Where the families go settles most papers and sponsors: these are asked about last.
  if (!isWaiting(asking)) putPapers(rows, { unitOf, keeper, put, asking })
  putRest(rows, { unitOf, keeper, put, asking })
  return { unitOf, questions: asking.questions }
}

/** What names nothing that is still here (its paper went with the other part already) goes to its family, or to the keeper. */
function putRest(rows: SplitInput['rows'], { unitOf, keeper, put, asking }: Putting & { asking: Asking }): void {
  if (isWaiting(asking)) return
  for (const list of rows.values()) {
    for (const row of list) {
      if (unitOf.has(idOf(row))) continue
      put(row, unitNamed(unitOf, row, 'pairing_id') ?? unitNamed(unitOf, row, 'house_id') ?? keeper)
    }
  }
}

type Put = (row: BookRow, unit: string | undefined) => void

interface Putting {
  unitOf: ReadonlyMap<string, string>
  keeper: string | undefined
  put: Put
}

/** `instalment` before `delivery` and so on: `FOLLOWS` stands in the order in which one row follows another. */
function followers(): [BookKindName, readonly string[]][] {
  // Safe: the keys of FOLLOWS are kinds.
  return Object.entries(FOLLOWS) as [BookKindName, readonly string[]][]
}

function putHouseholds(rows: SplitInput['rows'], { unitOf, keeper, put }: Putting): void {
  const byRow = new Map<unknown, string>()
  for (const address of rows.get('address') ?? []) {
    const unit = unitOf.get(idOf(address))
    if (unit === undefined) continue
    for (const id of [address.person_id, address.household_id]) if (!byRow.has(id)) byRow.set(id, unit)
  }
  for (const row of rows.get('household') ?? []) {
    put(row, byRow.get(row.id) ?? unitNamed(unitOf, row, 'village_id') ?? keeper)
  }
  for (const row of rows.get('person') ?? []) {
    put(row, byRow.get(row.id) ?? unitNamed(unitOf, row, 'household_id') ?? keeper)
  }
}

/** Papers for several families, and who gave: with their families where these are of one part, else as a person says. */
function putPapers(rows: SplitInput['rows'], { unitOf, keeper, put, asking }: Putting & { asking: Asking }): void {
  const of = (kind: BookKindName) => rows.get(kind) ?? []
  const partsBy = (kind: BookKindName, column: string) => collectParts(of(kind), { unitOf, column })
  const rounds = partsBy('roundLine', 'round_id')
  for (const row of of('round')) put(row, only(rounds.get(row.id)) ?? keeper)
  for (const row of of('advance')) put(row, unitNamed(unitOf, row, 'village_id') ?? unitNamed(unitOf, row, 'round_id'))
  putReceipts(rows, { unitOf, keeper, put, asking })
  for (const row of inOrderOfReversal(of('payout'))) {
    const purses = ['pairing_id', 'house_id', 'to_pairing_id', 'to_house_id'].map((column) =>
      unitNamed(unitOf, row, column),
    )
    const free = typeof row.purpose === 'string' || typeof row.to_purpose === 'string'
    const unit = unitNamed(unitOf, row, 'reverses') ?? (free ? undefined : only(new Set(purses.filter(isUnit))))
    put(row, unit ?? asking.ask('partPayout', { ...shown(row, paperText(row)), proposed: keeper ?? '' }))
  }
  putDonors(rows, { unitOf, keeper, put, asking })
  for (const row of of('decision')) put(row, keeper)
}

function putReceipts(rows: SplitInput['rows'], { unitOf, keeper, put, asking }: Putting & { asking: Asking }): void {
  const allocations = Map.groupBy(rows.get('allocation') ?? [], (row) => row.receipt_id)
  for (const receipt of inOrderOfReversal(rows.get('receipt') ?? [])) {
    const own = allocations.get(receipt.id) ?? []
    const parts = own.map((row) => unitNamed(unitOf, row, 'pairing_id') ?? unitNamed(unitOf, row, 'house_id'))
    // A free purpose (Tết gifts, relief) belongs to no family.
    const isFree = parts.length === 0 || parts.some((part) => part === undefined)
    const known = unitNamed(unitOf, receipt, 'reverses') ?? (isFree ? undefined : only(new Set(parts.filter(isUnit))))
    const unit = known ?? asking.ask('partReceipt', { ...shown(receipt, paperText(receipt)), proposed: keeper ?? '' })
    put(receipt, unit)
    own.forEach((row, index) => {
      put(row, parts[index] ?? unit)
    })
  }
}

function putDonors(rows: SplitInput['rows'], { unitOf, keeper, put, asking }: Putting & { asking: Asking }): void {
  const parts = new Map<unknown, Set<string>>()
  for (const kind of ['pairing', 'receipt', 'delivery', 'houseFunding', 'payout', 'addressHold'] as const) {
    for (const [id, units] of collectParts(rows.get(kind) ?? [], { unitOf, column: 'donor_id' })) {
      for (const unit of units) parts.set(id, (parts.get(id) ?? new Set()).add(unit))
    }
  }
  for (const row of rows.get('donor') ?? []) {
    const unit = only(parts.get(row.id))
    put(row, unit ?? asking.ask('partDonor', { ...shown(row, row.name), proposed: keeper ?? '' }))
  }
}

function collectParts(
  rows: readonly BookRow[],
  { unitOf, column }: { unitOf: ReadonlyMap<string, string>; column: string },
): Map<unknown, Set<string>> {
  const parts = new Map<unknown, Set<string>>()
  for (const row of rows) {
    const unit = unitOf.get(idOf(row))
    if (unit !== undefined) parts.set(row[column], (parts.get(row[column]) ?? new Set()).add(unit))
  }
  return parts
}

/** What takes back follows what it takes back. */
function inOrderOfReversal(rows: readonly BookRow[]): BookRow[] {
  return [...rows.filter((row) => row.reverses === null), ...rows.filter((row) => row.reverses !== null)]
}

function only(units: ReadonlySet<string> | undefined): string | undefined {
  return units?.size === 1 ? [...units][0] : undefined
}

function hasVillage(row: BookRow, rows: SplitInput['rows']): boolean {
  return (rows.get('village') ?? []).some((village) => village.id === row.village_id)
}

function unitNamed(unitOf: ReadonlyMap<string, string>, row: BookRow, column: string): string | undefined {
  const id = row[column]
  return typeof id === 'string' ? unitOf.get(id) : undefined
}

function isUnit(unit: string | undefined): unit is string {
  return unit !== undefined
}

/** A line's shares have no id: the pair is one. */
export function idOf(row: BookRow): string {
  return typeof row.id === 'string' ? row.id : `${row.round_line_id} ${row.instalment_id}`
}

function shown(row: BookRow, text: unknown): { subject: string; theirs: string } {
  return { subject: idOf(row), theirs: String(text) }
}

function paperText(row: BookRow): string {
  return `${row.series} ${row.number}/${row.year}: ${row.payer_name ?? row.payee_name}, ${row.amount} ${row.currency}`
}

interface Asking {
  questions: BookQuestion[]
  ask(kind: QuestionKind, about: { subject: string; theirs: string; proposed: string }): string | undefined
}

function isWaiting({ questions }: Asking): boolean {
  return questions.some((question) => question.answer === null)
}

function createAsking(units: readonly string[], answers: SplitInput['answers']): Asking {
  const questions: BookQuestion[] = []
  return {
    questions,
    ask(kind, { subject, theirs, proposed }) {
      const given = answers.get(`${kind} ${subject}`)
      const answer = given !== undefined && units.includes(given) ? given : null
      questions.push({ kind, subject, theirs, mine: '', choices: [...units], proposed, answer })
      return answer ?? undefined
    },
  }
}
