import { isBeside, type Node, type World } from './world.ts'

/** New keys, introduced by the old ones; some units below read out digits instead, or hear of it later. */
export async function rotate(world: World, node: Node): Promise<void> {
  node.touched = true
  const { text } = await node.office.client.bundles.keys.rotate()
  // The next directory is still signed by the old ones, and of no use to who typed digits.
  if (node.kind === 'central') world.directory.stale = true
  for (const below of world.nodes) {
    if (below.parent !== node) continue
    const way = world.random(4)
    if (way === 0) await meetAgain(node, below)
    else if (way === 1) world.unmet.push({ above: node, below })
    // Its keys of before are not in force there while it has not heard of earlier new ones.
    else await accept(below, text).catch(() => meetAgain(node, below))
  }
  for (const other of knownTo(world, node)) await accept(other, text)
}

/** Its PC is stolen: the office above ends the keys from the next number on, and the new ones are read out by phone. */
export async function losePc(world: World, node: Node): Promise<void> {
  if (node.parent === undefined) return
  node.touched = true
  const above = node.parent.office
  const { unitId } = node.office
  const held = (await above.client.bundles.keys.list()).keys.find(
    (key) => key.unit.id === unitId && key.role === 'sender' && !key.replaced,
  )
  const { bundles } = await above.client.bundles.listReceived()
  const last = bundles.find(({ from }) => from.id === unitId)?.seq ?? 0
  if (held !== undefined) await above.client.bundles.keys.withdraw({ id: held.id, fromSeq: last + 1 })
  await node.office.client.bundles.keys.rotate()
  for (const other of knownTo(world, node)) await enrolAt(other, node)
  for (const below of world.nodes) if (below.parent === node) await meetAgain(node, below)
}

/** Whoever holds this office's keys but the units below: the office above and neighbours, of whom one that has ended may wait for a word. */
function knownTo({ nodes }: World, node: Node): Node[] {
  return nodes.filter((other) => other === node.parent || isBeside(nodes, node, other))
}

async function accept({ office }: Node, text: string): Promise<void> {
  await office.client.bundles.keys.acceptRotation({ file: { text } })
}

async function enrolAt(other: Node, { office }: Node): Promise<void> {
  const { text } = await office.client.bundles.keys.requestFile()
  const { digits } = await office.client.bundles.keys.own()
  await other.office.client.bundles.keys.enrol({ file: { text }, digits })
}

/** The new keys of an office above are taken in as its first ones were: a file, and digits read out by phone. */
export async function meetAgain(above: Node, below: Node): Promise<void> {
  const { text } = await above.office.client.bundles.keys.answerFile()
  const { digits } = await above.office.client.bundles.keys.own()
  await below.office.client.bundles.keys.enrolReceiver({ file: { text }, digits })
}

/** Unless a directory has brought the new keys already. */
export async function introduceBelow(above: Node, below: Node): Promise<void> {
  const { fingerprint } = await above.office.client.bundles.keys.own()
  const { keys } = await below.office.client.bundles.keys.list()
  if (!keys.some((key) => key.fingerprint === fingerprint && !key.replaced)) await meetAgain(above, below)
}
