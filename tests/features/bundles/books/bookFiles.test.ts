import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../../src/base/common/failures.ts'
import { BOOK_FILE_COLUMNS } from '../../../../src/features/bundles/common/books/bookFileLines.ts'
import { bookOf, handOver, introduce, record, type TestOffice, writeAs } from '../offices.ts'
import { answerAll, bytesOf, fillBook, madeBook, openedBook, openUnit, recordMerge } from './bookOffices.ts'

const MB = 1024 * 1024

describe('photos and papers of a book that moves', () => {
  test('every column of an attachment was decided', async () => {
    const tables = await writeAs(await openUnit('15013'), (db) => db.introspection.getTables())
    const real = tables.find((table) => table.name === 'attachment')?.columns.map((column) => column.name)
    expect(Object.keys(BOOK_FILE_COLUMNS).sort()).toEqual(real?.sort())
  })

  test.each(['sqlite', 'postgres'] as const)(
    'row 79: each photo and paper opens in the new office, parts in any order, twice, lost and made again (%s)',
    async (dialect) => {
      const old = await openUnit('15013')
      const fresh = await openUnit('15127', { dialect })
      await introduce(old, fresh)
      const { addresses } = await fillBook(old, ['Hà Thị Mé', 'Vi Văn Pọm'])
      const [first = '', second = ''] = addresses
      const files = await attachAll(old, { first, second })
      for (const office of [old, fresh]) await recordMerge(office, ['15013'])
      await old.client.bundles.photos.setPartSize({ megabytes: 2 })
      const id = await openedBook(fresh, await madeBook(old, fresh))
      const { parts, batchId } = await old.client.bundles.books.planFiles({ toUnit: fresh.unitId })
      // Two photos of 1.2 MB fill a part each with the little ones, the paper of 3 MB is one of its own.
      expect(parts).toBe(3)
      const made: Uint8Array[] = []
      for (const part of [1, 2, 3]) made.push(await partOf(old, { batchId, part }))
      const early = await open(fresh, made[0]).then(() => '', codeOf)
      expect(early).toBe('bundles.filesBeforeBook')

      await answerAll(fresh, id)
      await fresh.client.bundles.books.apply({ id })
      for (const part of [3, 1, 3]) await open(fresh, made[part - 1])
      const [book] = (await fresh.client.bundles.books.list()).books
      expect(book?.files).toMatchObject({ all: files.length, missing: [2] })
      expect(book?.files.arrived).toBeLessThan(files.length)
      await open(fresh, await partOf(old, { batchId, part: 2 }))
      const [whole] = (await fresh.client.bundles.books.list()).books
      expect(whole?.files).toMatchObject({ all: files.length, arrived: files.length, missing: [] })

      for (const { of, bytes, title } of files) {
        const { attachments } = await fresh.client.attachments.list({ of })
        const found = attachments.find((each) => each.title === title)
        expect([title, found?.bytes]).toEqual([title, bytes.length])
        const { ticket } = await fresh.client.attachments.open({ id: found?.id ?? '' })
        expect(Buffer.from(bytesOf(fresh, ticket)).equals(bytes)).toBe(true)
      }
      const portrait = (await fresh.client.attachments.list({ of: { table: 'address', id: first } })).attachments[0]
      expect(portrait).toMatchObject({ main: true, kind: 'photo' })
      expect(await bookOf(fresh).read.selectFrom('attachment').select('owner_unit').distinct().execute()).toEqual([
        { owner_unit: fresh.unitId },
      ])
    },
  )

  test('row 79: what the new office has changed of a photo since stays, and nothing new is no part', async () => {
    const old = await openUnit('15013')
    const fresh = await openUnit('15127')
    await introduce(old, fresh)
    const { addresses } = await fillBook(old, ['Hà Thị Mé'])
    const of = { table: 'address', id: addresses[0] ?? '' } as const
    await attach(old, { of, kind: 'photo', bytes: photoOf(3000), title: 'Chân dung' })
    for (const office of [old, fresh]) await recordMerge(office, ['15013'])
    const id = await openedBook(fresh, await madeBook(old, fresh))
    await answerAll(fresh, id)
    await fresh.client.bundles.books.apply({ id })
    const toUnit = fresh.unitId
    const { batchId } = await old.client.bundles.books.planFiles({ toUnit })
    const part = await partOf(old, { batchId, part: 1 })
    await open(fresh, part)
    const [photo] = (await fresh.client.attachments.list({ of })).attachments
    const fields = { title: 'Chân dung mới', takenOn: null, label: null }
    await fresh.client.attachments.update({ id: photo?.id ?? '', version: photo?.version ?? 0, fields })
    await open(fresh, part)
    expect((await fresh.client.attachments.list({ of })).attachments).toMatchObject([{ title: 'Chân dung mới' }])
    expect(await old.client.bundles.books.planFiles({ toUnit }).then(() => '', codeOf)).toBe('bundles.nothingToSend')
    // One that was added after the book: it goes when the book is made again.
    await attach(old, { of, kind: 'photo', bytes: photoOf(2000), title: 'Nhà' })
    expect(await old.client.bundles.books.planFiles({ toUnit })).toMatchObject({ files: 1 })
  })

  test('a part from an office that no paper says this one takes over from is refused', async () => {
    const old = await openUnit('15013')
    const fresh = await openUnit('15127')
    await introduce(old, fresh)
    const { addresses } = await fillBook(old, ['Hà Thị Mé'])
    await attach(old, {
      of: { table: 'address', id: addresses[0] ?? '' },
      kind: 'photo',
      bytes: photoOf(3000),
      title: 'Chân dung',
    })
    await recordMerge(old, ['15013'])
    await madeBook(old, fresh)
    const { batchId } = await old.client.bundles.books.planFiles({ toUnit: fresh.unitId })
    const refused = await open(fresh, await partOf(old, { batchId, part: 1 })).then(() => '', codeOf)
    expect(refused).toBe('bundles.bookNotExpected')
  })
})

