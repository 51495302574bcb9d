import { failureOf } from '../../src/base/common/failures.ts'
import { bookOf, handOver } from '../features/bundles/offices.ts'
import { bytesOf } from './bytesOf.ts'
import { introduceBelow, meetAgain } from './keySteps.ts'
import type { Node, World } from './world.ts'

/** The centre writes down a new word and makes a directory; after an older book was put back it counts on from the newest it gave out. */
export async function publish(world: World): Promise<Uint8Array> {
  const centre = centreOf(world)
  const version = world.directory.version + 1
  const { units, bundles } = centre.office.client
  // Every word so far: an older book that was put back has forgotten the last ones.
  for (let each = 1; each <= version; each += 1) {
    await units.words.save({ kind: 'category', code: `word${each}`, names: { vi: `Nhóm ${each}` } })
  }
  const bytes = bytesOf(centre, (await bundles.directory.make({ note: '', version })).ticket)
  world.directory = { version, bytes, stale: false }
  centre.touched = true
  return bytes
}

export function openFile({ office }: Node, bytes: Uint8Array) {
  return office.client.bundles.openFile({ ticket: handOver(office, bytes) })
}

/** In the end whoever had anything to do goes by the newest directory, and everybody knows who is above. */
export async function settleDirectory(world: World): Promise<void> {
  for (const { above, below } of world.unmet.splice(0)) await introduceBelow(above, below)
  if (world.directory.version === 0) return
  if (world.directory.stale) await publish(world)
  for (const node of world.nodes) {
    if (node.parent === undefined || node.retired || !node.touched) continue
    await goByNewest(world, node)
  }
}

async function goByNewest(world: World, node: Node): Promise<void> {
  if (node.directory === world.directory.version) return
  await takeNewest(world, node)
  await compareWords(world, node)
  node.directory = world.directory.version
}

/** As the words of a refusal say: a newer directory, or the centre's key from the office above. */
async function takeNewest(world: World, node: Node): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { version, bytes = new Uint8Array() } = world.directory
    const failure = await openFile(node, bytes).then(() => undefined, failureOf)
    if (failure === undefined) return
    if (tries > 4) throw new Error(`${node.unitCode}, directory ${version}: ${JSON.stringify(failure)}`)
    // Signed once more by the old key, for those who know only that one: whoever heard only of the new one asks for the next.
    if (failure.code === 'bundles.directoryKeyReplaced' || tries === 1) await publish(world)
    else await askAbove(world, node)
  }
}

async function askAbove(world: World, node: Node): Promise<void> {
  if (node.parent === undefined) return
  if (node.parent.kind === 'central') return meetAgain(node.parent, node)
  // Who is asked may have had nothing to do, and not know the centre's new key either.
  await goByNewest(world, node.parent)
  const { text } = await node.parent.office.client.bundles.keys.answerFile()
  await node.office.client.bundles.directory.enrolSigner({ file: { text } })
}

async function compareWords(world: World, { office, unitCode }: Node): Promise<void> {
  const { version } = world.directory
  const { newest } = await office.client.bundles.directory.status()
  if (newest?.version !== version) throw new Error(`${unitCode} goes by directory ${newest?.version} of ${version}`)
  const words = await bookOf(office)
    .read.selectFrom('shared_word')
    .select('code')
    .where('kind', '=', 'category')
    .where('code', 'like', 'word%')
    .execute()
  if (words.length !== version) throw new Error(`${unitCode} knows ${words.length} of ${version} words`)
}

function centreOf({ nodes }: World): Node {
  const centre = nodes.find(({ kind }) => kind === 'central')
  if (centre === undefined) throw new Error('a world without a centre')
  return centre
}
