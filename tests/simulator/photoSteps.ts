import { failureOf } from '../../src/base/common/failures.ts'
import { bookOf } from '../features/bundles/offices.ts'
import { bytesOf } from './bytesOf.ts'
import { openFile } from './directorySteps.ts'
import type { Node } from './world.ts'

/** A photo of the office's own family, of which no two are alike. */
export async function addPhoto(node: Node, number: number): Promise<void> {
  const { office, addressId } = node
  node.photos = true
  const bytes = pngOf(number)
  const ticket = office.app.services.tickets.put({ name: `${number}.png`, type: 'image/png', bytes })
  await office.client.attachments.add({ of: { table: 'address', id: addressId }, kind: 'photo', ticket })
}

/** The files of the photos that go up now: of records that were reported, each photo once. */
export async function photoParts(node: Node): Promise<Uint8Array[]> {
  const { parent, office } = node
  if (parent === undefined) return []
  const { photos } = office.client.bundles
  const planned = await photos.plan({ toUnit: parent.office.unitId }).catch((error: unknown) => {
    if (failureOf(error).code !== 'bundles.nothingToSend') throw error
    return { batchId: '', parts: 0 }
  })
  const files: Uint8Array[] = []
  for (let part = 1; part <= planned.parts; part += 1) {
    files.push(bytesOf(node, (await photos.make({ batchId: planned.batchId, part })).ticket))
  }
  return files
}

/** Parts that the office above names as missing, or has forgotten with its book, are made once more; then it has every photo. */
export async function settlePhotos(node: Node): Promise<void> {
  const { parent, office } = node
  if (parent === undefined || !node.photos) return
  for (const bytes of await photoParts(node)) await openFile(parent, bytes)
  const lacking = async () => {
    const above = new Set(await photosOf(parent, node.addressId))
    return (await photosOf(node, node.addressId)).filter((id) => !above.has(id))
  }
  if ((await lacking()).length === 0) return
  const { photos } = office.client.bundles
  for (const { batchId, part, to } of (await photos.list()).sent) {
    if (to.id !== parent.office.unitId) continue
    await openFile(parent, bytesOf(node, (await photos.make({ batchId, part })).ticket))
  }
  const missing = await lacking()
  if (missing.length > 0) throw new Error(`${node.unitCode}: ${missing.length} photos are not above`)
}

async function photosOf({ office }: Node, addressId: string): Promise<string[]> {
  const rows = await bookOf(office)
    .read.selectFrom('attachment')
    .select('id')
    .where('row_id', '=', addressId)
    .where('kind', '=', 'photo')
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** A PNG as the reader asks for it: a head, content, an end. */
function pngOf(number: number): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const size = Buffer.alloc(4)
    size.writeUInt32BE(content.length)
    return Buffer.concat([size, Buffer.from(name, 'latin1'), content, Buffer.alloc(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(1200, 0)
  head.writeUInt32BE(900, 4)
  const content = Buffer.alloc(400, `photo ${number} `)
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([start, chunk('IHDR', head), chunk('IDAT', content), chunk('IEND', Buffer.alloc(0))])
}
