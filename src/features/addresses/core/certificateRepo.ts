import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { Certificate, CertificateFields } from '../common/fileSchemas.ts'
import { ownAddressOrRefuse, refuseUnknownWord, type SavedPart, textOrNull, versionOf } from './filePart.ts'

/** Certificates of an address, the newest first. */
export async function listCertificates(
  db: ReadDb,
  { addressId, today }: { addressId: string; today: string },
): Promise<Certificate[]> {
  const rows = await db
    .selectFrom('certificate')
    .select([
      'id',
      'version',
      'kind',
      'level',
      'number',
      'issued_on as issuedOn',
      'expires_on as expiresOn',
      'issuer',
      'note',
    ])
    .where('address_id', '=', addressId)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, expired: row.expiresOn !== null && row.expiresOn < today }))
}

export async function saveCertificate(
  db: WriteDb,
  context: WriteContext,
  { addressId, id, version, fields }: SavedPart<CertificateFields>,
): Promise<string> {
  await refuseUnknownWord(db, { kind: 'certificateKind', code: fields.kind })
  await refuseUnknownWord(db, { kind: 'disabilityLevel', code: fields.level })
  const { issuedOn, expiresOn } = fields
  if (issuedOn !== null && expiresOn !== null && expiresOn < issuedOn) refuse('addresses.expiresBeforeIssued')
  const values = {
    kind: fields.kind,
    level: fields.kind === 'disability' ? fields.level : null,
    number: textOrNull(fields.number),
    issued_on: issuedOn,
    expires_on: expiresOn,
    issuer: textOrNull(fields.issuer),
    note: textOrNull(fields.note),
  }
  if (id !== undefined) {
    await updateRecord(db, context, { table: 'certificate', id, version: versionOf(version), changes: values })
    return id
  }
  await ownAddressOrRefuse(db, context, addressId)
  return insertRecord(db, context, { table: 'certificate', values: { address_id: addressId, ...values } })
}
