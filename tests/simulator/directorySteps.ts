import { failureOf } from '../../src/base/common/failures.ts'
import { bookOf, handOver } from '../features/bundles/offices.ts'
import { bytesOf } from './bytesOf.ts'
import type { Node, World } from './world.ts'

/** The centre writes down a new word and sends everybody the directory; after an older book was put back it counts on from the newest it gave out. */
export async function publish(world: World): Promise<Uint8Array> {
  const centre = centreOf(world)
  const version = world.directory.version + 1
  const { units, bundles } = centre.office.client
  // Every word so far: an older book that was put back has forgotten the last ones.
  for (let each = 1; each <= version; each += 1) {
    await units.words.save({ kind: 'category', code: `word${each}`, names: { vi: `Nhóm ${each}` } })
  }
  const { ticket } = await bundles.directory.make({ note: '', version })
  const bytes = bytesOf(centre, ticket)
  world.directory = { version, bytes }
  for (const node of world.nodes) node.touched = true
  return bytes
}

export async function openDirectory(node: Node, bytes: Uint8Array): Promise<void> {
  const open = () => node.office.client.bundles.openFile({ ticket: handOver(node.office, bytes) })
  await open().catch(async (error: unknown) => {
    if (failureOf(error).code !== 'bundles.unknownSender' || node.parent === undefined) throw error
    // The centre changed its keys: the office above vouches for the new one.
    const { text } = await node.parent.office.client.bundles.keys.answerFile()
    await node.office.client.bundles.directory.enrolSigner({ file: { text } })
    await open()
  })
}

/** In the end everybody goes by the newest directory. */
export async function settleDirectory(world: World): Promise<void> {
  const { version, bytes } = world.directory
  if (bytes === undefined) return
  const below = world.nodes.filter(({ touched, parent }) => touched && parent !== undefined)
  for (const node of below) {
    await openDirectory(node, bytes).catch((error: unknown) => {
      throw new Error(`${node.unitCode}, directory: ${JSON.stringify(failureOf(error))}`)
    })
    const { newest } = await node.office.client.bundles.directory.status()
    if (newest?.version !== version)
      throw new Error(`${node.unitCode} goes by directory ${newest?.version} of ${version}`)
    const words = await bookOf(node.office)
      .read.selectFrom('shared_word')
      .select('code')
      .where('kind', '=', 'category')
      .where('code', 'like', 'word%')
      .execute()
    if (words.length !== version) throw new Error(`${node.unitCode} knows ${words.length} of ${version} words`)
  }
}

function centreOf({ nodes }: World): Node {
  const centre = nodes.find(({ kind }) => kind === 'central')
  if (centre === undefined) throw new Error('a world without a centre')
  return centre
}
