import { writeXlsxStream } from 'hucre/xlsx'
import { type Kysely, sql } from 'kysely'
import { formatDay, isPartialDay } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import { formatMoney, formatNumber } from '../../../base/common/formatMoney.ts'
import type { Language } from '../../../base/common/language.ts'
import { maskIdentity } from '../../../base/common/maskIdentity.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { Translate } from '../../../db/office.ts'
import type { Tables } from '../../../db/tables.ts'
import { donorNameForOthers } from '../../donors/common/rules.ts'
import { fieldKind, RECORD_FIELDS, type RecordTable } from '../../history/common/recordFields.ts'
import { monthRange } from '../../ledger/common/monthRange.ts'
import { readHandovers } from './storyHandovers.ts'

/** Tables that hold something about a person, and the column that says whom. */
const SOURCES = [
  ['address', 'id'],
  ['address_step', 'address_id'],
  ['survey', 'address_id'],
  ['certificate', 'address_id'],
  ['need', 'address_id'],
  ['visit', 'address_id'],
  ['consent', 'address_id'],
  ['pairing', 'address_id'],
  ['house', 'address_id'],
  ['attachment', 'row_id'],
  ['data_request', 'address_id'],
] as const satisfies readonly (readonly [RecordTable, string])[]

interface PersonExport {
  id: string
  language: Language
  words: Translate
  /** Whether whoever makes the copy may see identity numbers whole. */
  withNumbers: boolean
}

