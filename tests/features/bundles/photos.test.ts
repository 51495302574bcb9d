import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import { newRecordId } from '../../../src/base/common/recordId.ts'
import type { BundleRecord } from '../../../src/features/bundles/common/bundleManifest.ts'
import { PART_SIZES, type PartSize, PHOTO_COLUMNS } from '../../../src/features/bundles/common/photos/photoLines.ts'
import { bytesInPart, missingParts, planParts } from '../../../src/features/bundles/common/photos/planParts.ts'
import { openTestApp } from '../../support/openTestApp.ts'
import {
  acknowledge,
  addFamilies,
  bookOf,
  exchangeKeys,
  handOver,
  makeReport,
  openReport,
  signedBy,
  type TestOffice,
  writeAs,
} from './offices.ts'

const MB = 1024 * 1024

describe('photos that follow a report', () => {
  test('every column of an attachment was decided', async () => {
    const office = await openTestApp()
    const tables = await writeAs(office, (db) => db.introspection.getTables())
    const real = tables.find((table) => table.name === 'attachment')?.columns.map((column) => column.name)
    expect(Object.keys(PHOTO_COLUMNS).sort()).toEqual(real?.sort())
  })

  test('fit the size the office chose, and the size shown before is not below what is made', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 3 * MB }) }), { maxLength: 40, size: 'max' }),
        fc.constantFrom(...PART_SIZES),
        (photos, megabytes) => {
          const { parts, tooLarge } = planParts(photos, megabytes)
          expect([...parts.flat(), ...tooLarge].length).toBe(photos.length)
          for (const part of parts) {
            expect(part.reduce((sum, { bytes }) => sum + bytesInPart(bytes), 0)).toBeLessThan(megabytes * MB)
          }
          for (const { bytes } of tooLarge) expect(bytes * 1.04).toBeGreaterThan(megabytes * MB - 20_000)
        },
      ),
    )
  })

  test('arrive whole in any order, lost ones made again, doubled ones without effect; missing ones are named', async () => {
    const { branch, province, address } = await reportedFamily()
    await branch.client.bundles.photos.setPartSize({ megabytes: 2 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 300_000, max: 1_300_000 }), { minLength: 3, maxLength: 5 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (sizes, seed) => {
          for (const size of sizes) await addPhoto(branch, address, photoOf(size))
          await deliverParts({ branch, province, next: drawFrom(seed) })
        },
      ),
      { numRuns: 3, endOnFailure: true },
    )
    expect(await hashesOf(province)).toEqual(await hashesOf(branch))
    const { attachments } = await province.client.attachments.list({ of: { table: 'address', id: address } })
    const { ticket } = await province.client.attachments.open({ id: attachments[0]?.id ?? '' })
    expect(province.app.services.tickets.take(ticket)?.bytes.length).toBe(attachments[0]?.bytes)
    expect(await province.client.attachments.verify()).toMatchObject({ damaged: 0, missing: [] })
    await expect(branch.client.bundles.photos.plan({ toUnit: province.unitId })).rejects.toMatchObject({
      code: 'bundles.nothingToSend',
    })
  })

  test.each(['sqlite', 'postgres'] as const)(
    'row 66: only with the family’s consent, and gone again when it is taken back (%s)',
    async (dialect) => {
      const { branch, province, address, silent } = await reportedFamily(dialect)
      await addPhoto(branch, address, photoOf(20_000))
      await addPhoto(branch, silent, photoOf(20_000))
      await attach(branch, { id: address, bytes: photoOf(20_000), kind: 'document' })
      const preview = () => branch.client.bundles.photos.preview({ toUnit: province.unitId })
      expect(await preview()).toMatchObject({ photos: 1, parts: 1, withoutConsent: 1, megabytes: 5, gone: 0 })
      const { batchId } = await branch.client.bundles.photos.plan({ toUnit: province.unitId })
      const bytes = await partOf(branch, { batchId, part: 1, most: 5 })
      await openFile(province, bytes)
      expect((await hashesOf(province)).length).toBe(1)
      await writeAs(branch, (db) => db.updateTable('consent').set({ withdrawn_on: '2026-11-20' }).execute())
      expect(await preview()).toMatchObject({ photos: 0, parts: 1, withoutConsent: 2, gone: 1 })
      const taken = await branch.client.bundles.photos.plan({ toUnit: province.unitId })
      await openFile(province, await partOf(branch, { batchId: taken.batchId, part: 1, most: 5 }))
      expect(await hashesOf(province)).toEqual([])
      expect(await province.client.attachments.verify()).toMatchObject({ files: 0, damaged: 0, missing: [] })
      expect(await preview()).toMatchObject({ photos: 0, parts: 0, gone: 0 })
    },
  )

  test('row 66: a kept file is not handed out again once a consent in it was taken back', async () => {
    const { branch, province, address } = await reportedFamily()
    await addPhoto(branch, address, photoOf(20_000))
    const { batchId } = await branch.client.bundles.photos.plan({ toUnit: province.unitId })
    const first = await branch.client.bundles.photos.make({ batchId, part: 1 })
    const again = await branch.client.bundles.photos.make({ batchId, part: 1 })
    expect([first.photos, again.photos, again.bytes]).toEqual([1, 1, first.bytes])
    await writeAs(branch, (db) => db.updateTable('consent').set({ withdrawn_on: '2026-11-20' }).execute())
    expect((await branch.client.bundles.photos.make({ batchId, part: 1 })).photos).toBe(0)
  })

  test('row 66: a part made before the branch changed its keys is made anew, and taken in', async () => {
    const { branch, province, address } = await reportedFamily()
    await addPhoto(branch, address, photoOf(20_000))
    const { batchId } = await branch.client.bundles.photos.plan({ toUnit: province.unitId })
    const early = await partOf(branch, { batchId, part: 1, most: 5 })
    const { text } = await branch.client.bundles.keys.rotate()
    await province.client.bundles.keys.acceptRotation({ file: { text } })
    await expect(openFile(province, early)).rejects.toMatchObject({ code: 'bundles.keyReplaced' })
    await openFile(province, await partOf(branch, { batchId, part: 1, most: 5 }))
    expect(await hashesOf(province)).toEqual(await hashesOf(branch))
  })

  test('wait for the report that carries their record', async () => {
    const { branch, province } = await reportedFamily()
    const [later = ''] = await addFamilies(branch, [{ name: 'Vi Thị Páo', consent: true }])
    await writeAs(branch, (db) =>
      db.updateTable('address').set({ created_at: '2026-11-21T02:00:01.000Z' }).where('id', '=', later).execute(),
    )
    await addPhoto(branch, later, photoOf(20_000))
    const preview = await branch.client.bundles.photos.preview({ toUnit: province.unitId })
    expect(preview).toMatchObject({ photos: 0, notReported: 1 })
    const early = await signedBy(branch, province, { kind: 'photos', records: photoRecords({ rowId: later }) })
    expect(await openFile(province, early).then(() => '', codeOf)).toBe('bundles.photosBeforeReport')
    expect(await hashesOf(province)).toEqual([])
  })

  test('what a branch’s valid key may not say is refused, and nothing is written', async () => {
    const { branch, province, address } = await reportedFamily()
    const own = await province.client.addresses.list({ filter: {} })
    const village = (await bookOf(province).read.selectFrom('village').select('id').executeTakeFirstOrThrow()).id
    expect(own.rows.length).toBe(2)
    const foreign = newRecordId()
    await writeAs(province, async (db) => {
      const row = await db.selectFrom('address').selectAll().where('id', '=', address).executeTakeFirstOrThrow()
      await db
        .insertInto('address')
        .values({ ...row, id: foreign, owner_unit: province.unitId })
        .execute()
    })
    const twice = photoRecords({ rowId: address })
    const forged: [BundleRecord[], string][] = [
      [photoRecords({ rowId: foreign }), 'bundles.foreignRecord'],
      [photoRecords({ rowId: village }), 'bundles.photosBeforeReport'],
      [photoRecords({ rowId: address, sha256: '0'.repeat(64) }), 'bundles.malformed'],
      [photoRecords({ rowId: address, bytes: 5 }), 'bundles.malformed'],
      [photoRecords({ rowId: address, pieces: 2 }), 'bundles.malformed'],
      [photoRecords({ rowId: address, table: 'consent' }), 'bundles.malformed'],
      [photoRecords({ rowId: address }, Buffer.from('<svg onload=x>')), 'bundles.malformed'],
      [photoRecords({ rowId: address }).slice(1), 'bundles.malformed'],
      [[...twice, ...twice.slice(1)], 'bundles.malformed'],
      [[{ kind: 'part', batchId: newRecordId(), part: 3, parts: 2 }], 'bundles.malformed'],
    ]
    for (const [records, code] of forged) {
      const bytes = await signedBy(branch, province, { kind: 'photos', records })
      expect(await openFile(province, bytes).then(() => 'opened', codeOf)).toBe(code)
    }
    expect(await bookOf(province).read.selectFrom('photo_part').selectAll().execute()).toEqual([])
    expect(await bookOf(province).read.selectFrom('attachment').selectAll().execute()).toEqual([])
  })
})

