import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { CaseLine } from '../../common/transferLines.ts'
import { findAnyKey } from '../keys/unitKeysRepo.ts'
import { readFullConsent } from '../seal/fullConsent.ts'
import { sealShort } from '../seal/sealShort.ts'
import { type CaseRows, caseLines, readCaseRows, rowIdsText } from './caseRows.ts'
import { findOpenOffer, findTransfer, insertTransfer, noteOfferFile } from './transferRepo.ts'

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
  const { bytes, hash } = await sealCase(context, { head, rows, recipient: key.box_public })
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
  return putCase(context, { id, bytes })
}

/**
 * The offer is in the book; only its file is made anew, of the case as it is now. An answer to either file is an answer to the
 * offer. A case that was taken already goes as it was given, for an office that lost it with its book.
 */
export async function offerAgain(context: OfficeContext, id: string) {
  const { db, office, services } = context
  const offer = await findTransfer(db, id)
  if (offer?.direction !== 'out' || offer.state === 'refused') refuse('common.notFound')
  const key = await findAnyKey(db, offer.to_unit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  const isGone = offer.state === 'accepted'
  const addressId = offer.address_id
  const rows = await readCaseRows(db, { addressId, unitId: isGone ? offer.to_unit : office.unitId })
  if ((rows.get('address') ?? []).length === 0) refuse('common.notFound')
  const consent = await readFullConsent(db, { unitId: office.unitId, today: services.clock.today() })
  if (!isGone && !consent.address.has(addressId)) refuse('bundles.transferNeedsConsent')
  const head = {
    kind: 'case',
    transferId: id,
    addressId,
    toUnit: offer.to_unit,
    reason: offer.reason,
  } satisfies CaseLine
  const { bytes, hash } = await sealCase(context, { head, rows, recipient: key.box_public })
  await context.write((write) => noteOfferFile(write, { offer, hash, rows: isGone ? undefined : rowIdsText(rows) }))
  return putCase(context, { id, bytes })
}

interface SealedCase {
  head: CaseLine
  rows: CaseRows
  recipient: string
}

function sealCase(context: OfficeContext, { head, rows, recipient }: SealedCase) {
  const lines = caseLines(rows).map((line) => ({ ...line, ownerUnit: context.office.unitId }))
  const records = [head, ...lines]
  return sealShort(context, { kind: 'transfer', toUnit: head.toUnit, recipients: [recipient], records })
}

function putCase({ office, services }: OfficeContext, { id, bytes }: { id: string; bytes: Uint8Array }) {
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
