import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { failureOf } from '../../../src/base/common/failures.ts'
import {
  attachmentsDir,
  copyAttachmentFiles,
  listAttachmentFiles,
  putAttachment,
  readAttachment,
  verifyAttachmentFiles,
} from '../../../src/features/attachments/core/attachmentStore.ts'
import { sweepOrphans } from '../../../src/features/attachments/core/eraseAttachments.ts'
import { readContent } from '../../../src/features/attachments/core/readContent.ts'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp, type TestClient } from '../../support/openTestApp.ts'
import { minimalPdf, TINY_JPEG, withCameraNotes } from './testPhotos.ts'

async function addAddress({ app, client, unitId }: TestApp): Promise<string> {
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  return (await client.addresses.add({ fields: addressFields({ name: 'Lò Thị Pành', villageId }) })).id
}

async function put(client: TestClient, bytes: Uint8Array, name = 'anh.jpg'): Promise<string> {
  return (await client.files.put({ file: new File([new Uint8Array(bytes)], name) })).ticket
}

function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-attachments-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

describe.each(['sqlite', 'postgres'] as const)('attachments on %s', (dialect) => {
  test('a photo is kept encrypted beside the database, without the place it was taken at, and comes back whole', async () => {
    const office = await openTestApp({ dialect })
    const { client, dir } = office
    const of = { table: 'address' as const, id: await addAddress(office) }
    const photo = withCameraNotes(TINY_JPEG, 6)
    const ticket = await put(client, photo, 'Bà Pành ở Bản Ón.jpg')
    const thumbnailTicket = await put(client, TINY_JPEG)
    const added = await client.attachments.add({ of, kind: 'photo', ticket, thumbnailTicket })
    expect(added).toMatchObject({ kind: 'photo', type: 'image/jpeg', width: 8, height: 8, main: true })
    expect(added.thumbnail).toMatch(/^data:image\/jpeg;base64,/)
    const { file } = await client.files.take({ ticket: (await client.attachments.open({ id: added.id })).ticket })
    const bytes = Buffer.from(await file.arrayBuffer())
    expect([bytes.includes('GPS'), photo.includes('GPS')]).toEqual([false, true])
    expect(file.name).toBe('Bà Pành ở Bản Ón.jpg')
    const [first] = await listAttachmentFiles(dir)
    const stored = readFileSync(join(attachmentsDir(dir), first!.name.slice(0, 2), first!.name))
    expect(stored.includes(bytes.subarray(0, 20))).toBe(false)
  })

  test('kinds are told by content: a program called .pdf is refused, a paper is not a photo', async () => {
    const office = await openTestApp({ dialect })
    const of = { table: 'address' as const, id: await addAddress(office) }
    const add = async (bytes: Uint8Array, kind: 'photo' | 'document') =>
      office.client.attachments.add({ of, kind, ticket: await put(office.client, bytes, 'giay.pdf') }).catch(failureOf)
    expect(await add(Buffer.from('MZ\x90\x00'), 'document')).toMatchObject({ code: 'attachments.kindUnknown' })
    expect(await add(minimalPdf('x'), 'photo')).toMatchObject({ code: 'attachments.kindUnknown' })
    expect(await add(TINY_JPEG.subarray(0, 60), 'photo')).toMatchObject({ code: 'attachments.unreadable' })
    expect(await add(minimalPdf('x'), 'document')).toMatchObject({ type: 'application/pdf', main: false })
    expect((await listAttachmentFiles(office.dir)).length).toBe(1)
  })

  test('the portrait can be changed; a removed photo comes back by undo', async () => {
    const office = await openTestApp({ dialect })
    const { client } = office
    const of = { table: 'address' as const, id: await addAddress(office) }
    const add = async () => client.attachments.add({ of, kind: 'photo', ticket: await put(client, TINY_JPEG) })
    const first = await add()
    const second = await add()
    expect([first.main, second.main]).toEqual([true, false])
    await client.attachments.setMain({ id: second.id })
    const mains = async () => (await client.attachments.list({ of })).attachments.map(({ id, main }) => [id, main])
    expect(await mains()).toEqual([
      [second.id, true],
      [first.id, false],
    ])
    await client.attachments.remove({ id: second.id })
    expect(await mains()).toEqual([[first.id, false]])
    await client.history.undoLast()
    expect(await mains()).toHaveLength(2)
  })

  test('only the owner of a record adds to it, and a reader may look', async () => {
    const office = await openTestApp({ dialect })
    const of = { table: 'address' as const, id: await addAddress(office) }
    const auditor = office.clientAs(['auditor'])
    const refused = auditor.attachments.add({ of, kind: 'photo', ticket: await put(auditor, TINY_JPEG) })
    expect(await refused.catch(failureOf)).toMatchObject({ code: 'common.notAllowed' })
    expect((await auditor.attachments.list({ of })).attachments).toEqual([])
    const unknown = { table: 'address' as const, id: '01890000-0000-7000-8000-000000000000' }
    const lost = office.client.attachments.add({
      of: unknown,
      kind: 'photo',
      ticket: await put(office.client, TINY_JPEG),
    })
    expect(await lost.catch(failureOf)).toMatchObject({ code: 'common.notFound' })
  })

  test('a file that was altered or lost is named with its record, never shown', async () => {
    const office = await openTestApp({ dialect })
    const { client, dir } = office
    const of = { table: 'address' as const, id: await addAddress(office) }
    const added = await client.attachments.add({ of, kind: 'photo', ticket: await put(client, TINY_JPEG) })
    expect(await client.attachments.verify()).toMatchObject({ files: 1, damaged: 0, missing: [] })
    const [{ name } = { name: '' }] = await listAttachmentFiles(dir)
    const path = join(attachmentsDir(dir), name.slice(0, 2), name)
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40)
    writeFileSync(path, bytes)
    expect(await client.attachments.open({ id: added.id }).catch(failureOf)).toMatchObject({
      code: 'attachments.fileDamaged',
    })
    expect(await client.attachments.verify()).toMatchObject({ files: 0, damaged: 1, missing: [of] })
    rmSync(path)
    expect(await client.attachments.verify()).toMatchObject({ damaged: 0, missing: [of] })
  })
})

