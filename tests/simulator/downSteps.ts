import { failureOf } from '../../src/base/common/failures.ts'
import { makeFile, payTo } from '../features/bundles/decisionOffice.ts'
import { bookOf } from '../features/bundles/offices.ts'
import { openFile } from './directorySteps.ts'
import type { Node, World } from './world.ts'

const PAPER = { title: 'Quyết định duyệt', number: '12/QĐ-CTĐ', onDay: '2026-11-18', signer: 'Lê Văn Tám' }
const TERMS = {
  channel: 'fund',
  helpForm: 'cash',
  amount: 300_000,
  frequency: 'monthly',
  firstMonth: '2026-12',
  lastMonth: '2027-11',
} as const

/** The office above decides something for a unit: approves an address, finds it a sponsor, or sends money. Whether there was anything. */
export async function decide(world: World, node: Node): Promise<boolean> {
  const { parent, office } = node
  if (parent === undefined) return false
  const { client } = parent.office
  const what = world.random(3)
  if (what === 2) {
    await payTo(parent.office, office, 100_000 * (1 + world.random(9)))
    return true
  }
  const { addresses } = await client.bundles.decisions.candidates({ unitId: office.unitId })
  if (what === 1) {
    // Its own family only: a case with a sponsor cannot be given away.
    if (!addresses.some(({ id }) => id === node.addressId)) return false
    const donorId = (await client.donors.add({ fields: { kind: 'business', name: 'Công ty Gỗ' } })).id
    const given = { unitId: office.unitId, addressId: node.addressId, donorId, terms: TERMS }
    return (await codeOf(client.bundles.decisions.giveSponsor(given))) === undefined
  }
  const open = addresses.filter(({ mayDecide }) => mayDecide)
  const addressIds = open.slice(0, 1).map(({ id }) => id)
  if (addressIds.length === 0) return false
  const verdict = { unitId: office.unitId, addressIds, verdict: 'approved' as const, paper: PAPER }
  return (await codeOf(client.bundles.decisions.decideAddresses(verdict))) === undefined
}

/** The file of all that is decided and not answered; undefined when there is none. */
export async function decisionFile({ parent, office }: Node): Promise<Uint8Array | undefined> {
  if (parent === undefined) return undefined
  return makeFile(parent.office, office).catch((error: unknown) => {
    if (failureOf(error).code !== 'bundles.nothingDecided') throw error
    return undefined
  })
}

/** A person of the unit carries out what came; what its rules refuse goes on waiting. */
export async function carryOut(node: Node): Promise<void> {
  const ids = await waitingAt(node)
  if (ids.length > 0) await node.office.client.bundles.decisions.apply({ ids, evenAboveNeed: true })
}

/** What is decided arrives and is carried out, or is sent back with a reason. Whether that wrote anything. */
export async function settleDecisions(node: Node): Promise<boolean> {
  const bytes = await decisionFile(node)
  if (bytes === undefined) return false
  await openFile(node, bytes)
  await carryOut(node)
  for (const id of await waitingAt(node)) {
    await node.office.client.bundles.decisions.decline({ id, reason: 'không còn ở đây' })
  }
  return true
}

async function waitingAt({ office }: Node): Promise<string[]> {
  const { decisions } = await office.client.bundles.decisions.listIn()
  return decisions.flatMap(({ id, state }) => (state === 'waiting' ? [id] : []))
}

/** Each payment the office above still has is received here once, and no receipt stands for none. */
export async function compareMoney(node: Node, isHeir: boolean): Promise<void> {
  const { parent, office, unitCode } = node
  if (parent === undefined || !node.told) return
  const { decisions } = await parent.office.client.bundles.decisions.listOut({ toUnit: office.unitId })
  const left = decisions.filter(({ state }) => state === 'waiting')
  if (left.length > 0) throw new Error(`${unitCode}: ${left.length} decisions without an answer`)
  const sent = await bookOf(parent.office)
    .read.selectFrom('payout')
    .select(['id', 'amount'])
    .where('counterpart_unit', '=', office.unitId)
    .where('owner_unit', '=', parent.office.unitId)
    .where('deleted_at', 'is', null)
    .execute()
  const here = (await office.client.bundles.decisions.listIn()).decisions
  const applied = here.flatMap(({ line, state }) =>
    line.kind === 'moneySent' && state === 'applied' ? [line.payoutId] : [],
  )
  const received = await bookOf(office)
    .read.selectFrom('receipt')
    .select('id')
    .where('source', '=', 'fromAbove')
    .where('owner_unit', '=', office.unitId)
    .where('deleted_at', 'is', null)
    .execute()
  if (new Set(applied).size < applied.length) throw new Error(`${unitCode}: a payment was received twice`)
  // An heir has receipts of the unit it took over from, to which the payments were told.
  if (isHeir ? received.length < applied.length : received.length !== applied.length) {
    throw new Error(`${unitCode}: ${received.length} receipts for ${applied.length} payments`)
  }
  const lost = sent.filter(({ id }) => !applied.includes(id))
  if (lost.length > 0) throw new Error(`${unitCode}: ${lost.length} payments were not received`)
}

function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => undefined,
    (error: unknown) => failureOf(error).code,
  )
}
