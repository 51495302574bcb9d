import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { NewRecord, WriteContext } from '../../../db/recordWriter.ts'
import type { DirectDelivery } from '../common/deliverySchemas.ts'
import { insertDelivery, PLAIN_DELIVERY } from './deliveryRepo.ts'
import { readFundBalances, takeMoneyLock } from './fundBalances.ts'
import { type InstalmentFacts, readInstalmentFacts } from './openInstalments.ts'
import { readApprovedAddresses } from './readApprovedAddresses.ts'

/** Writes what a sponsor or a village gave the family itself: one row per kỳ, and one for what goes beyond. */
export async function recordDirect(db: WriteDb, writer: WriteContext, direct: DirectDelivery): Promise<string[]> {
  refuseWrongForm(direct)
  await takeMoneyLock(db)
  const { unitId } = writer
  await readApprovedAddresses(db, { ids: [direct.addressId], unitId })
  const pairing = direct.pairingId === null ? undefined : await pairingOf(db, { ...direct, unitId })
  if (direct.donorId !== null && pairing === undefined) await refuseUnknownDonor(db, direct.donorId)
  const instalmentIds = direct.instalments.map(({ instalmentId }) => instalmentId)
  if (new Set(instalmentIds).size !== instalmentIds.length) refuse('ledger.sameTwice')
  const facts = await readInstalmentFacts(db, { ids: instalmentIds, unitId })
  const common = commonValues(direct, pairing)
  const ids: string[] = []
  for (const { instalmentId, amount } of direct.instalments) {
    refuseWrongInstalment(facts.get(instalmentId), { pairingId: direct.pairingId, amount })
    const counted = direct.form === 'goods' && ids.length === 0 ? goodsColumns(direct) : {}
    const row = { ...common, instalment_id: instalmentId, ...valueColumns(direct, amount), ...counted }
    ids.push(await insertDelivery(db, writer, row))
  }
  const rest = restOf(direct, { isFirst: ids.length === 0, pairing })
  if (rest !== undefined) ids.push(await insertDelivery(db, writer, { ...common, ...rest }))
  return ids
}

/** What is given beyond the kỳ: more of the same, or goods beside the cash. */
function restOf(
  direct: DirectDelivery,
  { isFirst, pairing }: { isFirst: boolean; pairing: PairingFacts | undefined },
): Partial<NewRecord<'delivery'>> | undefined {
  const { form, extra, goodsValue } = direct
  const goods = goodsColumns(direct)
  if (form === 'goods') {
    return extra === 0 ? undefined : { ...valueColumns(direct, extra), ...(isFirst ? goods : GOODS_COUNTED) }
  }
  if (goods.goods_item === null) return extra === 0 ? undefined : { amount: extra }
  return { ...helpFormOf(direct, pairing), amount: extra, ...goods, goods_value: goodsValue }
}

/** What was handed over is counted once, on the first row; the others carry their value. */
const GOODS_COUNTED = { goods_quantity: null, goods_unit: null }

function goodsColumns({ goodsItem, goodsQuantity, goodsUnit }: DirectDelivery) {
  const item = goodsItem === '' ? null : goodsItem
  if (item === null) return { goods_item: null, goods_quantity: null, goods_unit: null }
  return { goods_item: item, goods_quantity: goodsQuantity, goods_unit: goodsUnit === '' ? null : goodsUnit }
}

/** Goods alone are help in goods, whatever the pairing gives. */
function helpFormOf({ extra }: DirectDelivery, pairing: PairingFacts | undefined) {
  return extra === 0 ? { help_form: 'goods' } : { help_form: pairing?.helpForm ?? 'cash' }
}

function refuseWrongForm(direct: DirectDelivery): void {
  const { instalments, extra, form, goodsItem, goodsValue, goodsQuantity, proxyName, proxyRelation } = direct
  const named = (goodsItem ?? '') !== ''
  if (instalments.length === 0 && extra === 0 && (form === 'goods' || !named)) refuse('ledger.emptyLine')
  if (!named && (form === 'goods' || goodsValue > 0 || goodsQuantity !== null)) refuse('ledger.goodsNeeded')
  if ((proxyRelation ?? '') !== '' && (proxyName ?? '') === '') refuse('ledger.proxyNeeded')
}

async function refuseUnknownDonor(db: WriteDb, donorId: string): Promise<void> {
  const donor = await db
    .selectFrom('donor')
    .select('id')
    .where('id', '=', donorId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (donor === undefined) refuse('common.notFound')
}

interface PairingFacts {
  donorId: string
  helpForm: string
  currency: string
}

async function pairingOf(
  db: ReadDb | WriteDb,
  { pairingId, addressId, unitId }: { pairingId: string | null; addressId: string; unitId: string },
): Promise<PairingFacts> {
  const pairing = await db
    .selectFrom('pairing')
    .select(['donor_id as donorId', 'help_form as helpForm', 'currency', 'channel'])
    .where('id', '=', pairingId)
    .where('address_id', '=', addressId)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (pairing === undefined) refuse('common.notFound')
  if (pairing.channel === 'fund') await refuseWaitingFund(db, { pairingId, unitId })
  return pairing
}

/** A sponsor may give by hand this once; but money the office already holds for the family goes out over a signature list. */
async function refuseWaitingFund(
  db: ReadDb | WriteDb,
  { pairingId, unitId }: { pairingId: string | null; unitId: string },
): Promise<void> {
  if (pairingId === null) return
  const balances = await readFundBalances(db, { purses: [{ pairingId }], unitId })
  const { received, delivered } = balances.get(`pairing:${pairingId}`) ?? { received: 0, delivered: 0 }
  if (received > delivered) refuse('ledger.useRound')
}

function refuseWrongInstalment(
  fact: InstalmentFacts | undefined,
  { pairingId, amount }: { pairingId: string | null; amount: number },
): void {
  if (fact === undefined || fact.pairingId !== pairingId) refuse('common.notFound')
  if (fact.remaining === 0) refuse('ledger.notDue')
  const { remaining, currency } = fact
  if (amount > remaining) refuse('ledger.aboveInstalment', { amount, remaining, currency })
}

function commonValues(direct: DirectDelivery, pairing: PairingFacts | undefined): NewRecord<'delivery'> {
  const proxyName = direct.proxyName === '' ? null : direct.proxyName
  return {
    ...PLAIN_DELIVERY,
    address_id: direct.addressId,
    pairing_id: direct.pairingId,
    donor_id: pairing?.donorId ?? direct.donorId,
    on_day: direct.onDay,
    channel: direct.channel,
    currency: pairing?.currency ?? direct.currency,
    help_form: pairing?.helpForm ?? direct.form,
    receiver: proxyName === null ? 'self' : 'proxy',
    proxy_name: proxyName,
    proxy_relation: proxyName === null ? null : direct.proxyRelation,
    proof: direct.proof,
    place: direct.place === '' ? null : direct.place,
    note: direct.note,
  }
}

function valueColumns({ form, goodsItem }: DirectDelivery, amount: number) {
  return form === 'cash' ? { amount } : { amount: 0, goods_value: amount, goods_item: goodsItem }
}
