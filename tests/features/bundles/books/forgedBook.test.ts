import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../../src/base/common/failures.ts'
import type { OfficeContext } from '../../../../src/db/requireRight.ts'
import { bookLine } from '../../../../src/features/bundles/common/books/bookLines.ts'
import { totalsOf } from '../../../../src/features/bundles/common/books/bookTotals.ts'
import type { BundleRecord } from '../../../../src/features/bundles/common/bundleManifest.ts'
import { readBookRows } from '../../../../src/features/bundles/core/books/bookRows.ts'
import { findAnyKey } from '../../../../src/features/bundles/core/keys/unitKeysRepo.ts'
import { sealShort } from '../../../../src/features/bundles/core/seal/sealShort.ts'
import { TEST_NOW } from '../../../support/openTestApp.ts'
import { bookOf, handOver, introduce, type TestOffice, writeAs } from '../offices.ts'
import { answerAll, fillBook, MERGE_DAY, NEW_CODE, openUnit, recordMerge, wholeBook } from './bookOffices.ts'

type Row = Record<string, unknown>
type Forgery = (rows: Map<string, Row[]>, facts: { mine: string; to: string }) => void

const OTHER = '00000000-0000-4000-8000-000000000001'

/** What a validly signed book may not say, and what becomes of it when it is opened or, at the latest, applied. */
const FORGERIES: [title: string, forge: Forgery, code: string][] = [
  ['owns rows of another unit', (rows) => set(rows, 'delivery', { owner_unit: OTHER }), 'bundles.foreignRecord'],
  [
    'brings money for a family of ours',
    (rows, { mine }) => set(rows, 'delivery', { address_id: mine }),
    'bundles.foreignRecord',
  ],
  ['writes over a file of ours', (rows, { mine }) => set(rows, 'address', { id: mine }), 'bundles.foreignRecord'],
  ['says one id twice', (rows) => rows.get('delivery')?.push({ ...rows.get('delivery')?.[0] }), 'bundles.malformed'],
  ['gives back money that was never given', (rows) => set(rows, 'receipt', { amount: 2 ** 60 }), 'bundles.malformed'],
  ['leaves a field out', (rows) => set(rows, 'visit', { result: undefined }), 'bundles.malformed'],
]

describe('a book signed by the right hand', () => {
  test('row 79: that says what is not its own to say changes nothing', async () => {
    const { from, to, mine } = await twoOffices()
    const before = await wholeBook(to)
    for (const [title, forge, code] of FORGERIES) {
      const rows = new Map<string, Row[]>()
      const own = await readBookRows(bookOf(from).read, { unitId: from.unitId })
      for (const [kind, list] of own)
        rows.set(
          kind,
          list.map((row): Row => ({ ...row })),
        )
      forge(rows, { mine, to: to.unitId })
      expect([title, await tryIt(to, await sealBook(from, to, { rows }))]).toEqual([title, code])
      expect(await wholeBook(to)).toBe(before)
    }
  })

  test('row 79: that comes to less than it says is refused', async () => {
    const { from, to } = await twoOffices()
    const rows = new Map(await readBookRows(bookOf(from).read, { unitId: from.unitId }))
    const totals = totalsOf(rows)
    rows.delete('delivery')
    expect(await tryIt(to, await sealBook(from, to, { rows: rows as never, totals }))).toBe('bundles.malformed')
  })

  test('row 79: a power cut in the middle leaves nothing of it', async () => {
    const { from, to } = await twoOffices()
    const before = await wholeBook(to)
    const { ticket } = await from.client.bundles.books.make({ toUnit: to.unitId })
    const bytes = from.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
    await to.client.bundles.openFile({ ticket: handOver(to, bytes) })
    const [{ id } = { id: '' }] = (await to.client.bundles.books.list()).books
    await answerAll(to, id)
    // The last table of a book refuses every row: as far in as a write can fail.
    await writeAs(to, (db) => db.schema.alterTable('visit').renameTo('visit_gone').execute())
    expect(await to.client.bundles.books.apply({ id }).then(() => '', codeOf)).toBe('common.unexpected')
    await writeAs(to, (db) => db.schema.alterTable('visit_gone').renameTo('visit').execute())
    expect(await wholeBook(to)).toBe(before)
    expect((await to.client.bundles.books.apply({ id })).kept).toBe(0)
  })
})

async function twoOffices() {
  const from = await openUnit('15013')
  const to = await openUnit(NEW_CODE)
  await introduce(from, to)
  for (const office of [from, to]) await recordMerge(office, ['15013', '14845'])
  await fillBook(from, ['Hà Thị Mé', 'Vi Văn Pọm'])
  const { addresses } = await fillBook(to, ['Lò Văn Hặc'])
  return { from, to, mine: addresses[0] ?? '' }
}

function set(rows: Map<string, Row[]>, kind: string, values: Row): void {
  const [first] = rows.get(kind) ?? []
  if (first !== undefined) Object.assign(first, values)
}

/** Opens, answers as proposed and applies; the code it was refused with. */
async function tryIt(to: TestOffice, bytes: Uint8Array): Promise<string> {
  try {
    await to.client.bundles.openFile({ ticket: handOver(to, bytes) })
    const [{ id } = { id: '' }] = (await to.client.bundles.books.list()).books
    await answerAll(to, id)
    await to.client.bundles.books.apply({ id })
    return ''
  } catch (error) {
    return codeOf(error)
  }
}

function codeOf(error: unknown): string {
  return failureOf(error).code
}

async function sealBook(
  from: TestOffice,
  to: TestOffice,
  { rows, totals = totalsOf(rows as never) }: { rows: Map<string, Row[]>; totals?: ReturnType<typeof totalsOf> },
): Promise<Uint8Array> {
  const head = {
    kind: 'book',
    toUnit: to.unitId,
    onDay: MERGE_DAY,
    paper: '',
    part: false,
    totals,
    auditHead: null,
    attachments: 0,
  }
  const lines = [...rows].flatMap(([kind, list]) =>
    list.map(
      (row): BundleRecord =>
        Object.fromEntries(
          Object.entries(bookLine(kind as never, row)).filter(([, value]) => value !== undefined),
        ) as never,
    ),
  )
  const { office } = from.app.holder
  const key = await findAnyKey(bookOf(from).read, to.unitId)
  const writer = { userId: 'test', unitId: from.unitId, now: TEST_NOW }
  // Safe: sealing needs only the office, its database and the services.
  const context = {
    office,
    db: bookOf(from).read,
    services: from.app.services,
    write: (work: Parameters<OfficeContext['write']>[0]) => writeAs(from, (db) => work(db, writer)),
  } as unknown as OfficeContext
  const recipients = [key?.box_public ?? '']
  return (await sealShort(context, { kind: 'book', toUnit: to.unitId, recipients, records: [head, ...lines] })).bytes
}