interface Attached {
  of: { table: 'address' | 'visit'; id: string }
  kind: 'photo' | 'document'
  bytes: Buffer
  title: string
}

async function attachAll(office: TestOffice, { first, second }: { first: string; second: string }) {
  const visit = await record(office, 'visit', {
    address_id: second,
    house_id: null,
    due_on: null,
    made_on: '2026-09-03',
    by_name: 'Hà',
    result: 'better',
    note: null,
  })
  const files: Attached[] = [
    { of: { table: 'address', id: first }, kind: 'photo', bytes: photoOf(1.2 * MB), title: 'Chân dung' },
    { of: { table: 'address', id: second }, kind: 'photo', bytes: photoOf(1.2 * MB), title: 'Trước nhà' },
    { of: { table: 'visit', id: visit }, kind: 'photo', bytes: photoOf(5000), title: 'Lần thăm' },
    { of: { table: 'address', id: first }, kind: 'document', bytes: paperOf(3 * MB), title: 'Phiếu khảo sát' },
  ]
  for (const file of files) await attach(office, file)
  return files
}

async function attach(office: TestOffice, { of, kind, bytes, title }: Attached) {
  const ticket = office.app.services.tickets.put({ name: 'Hà Thị Mé', type: '', bytes })
  await office.client.attachments.add({ of, kind, ticket, fields: { title, takenOn: null, label: null } })
}

async function partOf(office: TestOffice, { batchId, part }: { batchId: string; part: number }): Promise<Uint8Array> {
  return bytesOf(office, (await office.client.bundles.books.makeFiles({ batchId, part })).ticket)
}

function open(office: TestOffice, bytes: Uint8Array = new Uint8Array()) {
  return office.client.bundles.openFile({ ticket: handOver(office, bytes) })
}

function codeOf(error: unknown): string {
  return failureOf(error).code
}

function paperOf(bytes: number): Buffer {
  return Buffer.concat([Buffer.from('%PDF-1.7\n', 'latin1'), randomBytes(bytes)])
}

/** A PNG of 1200 × 900 as far as its head says; its content is chance. */
function photoOf(bytes: number): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(content.length)
    return Buffer.concat([size, Buffer.from(name, 'latin1'), content, Buffer.alloc(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(1200, 0)
  head.writeUInt32BE(900, 4)
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', randomBytes(bytes)), chunk('IEND', Buffer.alloc(0))])
}
