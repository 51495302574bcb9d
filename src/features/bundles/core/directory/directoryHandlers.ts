import { implement } from '@orpc/server'
import { refuse } from '../../../../base/common/failures.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../../db/requireRight.ts'
import { bundleContract } from '../../common/contract.ts'
import { linesOf } from '../../common/directory/directoryLines.ts'
import type { DirectoryChange, DirectoryStatus } from '../../common/directory/directorySchemas.ts'
import { digitsTyped } from '../../common/keyFile.ts'
import { phoneFingerprint, signerFingerprint } from '../envelope/unitKeys.ts'
import { openKeyFile } from '../keys/openKeyFile.ts'
import { findUnitKey } from '../keys/unitKeysRepo.ts'
import { isKept, readKept } from '../seal/keptFiles.ts'
import { countsOf } from '../seal/sealReportJob.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { CENTRE_CODE, takeSigner } from './directorySigner.ts'
import { makeDirectory, planDirectory } from './makeDirectory.ts'
import { findNewestPack, keptLines } from './packRepo.ts'
import { findDirectorySigner } from './signerRepo.ts'

const os = implement(bundleContract.directory).$context<DoorContext>().use(requireRight)
const MOST_SHOWN = 300

export const directoryHandlers = {
  status: os.status.handler(({ context }) => readStatus(context)),

  preview: os.preview.handler(async ({ context }) => {
    const { version, lines, changes } = await planDirectory(context, '')
    return { version, counts: countsOf(lines), changes: changes.slice(0, MOST_SHOWN), total: changes.length }
  }),

  make: os.make.handler(async ({ input, context }) => {
    const { version, bytes, changes } = await makeDirectory(context, input)
    return { ...putFile(context, version, bytes), bytes: bytes.length, changes }
  }),

  save: os.save.handler(async ({ context }) => {
    const newest = await findNewestPack(context.db)
    const bytes = newest === undefined ? undefined : await readKept(context.office, newest.bundle_id)
    if (newest === undefined || bytes === undefined) refuse('bundles.fileNotKept')
    return putFile(context, newest.version, bytes)
  }),

  enrolSigner: os.enrolSigner.handler(async ({ input, context }) => {
    const { file, unit } = await openKeyFile(context, input.file)
    if (file.role !== 'answer') refuse('bundles.wrongKeyFile')
    if (file.practice && !context.office.practice) refuse('bundles.practiceKeys')
    if (file.unitCode === CENTRE_CODE) {
      const digits = digitsTyped(phoneFingerprint(file, file.unitCode))
      if (digitsTyped(input.digits) !== digits) refuse('bundles.digitsDiffer', { unit: unit.vi })
    } else {
      const known = await findUnitKey(context.db, { fingerprint: signerFingerprint(file), role: 'receiver' })
      if (known?.unit_id !== unit.id || known.revoked_from_seq !== null) refuse('bundles.receiverNotEnrolled')
    }
    const named = await context.write((db, { now }) => takeSigner(db, { file, vouchedBy: unit.id, now }))
    const signer = named ? await findDirectorySigner(context.db) : undefined
    if (signer === undefined) refuse('bundles.noDirectoryKey', { unit: unit.vi })
    const vouchedBy = signer.vouched_by === null ? null : await getUnitNames(context.db, signer.vouched_by)
    return { fingerprint: signer.fingerprint, vouchedBy }
  }),
}

function putFile(context: OfficeContext, version: number, bytes: Uint8Array) {
  const name = `DanhBa-${version}.rcb`
  const ticket = context.services.tickets.put({ name, type: 'application/octet-stream', bytes })
  return { ticket, name, version }
}

async function readStatus({ db, office }: OfficeContext): Promise<DirectoryStatus> {
  const signer = await findDirectorySigner(db)
  const newest = await findNewestPack(db)
  // Safe: only the making and opening of a directory write it.
  const changes = newest === undefined ? [] : (JSON.parse(newest.changes) as DirectoryChange[])
  return {
    isCentre: office.kind === 'central',
    signer:
      signer === undefined
        ? null
        : {
            fingerprint: signer.fingerprint,
            vouchedBy: signer.vouched_by === null ? null : await getUnitNames(db, signer.vouched_by),
            enrolledAt: signer.enrolled_at,
          },
    newest:
      newest === undefined
        ? null
        : {
            version: newest.version,
            issuedOn: newest.issued_on,
            openedAt: newest.opened_at,
            from: await getUnitNames(db, newest.from_unit),
            fingerprint: newest.fingerprint,
            bytes: newest.bytes,
            note: linesOf(keptLines(newest), 'directory')[0]?.note ?? '',
            kept: isKept(office, newest.bundle_id),
            changes: changes.slice(0, MOST_SHOWN),
            total: changes.length,
          },
  }
}
