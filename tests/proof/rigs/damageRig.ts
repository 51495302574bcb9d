import { Decrypter } from 'age-encryption'
import { sealBundle } from '../../../src/features/bundles/core/envelope/sealBundle.ts'
import { readBundleTar } from '../../../src/features/bundles/core/envelope/strictTar.ts'
import { firstReport, openAsProvince, province, smallReport } from '../../bundles/vectors/fixedOffices.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const RECORDS = 1450
const LEAST_BYTES = 10_240

export const damageRig: Rig = {
  name: 'bundle-bits',
  what: 'each bit of a bundle of more than 10 KB flipped, and the bundle cut at each length: none is accepted',
  aim: 115_200,
  run: (context) => damageEach(context, async (bytes) => (await openAsProvince(bytes)).ok),
  controlWhat: 'a reader that trusts the encryption and asks for no signature',
  control: (context) => damageEach({ ...context, goOn: (done) => done < 20_000 && context.goOn(done) }, opensUnsigned),
}

/** Every damage once, in steps that spread a short run over the whole file. */
async function damageEach(context: RigContext, opens: (bytes: Buffer) => Promise<boolean>): Promise<Outcome> {
  const good = await longBundle()
  if (!(await opens(good))) throw new Error('the undamaged bundle is not opened')
  const total = good.length * 9
  const step = stepThrough(total)
  const outcome = { done: 0, bad: 0, note: `${good.length} bytes: ${good.length * 8} bits and ${good.length} lengths` }
  const { index, of } = context.share
  for (let turn = index; turn < total && !isOver(context, outcome); turn += of) {
    const at = (turn * step) % total
    outcome.bad += (await opens(damaged(good, at))) ? 1 : 0
    outcome.done += 1
  }
  return outcome
}

function damaged(good: Buffer, at: number): Buffer {
  const bits = good.length * 8
  if (at >= bits) return good.subarray(0, at - bits)
  const bytes = Buffer.from(good)
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7))
  return bytes
}

/** About the golden part of the whole, with no factor in common, so that each place is met once. */
function stepThrough(total: number): number {
  const divides = (step: number, other: number): number => (other === 0 ? step : divides(other, step % other))
  let step = Math.floor(total * 0.618)
  while (divides(total, step) !== 1) step += 1
  return step
}

async function longBundle(): Promise<Buffer> {
  const records = Array.from({ length: RECORDS }, (_, id) => ({ kind: 'delivery', id, note: `${(id * 7919) % 9973}` }))
  const sealed = await sealBundle(smallReport({ manifest: firstReport({ delivery: RECORDS }), records }))
  if (!sealed.ok || sealed.value.bytes.length < LEAST_BYTES) throw new Error('no bundle of the length wanted')
  return sealed.value.bytes
}

async function opensUnsigned(bytes: Buffer): Promise<boolean> {
  const members = readBundleTar(bytes)
  if (!members.ok) return false
  const decrypter = new Decrypter()
  decrypter.addIdentity(province.privateKeys.box)
  return decrypter.decrypt(members.value.payload).then(
    () => true,
    () => false,
  )
}
