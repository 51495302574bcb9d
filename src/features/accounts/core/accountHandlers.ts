import { implement } from '@orpc/server'
import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import type { Office, OfficeKind, Services } from '../../../db/office.ts'
import type { OfficeHolder } from '../../../db/officeHolder.ts'
import { officeExists } from '../../../db/openOffice.ts'
import { type DoorContext, requireRight, sessionToken } from '../../../db/requireRight.ts'
import { type AddedUnit, fitsKind } from '../../units/common/addedUnit.ts'
import { accountContract, type OfficePlace } from '../common/contract.ts'
import { checkPassphrase } from '../common/passphrase.ts'
import { deviceHandlers, readDeviceSecret } from './deviceHandlers.ts'
import {
  atTheDoor,
  closeOnFailure,
  enter,
  openAt,
  refuseFromAfar,
  refuseIfInUse,
  throttleOf,
  withKey,
} from './enterOffice.ts'
import { recoverKeySwap } from './keySwap.ts'
import { generatePassphrase } from './keys/generatePassphrase.ts'
import { listKeyringUsers, unlockKeyring, unlockWithRecovery } from './keys/keyring.ts'
import { changePassphrase, repairKeyring, replaceRecoveryCode, setPassphrase } from './keys/keyringChanges.ts'
import { createOffice, kdfOf, placeDir } from './officeLifecycle.ts'
import { findBackupIn, restoreOffice } from './restoreOffice.ts'
import { describeSession, readEnabledUser } from './sessionStart.ts'
import { userHandlers } from './userHandlers.ts'

const door = implement(accountContract).$context<DoorContext>()
const os = door.use(requireRight)