test('a month of 50 changed records without photos fits into 20 KB', async () => {
  const branch = await openTestApp()
  const province = await openTestApp({ kind: 'province' })
  await exchangeKeys(branch, province)
  const names = Array.from({ length: 50 }, (_, index) => ({ name: `Hà Thị Mé ${index}`, consent: true }))
  const ids = await addFamilies(branch, names)
  await openReport(province, await makeReport(branch, province))
  await acknowledge(province, branch)
  for (const [index, id] of ids.entries()) {
    const text = createHash('sha256').update(id).digest('base64')
    await writeAs(branch, async (db) => {
      const seq = await db
        .updateTable('counter')
        .set((row) => ({ value: row.eb('value', '+', 1) }))
        .where('name', '=', 'change_seq')
        .returning('value')
        .executeTakeFirstOrThrow()
      const situation = `Sống một mình ở bản, mái nhà dột, đi lại khó. Lần thăm ${index}: ${text}`
      await db
        .updateTable('address')
        .set({ situation, version: 2, change_seq: seq.value })
        .where('id', '=', id)
        .execute()
    })
  }
  const bytes = await makeReport(branch, province)
  const opened = await openReport(province, bytes)
  expect([opened.contents, opened.records >= 50]).toEqual(['changes', true])
  expect(bytes.length, `${opened.records} changed records in a file of ${bytes.length} bytes`).toBeLessThanOrEqual(
    20 * 1024,
  )
  expect(bytes.length).toBeGreaterThan(2_000)
})

