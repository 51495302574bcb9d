import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { CaseLine } from '../../common/transferLines.ts'
import { findAnyKey } from '../keys/unitKeysRepo.ts'
import { readFullConsent } from '../seal/fullConsent.ts'
import { sealShort } from '../seal/sealShort.ts'
import { caseLines, readCaseRows, rowIdsText } from './caseRows.ts'
import { findOpenOffer, insertTransfer } from './transferRepo.ts'

interface Offer {
  addressId: string
  toUnit: string
  reason: string
}

/**
 * Offers a case to another unit. It goes in full, so only with the family's consent; a sponsor's pairing has to be ended
 * first, since its money is in this office's book.
 */
export async function offerCase(context: OfficeContext, { addressId, toUnit, reason }: Offer) {
  const { db, office, services } = context
  const unitId = office.unitId
  const key = await findAnyKey(db, toUnit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  const rows = await readCaseRows(db, { addressId, unitId })
  if ((rows.get('address') ?? []).length === 0) refuse('common.notFound')
  if ((await findOpenOffer(db, addressId)) !== undefined) refuse('bundles.transferUnderWay')
  const consent = await readFullConsent(db, { unitId, today: services.clock.today() })
  if (!consent.address.has(addressId)) refuse('bundles.transferNeedsConsent')
  if (await hasActivePairing(context, addressId)) refuse('bundles.transferActivePairing')
  const id = newRecordId()
  const head = { kind: 'case', transferId: id, addressId, toUnit, reason } satisfies CaseLine
  const records = [head, ...caseLines(rows)]
  const { bytes, hash } = await sealShort(context, { kind: 'transfer', toUnit, recipients: [key.box_public], records })
  await context.write((write, { now }) =>
    insertTransfer(write, {
      id,
      address_id: addressId,
      from_unit: unitId,
      to_unit: toUnit,
      direction: 'out',
      state: 'offered',
      reason,
      offered_at: now,
      answered_at: null,
      answer_reason: null,
      rows_json: rowIdsText(rows),
      offer_hash: hash,
    }),
  )
  const name = `ChuyenHoSo-${office.unitCode}-${id.slice(-6)}.rcb`
  return { id, name, ticket: services.tickets.put({ name, type: 'application/octet-stream', bytes }) }
}

async function hasActivePairing({ db }: OfficeContext, addressId: string): Promise<boolean> {
  const row = await db
    .selectFrom('pairing')
    .select('id')
    .where('address_id', '=', addressId)
    .where('state', 'in', ['intended', 'active', 'suspended'])
    .where('deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
