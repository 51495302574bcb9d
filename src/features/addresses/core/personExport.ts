import { writeXlsxStream } from 'hucre/xlsx'
import { type Kysely, sql } from 'kysely'
import { formatDay, isPartialDay } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { Language } from '../../../base/common/language.ts'
import { maskIdentity } from '../../../base/common/maskIdentity.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { Translate } from '../../../db/office.ts'
import type { Tables } from '../../../db/tables.ts'
import { fieldKind, RECORD_FIELDS, type RecordTable } from '../../history/common/recordFields.ts'

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
  ['round_line', 'address_id'],
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
  const parts: [RecordTable, Record<string, unknown>[]][] = [
    ['person', address.person_id === null ? [] : await readRows(db, ['person', 'id'], address.person_id)],
  ]
  for (const source of SOURCES) parts.push([source[0], await readRows(db, source, id)])
  const kept = parts.flatMap(([table, rows]) =>
    rows.flatMap((row) => rowLines({ table, row, words, vocabulary, withNumbers })),
  )
  return [...kept, ...(await deliveryLines(db, wish))]
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

interface RowSource {
  table: RecordTable
  row: Record<string, unknown>
  words: Translate
  withNumbers: boolean
  vocabulary: Map<string, string>
}

function rowLines({ table, row, words, vocabulary, withNumbers }: RowSource): string[][] {
  const part = words(`history:tables.${table}`)
  return Object.keys(RECORD_FIELDS[table]).flatMap((column) => {
    const value = row[column]
    if (value === null || value === undefined || value === '') return []
    const text =
      NUMBERS.has(column) && !withNumbers
        ? maskIdentity(String(value))
        : valueText({ table, column, value, words, vocabulary })
    return [[part, words(`history:fields.${column}`), text]]
  })
}

const NUMBERS: ReadonlySet<string> = new Set(['id_number', 'former_id_number'])

interface ValueSource extends Omit<RowSource, 'row' | 'withNumbers'> {
  column: string
  value: unknown
}

function valueText({ table, column, value, words, vocabulary }: ValueSource): string {
  const [kind, target = ''] = (fieldKind(table, column) ?? '').split(':')
  const text = String(value)
  if (kind === 'vocabulary')
    return codesOf(text)
      .map((code) => vocabulary.get(`${target}:${code}`) ?? code)
      .join(', ')
  if (kind === 'code') return words(`history:values.${column}.${text}`)
  if (kind === 'flag') return words(Number(value) === 1 ? 'history:yes' : 'history:no')
  return kind === 'day' && isPartialDay(text) ? formatDay(text) : text
}

function codesOf(text: string): string[] {
  // Safe: lists of codes are written as JSON arrays of text.
  return text.startsWith('[') ? (JSON.parse(text) as string[]) : [text]
}

async function readVocabulary(db: ReadDb, language: Language): Promise<Map<string, string>> {
  const rows = await db.selectFrom('vocabulary').selectAll().execute()
  return new Map(rows.map((row) => [`${row.kind}:${row.code}`, row[`name_${language}`] ?? row.name_vi]))
}

async function deliveryLines(db: ReadDb, { id, words }: PersonExport): Promise<string[][]> {
  const rows = await db
    .selectFrom('delivery')
    .leftJoin('donor', 'donor.id', 'delivery.donor_id')
    .select(['delivery.on_day', 'delivery.amount', 'delivery.currency', 'delivery.goods_item', 'donor.name'])
    .where('delivery.address_id', 'in', withMerged('address', id))
    .where('delivery.deleted_at', 'is', null)
    .orderBy('delivery.on_day')
    .orderBy('delivery.id')
    .execute()
  return rows.map((row) => [
    words('addresses:personExport.delivery'),
    formatDay(row.on_day),
    [`${row.amount} ${row.currency}`, row.goods_item, row.name].filter(Boolean).join(' · '),
  ])
}
