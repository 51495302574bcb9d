import { implement } from '@orpc/server'
import { refuse } from '../../../../base/common/failures.ts'
import type { WriteDb } from '../../../../db/database.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../../db/requireRight.ts'
import type { UnitKeyTable } from '../../../../db/tables/exchangeTables.ts'
import type { AddedUnit } from '../../../units/common/addedUnit.ts'
import type { KeyFileFacts, UnitNames } from '../../common/bundleSchemas.ts'
import { bundleContract } from '../../common/contract.ts'
import { digitsTyped, type KeyFile } from '../../common/keyFile.ts'
import { findDirectoryKey, takeSigner } from '../directory/directorySigner.ts'
import { phoneFingerprint, signerFingerprint } from '../envelope/unitKeys.ts'
import { lastReceivedSeq } from '../open/receivedRepo.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { acceptRotation, findRotation, rotateKeys } from './keyRotation.ts'
import { type FileInput, openKeyFile, textOf } from './openKeyFile.ts'
import { ensureOwnKeys, findRecoveryRecipient, makeRecoveryKey } from './ownKeysRepo.ts'
import { writeKeyFile } from './signKeyFile.ts'
import { enrolUnitKey, findUnitKey, listUnitKeys, withdrawKey } from './unitKeysRepo.ts'

/** The country's code, under which the centre stands. */
const CENTRE_CODE = 'VN'
const os = implement(bundleContract.keys).$context<DoorContext>().use(requireRight)

export const keyHandlers = {
  own: os.own.handler(async ({ context }) => {
    const { publicKeys, createdAt } = await ensureOwnKeys(context)
    return {
      unit: await getUnitNames(context.db, context.office.unitId),
      fingerprint: signerFingerprint(publicKeys),
      digits: phoneFingerprint(publicKeys, context.office.unitCode),
      createdAt,
      hasRecovery: (await findRecoveryRecipient(context.db)) !== null,
      hasRotation: (await findRotation(context, publicKeys)) !== undefined,
    }
  }),

  list: os.list.handler(async ({ context }) => ({ keys: await listUnitKeys(context.db) })),

  requestFile: os.requestFile.handler(({ context }) =>
    putKeyFile(context, { role: 'request', recovery: null, directory: null }),
  ),

  answerFile: os.answerFile.handler(async ({ context }) => {
    const recovery = await findRecoveryRecipient(context.db)
    if (recovery === null) refuse('bundles.recoveryNeeded')
    return putKeyFile(context, { role: 'answer', recovery, directory: await findDirectoryKey(context) })
  }),

  makeRecovery: os.makeRecovery.handler(({ context }) => makeRecoveryKey(context)),

  readFile: os.readFile.handler(async ({ input, context }): Promise<KeyFileFacts> => {
    const { file, unit, newUnit } = await openKeyFile(context, input.file)
    const fingerprint = signerFingerprint(file)
    const known = await findUnitKey(context.db, { fingerprint, role: await storedRole(context, { file, unit }) })
    return { role: file.role, unit, fingerprint, alreadyEnrolled: known?.unit_id === unit.id, newUnit }
  }),

  enrol: os.enrol.handler(({ input, context }) => enrol(context, { ...input, expected: 'request' })),

  rotate: os.rotate.handler(async ({ context }) => putRotation(context, await rotateKeys(context))),

  rotationFile: os.rotationFile.handler(async ({ context }) => {
    const text = await findRotation(context, (await ensureOwnKeys(context)).publicKeys)
    return text === undefined ? refuse('common.notFound') : putRotation(context, text)
  }),

  acceptRotation: os.acceptRotation.handler(({ input, context }) =>
    acceptRotation(context, textOf(context, input.file)),
  ),

  withdraw: os.withdraw.handler(async ({ input, context }) => {
    const withdrawn = await context.write((db) => withdrawKey(db, input))
    if (!withdrawn) refuse('common.notFound')
    return { id: input.id }
  }),

  enrolReceiver: os.enrolReceiver.handler(({ input, context }) => enrol(context, { ...input, expected: 'answer' })),
}

function putRotation(context: OfficeContext, text: string) {
  return putText(context, { name: `doi-khoa-${context.office.unitCode}.json`, text })
}

function putText({ services }: OfficeContext, { name, text }: { name: string; text: string }) {
  const ticket = services.tickets.put({ name, type: 'application/json', bytes: Buffer.from(text, 'utf8') })
  return { ticket, name, text }
}

async function putKeyFile(context: OfficeContext, facts: Pick<KeyFile, 'role' | 'recovery' | 'directory'>) {
  const { publicKeys, privateKeys } = await ensureOwnKeys(context)
  const { unitCode, unitId, practice } = context.office
  const unitName = (await getUnitNames(context.db, unitId)).vi
  const text = writeKeyFile({ ...facts, unitCode, unitName, practice, ...publicKeys }, privateKeys)
  return putText(context, { name: `${facts.role === 'request' ? 'de-nghi' : 'tra-loi'}-khoa-${unitCode}.json`, text })
}

interface Enrolment {
  file: FileInput
  digits: string
  acceptPractice?: boolean
  newUnit?: AddedUnit | undefined
  expected: KeyFile['role']
}

async function enrol(context: OfficeContext, input: Enrolment): Promise<{ unit: UnitNames }> {
  const opened = await openKeyFile(context, input.file)
  const { file, unit } = opened
  if (opened.newUnit !== null && input.newUnit === undefined) refuse('bundles.unknownUnit', { code: file.unitCode })
  if (file.role !== input.expected) refuse('bundles.wrongKeyFile')
  // Made-up people must not end in the figures of a real office.
  if (file.practice && !context.office.practice && !input.acceptPractice) refuse('bundles.practiceKeys')
  const digits = digitsTyped(phoneFingerprint(file, file.unitCode))
  if (digitsTyped(input.digits) !== digits) refuse('bundles.digitsDiffer', { unit: unit.vi })
  const key = {
    unit_id: unit.id,
    signing_public: file.signing,
    box_public: file.box,
    recovery_public: file.recovery,
    fingerprint: signerFingerprint(file),
    role: await storedRole(context, { file, unit }),
    enrolled_at: context.services.clock.now(),
  }
  await context.write(async (db, { now }) => {
    if (opened.newUnit !== null && input.newUnit !== undefined) await addUnit(context, db, { ...input.newUnit, file })
    await enrolUnitKey(db, key, await lastReceivedSeq(db, unit.id))
    if (key.role === 'receiver') await takeSigner(db, { file, vouchedBy: unit.id, now })
  })
  return { unit: await getUnitNames(context.db, unit.id) }
}

/** A branch is written down below this office, an office above below the centre. */
async function addUnit(
  { office, services }: OfficeContext,
  db: WriteDb,
  { file, ...unit }: AddedUnit & { file: KeyFile },
): Promise<void> {
  const parentCode = file.role === 'request' ? office.unitCode : CENTRE_CODE
  await services.officeUnits.add(db, { ...unit, code: file.unitCode, parentCode, onDay: services.clock.today() })
}

/** Across the border nobody reports to anybody: both sides hold each other's keys as a partner's. */
async function storedRole(
  { db, office }: OfficeContext,
  { file, unit }: { file: KeyFile; unit: UnitNames },
): Promise<UnitKeyTable['role']> {
  const own = await db.selectFrom('unit').select('country').where('id', '=', unit.id).executeTakeFirst()
  if (office.kind === 'partner' || own?.country === 'LA') return 'partner'
  return file.role === 'request' ? 'sender' : 'receiver'
}