interface Delivery {
  branch: TestOffice
  province: TestOffice
  /** Chance decides which part is made next, and whether it is lost or comes twice. */
  next: (below: number) => number
}

/** Makes, loses and doubles parts until every one has been opened once. */
async function deliverParts({ branch, province, next }: Delivery): Promise<void> {
  const { batchId, parts } = await branch.client.bundles.photos.plan({ toUnit: province.unitId })
  const opened = new Set<number>()
  while (opened.size < parts) {
    const part = 1 + next(parts)
    const bytes = await partOf(branch, { batchId, part, most: 2 })
    if (next(4) === 0) continue
    const seen = await openFile(province, bytes)
    if (next(3) === 0) expect(await openFile(province, bytes)).toMatchObject({ alreadyOpened: expect.any(String) })
    opened.add(part)
    const missing = missingParts(parts, [...opened])
    const named = missing.length === 0 ? [] : [{ code: 'missing', facts: { missing: missing.join(', ') } }]
    expect(seen).toMatchObject({ kind: 'photos', lines: named })
    const { received } = await province.client.bundles.photos.list()
    expect(received.find((each) => each.batchId === batchId)?.missing).toEqual(missing)
  }
}

async function reportedFamily(dialect: 'sqlite' | 'postgres' = 'sqlite') {
  const branch = await openTestApp({ dialect })
  const province = await openTestApp({ kind: 'province', dialect })
  await exchangeKeys(branch, province)
  const [address = '', silent = ''] = await addFamilies(branch, [
    { name: 'Hà Thị Mé', consent: true },
    { name: 'Vi Văn Pọm' },
  ])
  await openReport(province, await makeReport(branch, province))
  return { branch, province, address, silent }
}

/** Numbers below `below` from a seed: the schedule of lost and doubled files comes to an end whatever the seed is. */
function drawFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** A PNG as our reader asks for it: a head, content that does not pack, an end. */
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

async function addPhoto(office: TestOffice, id: string, bytes: Buffer) {
  await attach(office, { id, bytes, kind: 'photo' })
}

async function attach(
  office: TestOffice,
  { id, bytes, kind }: { id: string; bytes: Buffer; kind: 'photo' | 'document' },
) {
  const ticket = office.app.services.tickets.put({ name: 'Hà Thị Mé.png', type: 'image/png', bytes })
  await office.client.attachments.add({ of: { table: 'address', id }, kind, ticket })
}

/** The bytes of one part; never more than the office chose. */
async function partOf(
  office: TestOffice,
  { batchId, part, most }: { batchId: string; part: number; most: PartSize },
): Promise<Uint8Array> {
  const { ticket } = await office.client.bundles.photos.make({ batchId, part })
  const bytes = office.app.services.tickets.take(ticket)?.bytes ?? new Uint8Array()
  expect(bytes.length).toBeLessThanOrEqual(most * MB)
  return bytes
}

function openFile(office: TestOffice, bytes: Uint8Array) {
  return office.client.bundles.openFile({ ticket: handOver(office, bytes) })
}

/** The contents of every photo an office holds, by their hash. */
async function hashesOf(office: TestOffice): Promise<string[]> {
  const rows = await bookOf(office)
    .read.selectFrom('attachment')
    .selectAll()
    .where('deleted_at', 'is', null)
    .where('kind', '=', 'photo')
    .execute()
  const place = office.app.holder.office
  if (place === undefined) throw new Error('no office is open')
  const contents = await Promise.all(rows.map((row) => office.app.services.attachments.read(place, row.content)))
  return contents
    .map((content) =>
      createHash('sha256')
        .update(content ?? '')
        .digest('hex'),
    )
    .sort()
}

function photoRecords(facts: object, content: Buffer = photoOf(500)): BundleRecord[] {
  const id = newRecordId()
  return [
    { kind: 'part', batchId: newRecordId(), part: 1, parts: 1 },
    {
      kind: 'photo',
      id,
      version: 1,
      createdAt: '2026-11-20T00:00:00.000Z',
      table: 'address',
      title: null,
      takenOn: null,
      label: null,
      main: 0,
      sha256: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
      pieces: 1,
      ...facts,
    },
    { kind: 'piece', id, piece: 1, data: content.toString('base64') },
  ]
}

function codeOf(error: unknown): string {
  return failureOf(error).code
}
