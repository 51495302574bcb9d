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
  const instalmentIds = direct.instalments.map(({ instalmentId }) => instalmentId)
  if (new Set(instalmentIds).size !== instalmentIds.length) refuse('ledger.sameTwice')
  const facts = await readInstalmentFacts(db, { ids: instalmentIds, unitId })
  const common = commonValues(direct, pairing)
  const ids: string[] = []
  for (const { instalmentId, amount } of direct.instalments) {
    refuseWrongInstalment(facts.get(instalmentId), { pairingId: direct.pairingId, amount })
    const row = { ...common, instalment_id: instalmentId, ...valueColumns(direct, amount) }
    ids.push(await insertDelivery(db, writer, row))
  }
  if (direct.extra > 0) ids.push(await insertDelivery(db, writer, { ...common, ...valueColumns(direct, direct.extra) }))
  return ids
}

function refuseWrongForm({ instalments, extra, form, goodsItem, proxyName, proxyRelation }: DirectDelivery): void {
  if (instalments.length === 0 && extra === 0) refuse('ledger.emptyLine')
  if (form === 'goods' && (goodsItem ?? '') === '') refuse('ledger.goodsNeeded')
  if ((proxyRelation ?? '') !== '' && (proxyName ?? '') === '') refuse('ledger.proxyNeeded')
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
  if (amount > fact.remaining) refuse('ledger.aboveInstalment', { amount, remaining: fact.remaining })
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
    currency: pairing?.currency ?? PLAIN_DELIVERY.currency,
    help_form: pairing?.helpForm ?? direct.form,
    receiver: proxyName === null ? 'self' : 'proxy',
    proxy_name: proxyName,
    proxy_relation: proxyName === null ? null : direct.proxyRelation,
    proof: direct.proof,
    note: direct.note,
  }
}

function valueColumns({ form, goodsItem }: DirectDelivery, amount: number) {
  return form === 'cash' ? { amount } : { amount: 0, goods_value: amount, goods_item: goodsItem }
}
