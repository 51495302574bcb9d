import { implement } from '@orpc/server'
import { refuse } from '../../../../base/common/failures.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../../db/requireRight.ts'
import type { KeyFileFacts, UnitNames } from '../../common/bundleSchemas.ts'
import { bundleContract } from '../../common/contract.ts'
import { digitsTyped, type KeyFile } from '../../common/keyFile.ts'
import { phoneFingerprint, signerFingerprint } from '../envelope/unitKeys.ts'
import { lastReceivedSeq } from '../open/receivedRepo.ts'
import { findUnitByCode, getUnitNames } from '../unitNamesRepo.ts'
import { acceptRotation, rotateKeys } from './keyRotation.ts'
import { ensureOwnKeys, findRecoveryRecipient, makeRecoveryKey } from './ownKeysRepo.ts'
import { readKeyFile, writeKeyFile } from './signKeyFile.ts'
import { enrolUnitKey, findUnitKey, listUnitKeys, withdrawKey } from './unitKeysRepo.ts'

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
    }
  }),

  list: os.list.handler(async ({ context }) => ({ keys: await listUnitKeys(context.db) })),

  requestFile: os.requestFile.handler(({ context }) => putKeyFile(context, { role: 'request', recovery: null })),

  answerFile: os.answerFile.handler(async ({ context }) => {
    const recovery = await findRecoveryRecipient(context.db)
    if (recovery === null) refuse('bundles.recoveryNeeded')
    return putKeyFile(context, { role: 'answer', recovery })
  }),

  makeRecovery: os.makeRecovery.handler(({ context }) => makeRecoveryKey(context)),

  readFile: os.readFile.handler(async ({ input, context }): Promise<KeyFileFacts> => {
    const { file, unit } = await openKeyFile(context, input.file)
    const fingerprint = signerFingerprint(file)
    const known = await findUnitKey(context.db, { fingerprint, role: storedRole(file) })
    return { role: file.role, unit, fingerprint, alreadyEnrolled: known?.unit_id === unit.id }
  }),

  enrol: os.enrol.handler(({ input, context }) => enrol(context, { ...input, expected: 'request' })),

  rotate: os.rotate.handler(async ({ context }) => {
    const text = await rotateKeys(context)
    const name = `doi-khoa-${context.office.unitCode}.json`
    const ticket = context.services.tickets.put({ name, type: 'application/json', bytes: Buffer.from(text, 'utf8') })
    return { ticket, name, text }
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

async function putKeyFile(context: OfficeContext, facts: Pick<KeyFile, 'role' | 'recovery'>) {
  const { publicKeys, privateKeys } = await ensureOwnKeys(context)
  const { unitCode, unitId, practice } = context.office
  const unitName = (await getUnitNames(context.db, unitId)).vi
  const text = writeKeyFile({ ...facts, unitCode, unitName, practice, ...publicKeys }, privateKeys)
  const name = `${facts.role === 'request' ? 'de-nghi' : 'tra-loi'}-khoa-${unitCode}.json`
  const ticket = context.services.tickets.put({ name, type: 'application/json', bytes: Buffer.from(text, 'utf8') })
  return { ticket, name, text }
}

type FileInput = { ticket: string } | { text: string }

async function openKeyFile(context: OfficeContext, input: FileInput): Promise<{ file: KeyFile; unit: UnitNames }> {
  const file = readKeyFile(textOf(context, input))
  if (file === undefined) refuse('bundles.notAKeyFile')
  const unit = await findUnitByCode(context.db, file.unitCode)
  if (unit === undefined) refuse('bundles.unknownUnit', { code: file.unitCode })
  if (unit.id === context.office.unitId) refuse('bundles.ownKeyFile')
  return { file, unit }
}

function textOf(context: OfficeContext, input: FileInput): string {
  if ('text' in input) return input.text
  // Only looked at: wrong digits must not cost the person another search for the file.
  const picked = context.services.tickets.peek(input.ticket)
  if (picked === undefined) refuse('files.ticketUsed')
  return Buffer.from(picked.bytes).toString('utf8')
}

interface Enrolment {
  file: FileInput
  digits: string
  acceptPractice?: boolean
  expected: KeyFile['role']
}

async function enrol(context: OfficeContext, input: Enrolment): Promise<{ unit: UnitNames }> {
  const { file, unit } = await openKeyFile(context, input.file)
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
    role: storedRole(file),
    enrolled_at: context.services.clock.now(),
  }
  await context.write(async (db) => enrolUnitKey(db, key, await lastReceivedSeq(db, unit.id)))
  return { unit }
}

function storedRole(file: KeyFile): 'sender' | 'receiver' {
  return file.role === 'request' ? 'sender' : 'receiver'
}
