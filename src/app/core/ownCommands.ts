import { refuse } from '../../base/common/failures.ts'
import type { WriteDb } from '../../db/database.ts'
import type { OwnCommands } from '../../db/ownCommands.ts'
import { insertRecord, type WriteContext } from '../../db/recordWriter.ts'
import type { AddressState } from '../../features/addresses/common/addressSchemas.ts'
import { mayReceive } from '../../features/addresses/common/rules.ts'
import { takeSteps } from '../../features/addresses/core/addressSteps.ts'
import { newReceiptSchema } from '../../features/ledger/common/receiptSchemas.ts'
import { refuseWrongDay } from '../../features/ledger/core/moneyDays.ts'
import { insertReceipt } from '../../features/ledger/core/receiptRepo.ts'
import { newPairingSchema } from '../../features/pairings/common/pairingSchemas.ts'
import { insertPairing } from '../../features/pairings/core/savePairing.ts'

/** The office's own commands, in the transaction of whoever carries out what another office decided. */
export const ownCommands: OwnCommands = {
  takeVerdict: async ({ db, writer, today }, { addressId, verdict, paper, reason }) => {
    const { id } = await ownAddressOrRefuse(db, writer, addressId)
    const decisionId = await paperId(db, writer, paper)
    const step = { state: verdict, onDay: paper.onDay ?? today, byName: paper.signer, reason, decisionId }
    if (step.onDay > today) refuse('addresses.dayAhead')
    await takeSteps(db, writer, { ids: [id], step })
    return id
  },

  addPairing: async ({ db, writer, today }, pairing) => {
    const address = await ownAddressOrRefuse(db, writer, pairing.addressId)
    // Help waits for the approval, the sponsor does not.
    const state = mayReceive(address.state) ? 'active' : 'intended'
    return insertPairing(db, writer, {
      pairing: newPairingSchema.parse({ ...pairing, addressId: address.id, state }),
      today,
    })
  },

  addReceipt: async ({ db, writer, today }, money) => {
    const { fromUnit, amount, currency, method, onDay, series, number, year } = money
    refuseWrongDay(onDay, today)
    const purpose = money.purpose ?? `${series}-${number}/${year}`
    const receipt = newReceiptSchema.parse({
      payerName: await unitName(db, fromUnit),
      ...{ onDay, amount, currency, method, purpose, source: 'fromAbove', counterpartUnitId: fromUnit },
      allocations: [{ kind: 'purpose', purpose, amount }],
    })
    return (await insertReceipt(db, writer, receipt)).id
  },
}

/** The file that goes on, when the one the other office knows was merged into it since. */
async function ownAddressOrRefuse(
  db: WriteDb,
  { unitId }: Pick<WriteContext, 'unitId'>,
  id: string,
): Promise<{ id: string; state: AddressState }> {
  const address = await db
    .selectFrom('address')
    .select(['id', 'state', 'merged_into'])
    .where('id', '=', id)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('common.notFound')
  const { merged_into: survivor } = address
  return survivor === null ? address : ownAddressOrRefuse(db, { unitId }, survivor)
}

/** One paper decides about many: it is kept once. */
async function paperId(
  db: WriteDb,
  writer: WriteContext,
  { title, number, onDay, signer }: Parameters<OwnCommands['takeVerdict']>[1]['paper'],
): Promise<string> {
  const papers = await db
    .selectFrom('decision')
    .select(['id', 'number', 'on_day', 'signer'])
    .where('owner_unit', '=', writer.unitId)
    .where('title', '=', title)
    .where('deleted_at', 'is', null)
    .execute()
  const same = papers.find((row) => row.number === number && row.on_day === onDay && row.signer === signer)
  if (same !== undefined) return same.id
  return insertRecord(db, writer, { table: 'decision', values: { title, number, on_day: onDay, signer } })
}

async function unitName(db: WriteDb, id: string): Promise<string> {
  const row = await db
    .selectFrom('unit_name')
    .select('name')
    .where('unit_id', '=', id)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return row?.name ?? ''
}
