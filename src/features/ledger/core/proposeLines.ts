import { sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import { mayReceive } from '../../addresses/common/rules.ts'
import { remainderOf } from '../../pairings/common/rules.ts'
import type { LineInstalment, ProposalFilter, ProposedLine } from '../common/roundSchemas.ts'
import { aboveReceived } from '../common/rules.ts'
import { purseKey, readFundBalances } from './fundBalances.ts'
import { communeOfVillage, deliveredOfInstalment, linesHoldingInstalment } from './openInstalments.ts'

export interface Proposal {
  lines: ProposedLine[]
  notApproved: { addressId: string; name: string; villageName: string | null }[]
}

/**
 * Everyone to whom our fund still owes a kỳ up to a month, one line per address in the order of the paper. Absentees come
 * back by themselves: their kỳ were never paid. What waits on another list is left out.
 */
export async function proposeLines(
  db: ReadDb,
  { filter, unitId }: { filter: ProposalFilter; unitId: string },
): Promise<Proposal> {
  const due = await readDue(db, { filter, unitId })
  const lines: ProposedLine[] = []
  const notApproved: Proposal['notApproved'] = []
  for (const rows of Map.groupBy(due, (row) => row.addressId).values()) {
    const [first] = rows
    if (first === undefined) continue
    const { addressId, name, birthDay, villageId, villageName, communeName } = first
    if (!mayReceive(first.state)) {
      notApproved.push({ addressId, name, villageName })
      continue
    }
    const instalments = rows.map(lineInstalment)
    const amount = instalments.reduce((sum, instalment) => sum + instalment.amount, 0)
    const where = { villageId, villageName, communeName }
    lines.push({ addressId, name, birthDay, ...where, instalments, amount, missing: 0 })
  }
  await fillMissing(db, { lines, unitId })
  return { lines, notApproved }
}

type DueRow = Awaited<ReturnType<typeof readDue>>[number]

function lineInstalment(row: DueRow): LineInstalment {
  const { instalmentId, pairingId, donorName, firstMonth, lastMonth, remaining } = row
  return { instalmentId, pairingId, donorName, firstMonth, lastMonth, amount: remaining }
}

/** Kỳ of our fund with something left to give, by village, then by name. */
async function readDue(db: ReadDb, { filter, unitId }: { filter: ProposalFilter; unitId: string }) {
  const rows = await narrow(dueQuery(db), filter)
    .select([
      'instalment.id as instalmentId',
      'instalment.first_month as firstMonth',
      'instalment.last_month as lastMonth',
      'instalment.amount',
      'instalment.past',
      'pairing.id as pairingId',
      'donor.name as donorName',
      'address.id as addressId',
      'address.display_name as name',
      'address.state',
      'address.village_id as villageId',
      'person.birth_day as birthDay',
      'village.name as villageName',
      communeOfVillage.as('communeName'),
      deliveredOfInstalment.as('delivered'),
      linesHoldingInstalment.as('holding'),
    ])
    .where('pairing.owner_unit', '=', unitId)
    .orderBy(sql`case when village.sort_key is null then 1 else 0 end`)
    .orderBy('village.sort_key')
    .orderBy('village.id')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .orderBy('instalment.first_month')
    .orderBy('instalment.id')
    .execute()
  return rows.flatMap(({ amount, past, delivered, holding, ...row }) => {
    const remaining = remainderOf({ amount, past }, Number(delivered))
    return remaining === 0 || Number(holding) > 0 ? [] : [{ ...row, remaining }]
  })
}

function dueQuery(db: ReadDb) {
  return db
    .selectFrom('instalment')
    .innerJoin('pairing', 'pairing.id', 'instalment.pairing_id')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .where('pairing.channel', '=', 'fund')
    .where('pairing.state', '<>', 'intended')
    .where('pairing.deleted_at', 'is', null)
    .where('instalment.deleted_at', 'is', null)
    .where('instalment.past', 'is', null)
    .where('address.deleted_at', 'is', null)
}

type Narrowed = ReturnType<typeof dueQuery>

function narrow(
  query: Narrowed,
  { upToMonth, currency, donorIds, villageIds, pairingIds, addressIds }: ProposalFilter,
): Narrowed {
  let narrowed = query.where('instalment.first_month', '<=', upToMonth).where('pairing.currency', '=', currency)
  if (donorIds.length > 0) narrowed = narrowed.where('pairing.donor_id', 'in', donorIds)
  if (villageIds.length > 0) narrowed = narrowed.where('address.village_id', 'in', villageIds)
  if (addressIds.length > 0) narrowed = narrowed.where('address.id', 'in', addressIds)
  if (pairingIds.length > 0) narrowed = narrowed.where('pairing.id', 'in', pairingIds)
  return narrowed
}

/** What each line lacks in the purses of its pairings; nothing is lent from one sponsor's money to another's family. */
async function fillMissing(db: ReadDb, { lines, unitId }: { lines: ProposedLine[]; unitId: string }): Promise<void> {
  const pairingIds = new Set(lines.flatMap((line) => line.instalments.map(({ pairingId }) => pairingId)))
  const purses = [...pairingIds].map((pairingId) => ({ pairingId }))
  const balances = await readFundBalances(db, { purses, unitId })
  for (const line of lines) {
    for (const [pairingId, parts] of Map.groupBy(line.instalments, (part) => part.pairingId)) {
      const balance = balances.get(purseKey({ pairingId })) ?? { received: 0, delivered: 0 }
      const planned = parts.reduce((sum, part) => sum + part.amount, 0)
      line.missing += Math.min(planned, aboveReceived(balance, planned))
    }
  }
}