describe('the files of attachments', () => {
  const dataKey = new Uint8Array(32).fill(7)

  test('the same content is stored once; another key cannot read it', async () => {
    const dir = tempDir()
    const name = await putAttachment({ dir, dataKey }, Buffer.from('giấy xác nhận'))
    expect(await putAttachment({ dir, dataKey }, Buffer.from('giấy xác nhận'))).toBe(name)
    expect(await listAttachmentFiles(dir)).toHaveLength(1)
    expect(Buffer.from((await readAttachment({ dir, dataKey }, name))!).toString()).toBe('giấy xác nhận')
    expect(await readAttachment({ dir, dataKey: new Uint8Array(32) }, name)).toBeUndefined()
    await expect(readAttachment({ dir, dataKey }, '../office.db')).rejects.toThrow(/name/)
  })

  test('a backup copies only what is new, and tells what is missing or damaged', async () => {
    const [from, to] = [tempDir(), tempDir()]
    const first = await putAttachment({ dir: from, dataKey }, Buffer.from('một'))
    expect(await copyAttachmentFiles(from, to)).toMatchObject({ copied: 1 })
    const second = await putAttachment({ dir: from, dataKey }, Buffer.from('hai'))
    expect(await copyAttachmentFiles(from, to)).toMatchObject({ copied: 1 })
    expect(await verifyAttachmentFiles({ dir: to, dataKey }, [first, second])).toMatchObject({ files: 2, missing: [] })
    rmSync(join(attachmentsDir(to), first.slice(0, 2), first))
    expect(await verifyAttachmentFiles({ dir: to, dataKey }, [first, second])).toMatchObject({ missing: [first] })
  })

  test('what a power cut left half written goes after a month, what a row names stays', async () => {
    const office = await openTestApp()
    const of = { table: 'address' as const, id: await addAddress(office) }
    await office.client.attachments.add({ of, kind: 'photo', ticket: await put(office.client, TINY_JPEG) })
    const orphan = await putAttachment(office.app.holder.office!, Buffer.from('không ai nhắc tới'))
    const part = join(attachmentsDir(office.dir), orphan.slice(0, 2), `${orphan}.ab.part`)
    writeFileSync(part, 'half')
    const sweep = (now: number) => sweepOrphans({ dir: office.dir, db: office.app.holder.office!.database.read, now })
    expect(await sweep(Date.now())).toBe(0)
    const old = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000)
    for (const { name } of await listAttachmentFiles(office.dir)) {
      utimesSync(join(attachmentsDir(office.dir), name.slice(0, 2), name), old, old)
    }
    utimesSync(part, old, old)
    expect(await sweep(Date.now())).toBe(2)
    expect([existsSync(part), (await listAttachmentFiles(office.dir)).length]).toEqual([false, 1])
  })

  test('a second picture hidden behind the first is dropped, and the turn is kept', () => {
    const hidden = Buffer.concat([withCameraNotes(TINY_JPEG, 6), withCameraNotes(TINY_JPEG, 1)])
    const read = readContent(hidden, 'photo')
    if (!read.ok) throw new Error(read.failure.code)
    const bytes = Buffer.from(read.value.bytes)
    expect(bytes.length).toBeLessThan(TINY_JPEG.length + 60)
    expect([bytes.includes('Exif'), bytes.includes('GPS')]).toEqual([true, false])
    expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]))
    const plain = readContent(TINY_JPEG, 'photo')
    expect(plain.ok && Buffer.from(plain.value.bytes).equals(TINY_JPEG)).toBe(true)
  })

  test('any cut-off or scribbled photo is refused or read, never a crash', () => {
    const photo = withCameraNotes(TINY_JPEG, 6)
    for (let length = 0; length < photo.length; length += 1) {
      const cut = readContent(photo.subarray(0, length), 'photo')
      if (length < photo.length - 2) expect(cut.ok).toBe(false)
      const scribbled = Buffer.from(photo)
      scribbled.writeUInt8(scribbled.readUInt8(length) ^ 0xff, length)
      expect(typeof readContent(scribbled, 'photo').ok).toBe('boolean')
    }
  })
})