export const accountHandlers = {
  status: door.status.handler(async ({ context }) => ({
    office: await usersAt(context.holder, 'office'),
    practice: context.from === undefined ? await usersAt(context.holder, 'practice') : null,
    open: context.holder.office !== undefined,
    fromAfar: context.from !== undefined,
  })),

  suggestPassphrase: door.suggestPassphrase.handler(() => ({ passphrase: generatePassphrase() })),

  listUnits: door.listUnits.handler(({ input, context }) => {
    refuseFromAfar(context)
    return { units: context.services.officeUnits.list(input.kind, input.search) }
  }),

  createOffice: door.createOffice.handler(async ({ input, context }) => {
    refuseFromAfar(context)
    const { holder, services } = context
    const dir = placeDir(holder.rootDir, input.place)
    if (!isKnownUnit(services, input)) refuse('accounts.unknownUnit', { code: input.unitCode })
    if (officeExists(dir)) refuse('accounts.officeExists')
    valueOrRefuse(checkPassphrase(input.passphrase, input.userName))
    return atTheDoor(holder, async () => {
      refuseIfInUse(context, dir)
      const made = await createOffice(services, { ...input, dir, practice: input.place === 'practice' })
      const { office, userId, recoveryCode } = valueOrRefuse(made)
      return { ...(await enter(context, office, userId)), recoveryCode }
    })
  }),

  backupUsers: door.backupUsers.handler(async ({ input, context }) => {
    refuseFromAfar(context)
    // Folders of this PC are looked into only where there is no office yet.
    const backup = officeExists(context.holder.rootDir)
      ? undefined
      : await findBackupIn(input.folder, context.services.clock.now())
    if (backup === undefined) refuse('accounts.noBackupHere')
    return { users: valueOrRefuse(await listKeyringUsers(backup)) }
  }),

  restoreOffice: door.restoreOffice.handler(async ({ input, context }) => {
    refuseFromAfar(context)
    const { holder, services } = context
    const dir = holder.rootDir
    refuseIfInUse(context, dir)
    const deviceSecret = await readDeviceSecret(context)
    const attempt = () => restoreOffice(services, { ...input, dir, deviceSecret })
    return atTheDoor(holder, async () => {
      const { dek, userId } = valueOrRefuse(await throttleOf(context, RESTORE).attempt(input.userName, attempt))
      return withKey(dek, async () => enter(context, await openAt(context, dir, dek), userId))
    })
  }),

  unlock: door.unlock.handler(async ({ input, context }) => {
    const { holder } = context
    // Which book is open on the PC where it lies is not decided from another one.
    if (input.place === 'practice') refuseFromAfar(context)
    const dir = placeDir(holder.rootDir, input.place)
    refuseIfInUse(context, dir)
    await recoverKeySwap(dir)
    const deviceSecret = await readDeviceSecret(context)
    const attempt = () => unlockKeyring({ ...input, dir, deviceSecret })
    const { dek, userId, copiesToRepair } = valueOrRefuse(
      await throttleOf(context, dir).attempt(input.userName, attempt),
    )
    return withKey(dek, async () => {
      if (copiesToRepair.length > 0) valueOrRefuse(await repairKeyring({ dir, dek }))
      return atTheDoor(holder, async () => enter(context, await openAt(context, dir, dek), userId))
    })
  }),

  recover: door.recover.handler(async ({ input, context }) => {
    refuseFromAfar(context)
    const { holder, services } = context
    const dir = placeDir(holder.rootDir, input.place)
    refuseIfInUse(context, dir)
    await recoverKeySwap(dir)
    valueOrRefuse(checkPassphrase(input.newPassphrase, input.userName))
    const attempt = () => unlockWithRecovery({ dir, recoveryCode: input.recoveryCode })
    const { dek } = valueOrRefuse(await throttleOf(context, dir).attempt(RECOVERY, attempt))
    const chosen = { passphrase: input.newPassphrase, kdf: await kdfOf(services) }
    return withKey(dek, () =>
      atTheDoor(holder, async () => {
        const office = await openAt(context, dir, dek)
        const userId = await closeOnFailure(holder, office, () => findEnabledUser(office, input.userName))
        await closeOnFailure(holder, office, async () =>
          valueOrRefuse(await setPassphrase({ dir, dek }, userId, chosen)),
        )
        const started = await enter(context, office, userId)
        // Last: until the new code is on its way to the person, the one in the envelope stays good.
        const replaced = await replaceRecoveryCode({ dir, dek })
        if (!replaced.ok) await holder.endSession(started.token)
        return { ...started, ...valueOrRefuse(replaced) }
      }),
    )
  }),

  me: os.me.handler(({ context }) => describeSession(context.office, context.session)),

  lock: os.lock.handler(({ context }) => {
    context.session.locked = true
    return {}
  }),

  resume: door.resume.handler(async ({ input, context }) => {
    const { holder } = context
    const session = holder.findSession(sessionToken(context))
    const { office } = holder
    if (session === undefined || office === undefined) refuse('common.sessionEnded')
    const who = { dir: office.dir, userName: session.userName, deviceSecret: await readDeviceSecret(context) }
    const attempt = () => unlockKeyring({ ...who, passphrase: input.passphrase })
    const { dek } = valueOrRefuse(await throttleOf(context, office.dir).attempt(session.userName, attempt))
    dek.fill(0)
    if (holder.findSession(session.token) === undefined) refuse('common.sessionEnded')
    await readEnabledUser(office, session.userId)
    session.locked = false
    session.lastSeen = Date.now()
    session.lastHeard = session.lastSeen
    return { signedIn: await describeSession(office, session) }
  }),

  signOut: os.signOut.handler(async ({ context }) => {
    await context.holder.endSession(context.session.token)
    return {}
  }),

  changePassphrase: os.changePassphrase.handler(async ({ input, context }) => {
    const { office, session, services } = context
    const who = { dir: office.dir, userName: session.userName, deviceSecret: await readDeviceSecret(context) }
    const change = { ...input, ...who, kdf: await kdfOf(services) }
    const attempt = () => changePassphrase(change)
    valueOrRefuse(await throttleOf(context, office.dir).attempt(session.userName, attempt))
    return {}
  }),

  users: userHandlers,

  device: deviceHandlers,

  setLanguage: os.setLanguage.handler(async ({ input, context }) => {
    const { userId } = context.session
    context.session.language = input.language
    await context.write((db) =>
      db.updateTable('app_user').set({ language: input.language }).where('id', '=', userId).execute(),
    )
    return {}
  }),
}

async function usersAt(holder: OfficeHolder, place: OfficePlace): Promise<{ users: string[] } | null> {
  const dir = placeDir(holder.rootDir, place)
  await recoverKeySwap(dir)
  if (!officeExists(dir)) return null
  const users = await listKeyringUsers(dir)
  return { users: users.ok ? users.value : [] }
}

async function findEnabledUser(office: Office, userName: string): Promise<string> {
  const user = await office.database.read
    .selectFrom('app_user')
    .select('id')
    .where('name', '=', userName)
    .executeTakeFirst()
  if (user === undefined) refuse('accounts.userNotFound')
  return (await readEnabledUser(office, user.id)).userId
}

const RECOVERY = '#recovery'
/** One door, however the folder of a backup is spelled. */
const RESTORE = '#restore'

interface WantedUnit {
  kind: OfficeKind
  unitCode: string
  newUnit?: (AddedUnit & { parentCode: string }) | undefined
}

/** A unit of the lists, or a new one as its paper names it, below a unit of the lists. */
function isKnownUnit({ officeUnits }: Services, { kind, unitCode, newUnit }: WantedUnit): boolean {
  if (officeUnits.exists(kind, unitCode)) return true
  if (newUnit === undefined || !/^[0-9A-Za-z.-]{1,32}$/.test(unitCode) || !fitsKind(kind, newUnit.type)) return false
  return officeUnits.exists(kind === 'branch' ? 'province' : 'central', newUnit.parentCode)
}