/** Everything kept about one person, a line per fact under the name of its part; money received is one line per delivery. */
export async function writePersonXlsx(db: ReadDb, wish: PersonExport): Promise<Uint8Array> {
  const { words } = wish
  const lines = [
    [words('addresses:personExport.part'), words('addresses:personExport.fact'), words('addresses:personExport.value')],
    ...(await personLines(db, wish)),
  ]
  const stream = writeXlsxStream(lines, {
    name: words('addresses:personExport.sheet'),
    columns: [{ width: 28 }, { width: 32 }, { width: 60 }].map((column) => ({ ...column, style: { numFmt: '@' } })),
    freezePane: { rows: 1, columns: 0 },
  })
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

async function personLines(db: ReadDb, wish: PersonExport): Promise<string[][]> {
  const { id, language, words, withNumbers } = wish
  const address = await db.selectFrom('address').select('person_id').where('id', '=', id).executeTakeFirst()
  if (address === undefined) refuse('addresses.notFound')
  const vocabulary = await readVocabulary(db, language)
  const names = await readNames(db, wish)
  const parts: [RecordTable, Record<string, unknown>[]][] = [
    ['person', address.person_id === null ? [] : await readRows(db, ['person', 'id'], address.person_id)],
  ]
  for (const source of SOURCES) parts.push([source[0], await readRows(db, source, id)])
  const kept = parts.flatMap(([table, rows]) =>
    rows.flatMap((row, index) => {
      const part = partName(words(`history:tables.${table}`), rows.length === 1 ? null : index + 1)
      return rowLines({ part, table, row, language, words, vocabulary, names, withNumbers })
    }),
  )
  return [...kept, ...(await listLines(db, wish)), ...(await deliveryLines(db, wish))]
}

/** “Kết nối trợ giúp 2”: several of a kind are told apart. */
function partName(table: string, ordinal: number | null): string {
  const name = table.slice(0, 1).toLocaleUpperCase() + table.slice(1)
  return ordinal === null ? name : `${name} ${ordinal}`
}

async function readRows(
  db: ReadDb,
  [table, column]: readonly [RecordTable, string],
  id: string,
): Promise<Record<string, unknown>[]> {
  const rows = sql<
    Record<string, unknown>
  >`select * from ${sql.table(table)} where ${sql.ref(column)} in ${withMerged(table === 'person' ? 'person' : 'address', id)}
    and deleted_at is null order by id`
  // Safe: a statement that only selects.
  return (await rows.execute(db as unknown as Kysely<Tables>)).rows
}

/** What a person need not be told: that the records are their own, and what became of a file that was joined with theirs. */
const UNSAID: ReadonlySet<string> = new Set(['address_id', 'merged_into'])
const NUMBERS: ReadonlySet<string> = new Set(['id_number', 'former_id_number'])

interface RowSource {
  part: string
  table: RecordTable
  row: Record<string, unknown>
  language: Language
  words: Translate
  withNumbers: boolean
  vocabulary: Map<string, string>
  /** Villages, papers and sponsors by id. */
  names: Map<string, string>
}

function rowLines(source: RowSource): string[][] {
  const { part, table, row, words, withNumbers } = source
  return Object.keys(RECORD_FIELDS[table]).flatMap((column) => {
    const value = row[column]
    if (value === null || value === undefined || value === '' || UNSAID.has(column)) return []
    const text =
      NUMBERS.has(column) && !withNumbers ? maskIdentity(String(value)) : valueText({ ...source, column, value })
    return text === undefined ? [] : [[part, words(`history:fields.${column}`), text]]
  })
}

/** As it stands on paper; undefined for what only the program can read. */
function valueText({ table, column, value, row, ...source }: RowSource & { column: string; value: unknown }) {
  const { language, words, vocabulary, names } = source
  const [kind, target = ''] = (fieldKind(table, column) ?? '').split(':')
  const text = String(value)
  switch (kind) {
    case 'vocabulary':
      return codesOf(text)
        .map((code) => vocabulary.get(`${target}:${code}`) ?? code)
        .join(', ')
    case 'code':
      return words(`history:values.${column}.${text}`)
    case 'flag':
      return words(Number(value) === 1 ? 'history:yes' : 'history:no')
    case 'reference':
      return names.get(text)
    case 'money':
      return formatMoney({ amount: Number(value), currency: currencySchema.catch('VND').parse(row.currency) }, language)
    case 'month':
    case 'day':
      return isPartialDay(text) ? formatDay(text) : text
    default:
      return text
  }
}

function codesOf(text: string): string[] {
  // Safe: lists of codes are written as JSON arrays of text.
  return text.startsWith('[') ? (JSON.parse(text) as string[]) : [text]
}

async function readVocabulary(db: ReadDb, language: Language): Promise<Map<string, string>> {
  const rows = await db.selectFrom('vocabulary').selectAll().execute()
  return new Map(rows.map((row) => [`${row.kind}:${row.code}`, row[`name_${language}`] ?? row.name_vi]))
}

/** What the records of a person point at, in words; a sponsor who does not want to be named is not. */
async function readNames(db: ReadDb, { id, words }: PersonExport): Promise<Map<string, string>> {
  const own = withMerged('address', id)
  const villages = await db
    .selectFrom('village')
    .select(['village.id', 'village.name'])
    .where('village.id', 'in', (of) => of.selectFrom('address').select('village_id').where('id', 'in', own))
    .execute()
  const papers = await db.selectFrom('decision').select(['id', 'title', 'number', 'on_day']).execute()
  const donors = await db
    .selectFrom('donor')
    .select(['id', 'name', 'anonymous'])
    .where('id', 'in', (of) => of.selectFrom('pairing').select('donor_id').where('address_id', 'in', own))
    .execute()
  const unnamed = words('papers:anonymousDonor')
  return new Map([
    ...villages.map(({ id: village, name }): [string, string] => [village, name]),
    ...papers.map(({ id: paper, title, number, on_day: day }): [string, string] => [
      paper,
      [title, number, day === null ? null : formatDay(day)].filter(Boolean).join(' · '),
    ]),
    ...donors.map(({ id: donor, name, anonymous }): [string, string] => [
      donor,
      donorNameForOthers({ name, anonymous: anonymous === 1 }, unnamed),
    ]),
  ])
}

/** Lists of rounds the person stands on without having received; what was received is told as such. */
async function listLines(db: ReadDb, { id, language, words }: PersonExport): Promise<string[][]> {
  const rows = await db
    .selectFrom('round_line')
    .innerJoin('round', 'round.id', 'round_line.round_id')
    .select(['round.name', 'round.on_day', 'round_line.amount', 'round_line.currency', 'round_line.goods'])
    .select(['round_line.state', 'round_line.reason'])
    .where('round_line.address_id', 'in', withMerged('address', id))
    .where('round_line.deleted_at', 'is', null)
    .where('round_line.state', 'in', ['planned', 'absent', 'cancelled'])
    .orderBy('round.on_day')
    .orderBy('round_line.id')
    .execute()
  return rows.map((row) => [
    partName(words('history:tables.round_line'), null),
    formatDay(row.on_day),
    [
      row.name,
      row.amount === 0
        ? null
        : formatMoney({ amount: Number(row.amount), currency: currencySchema.parse(row.currency) }, language),
      row.goods,
      words(`history:values.state.${row.state}`),
      row.reason,
    ]
      .filter(Boolean)
      .join(' · '),
  ])
}

async function deliveryLines(db: ReadDb, { id, language, words }: PersonExport): Promise<string[][]> {
  const handovers = await readHandovers(db, id, words('papers:anonymousDonor'))
  const inOrder = handovers.toSorted((one, other) => (one.onDay < other.onDay ? -1 : Number(one.onDay > other.onDay)))
  return inOrder.map(({ onDay, amount, currency, goods, goodsQuantity, goodsUnit, ...told }) => [
    words('addresses:personExport.delivery'),
    formatDay(onDay),
    [
      amount === 0 ? null : formatMoney({ amount, currency }, language),
      [goodsQuantity === null ? null : formatNumber(goodsQuantity, language), goodsUnit, goods]
        .filter(Boolean)
        .join(' '),
      told.firstMonth === null || told.lastMonth === null ? null : monthRange(told.firstMonth, told.lastMonth),
      told.donors.join('; ') || told.purpose,
      told.round?.name ?? words(`ledger:channels.${told.channel}`),
      told.proxyName === null ? null : words('addresses:story.proxy', { name: told.proxyName }),
      told.reversed ? words('ledger:deliveries.reversed') : null,
    ]
      .filter(Boolean)
      .join(' · '),
  ])
}
