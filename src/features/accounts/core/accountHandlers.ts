import { implement } from '@orpc/server'
import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import type { OfficeHolder } from '../../../db/officeHolder.ts'
import { officeExists, openOffice } from '../../../db/openOffice.ts'
import { type DoorContext, requireRight, sessionToken } from '../../../db/requireRight.ts'
import { accountContract, type OfficePlace } from '../common/contract.ts'
import { generatePassphrase } from './keys/generatePassphrase.ts'
import { listKeyringUsers, unlockKeyring, unlockWithRecovery } from './keys/keyring.ts'
import { changePassphrase, repairKeyring, replaceRecoveryCode, setPassphrase } from './keys/keyringChanges.ts'
import { LoginThrottle } from './keys/loginThrottle.ts'
import { createOffice, kdfOf, placeDir } from './officeLifecycle.ts'
import { describeSession, startSession } from './sessionStart.ts'

const door = implement(accountContract).$context<DoorContext>()
const os = door.use(requireRight)

export const accountHandlers = {
  status: door.status.handler(async ({ context }) => ({
    office: await usersAt(context.holder, 'office'),
    practice: await usersAt(context.holder, 'practice'),
    open: context.holder.office !== undefined,
  })),

  suggestPassphrase: door.suggestPassphrase.handler(() => ({ passphrase: generatePassphrase() })),

  listUnits: door.listUnits.handler(({ input, context }) => ({
    units: context.services.officeUnits.list(input.kind, input.search),
  })),

  createOffice: door.createOffice.handler(async ({ input, context }) => {
    const { holder, services } = context
    if (!services.officeUnits.exists(input.kind, input.unitCode))
      refuse('accounts.unknownUnit', { code: input.unitCode })
    await holder.close()
    const created = valueOrRefuse(
      await createOffice(services, {
        ...input,
        dir: placeDir(holder.rootDir, input.place),
        practice: input.place === 'practice',
      }),
    )
    await holder.take(created.office)
    const session = await startSession(holder, created.office, created.userId)
    const signedIn = await describeSession(created.office, session)
    return { token: session.token, signedIn, recoveryCode: created.recoveryCode }
  }),

  unlock: door.unlock.handler(async ({ input, context }) => {
    const dir = placeDir(context.holder.rootDir, input.place)
    const unlocked = valueOrRefuse(
      await throttleOf(context.holder).attempt(input.userName, () => unlockKeyring({ ...input, dir })),
    )
    if (unlocked.copiesToRepair.length > 0) valueOrRefuse(await repairKeyring({ dir, dek: unlocked.dek }))
    return enter(context, { dir, dek: unlocked.dek, userId: unlocked.userId })
  }),

  recover: door.recover.handler(async ({ input, context }) => {
    const dir = placeDir(context.holder.rootDir, input.place)
    const attempt = () => unlockWithRecovery({ dir, recoveryCode: input.recoveryCode })
    const { dek } = valueOrRefuse(await throttleOf(context.holder).attempt('#recovery', attempt))
    const office = await officeAt(context.holder, dir, dek)
    const user = await office.database.read
      .selectFrom('app_user')
      .select('id')
      .where('name', '=', input.userName)
      .executeTakeFirst()
    if (user === undefined) refuse('accounts.userNotFound')
    const chosen = { passphrase: input.newPassphrase, kdf: await kdfOf(context.services) }
    valueOrRefuse(await setPassphrase({ dir, dek }, user.id, chosen))
    const { recoveryCode } = valueOrRefuse(await replaceRecoveryCode({ dir, dek }))
    return { ...(await enter(context, { dir, dek, userId: user.id })), recoveryCode }
  }),

  me: os.me.handler(({ context }) => describeSession(context.office, context.session)),

  lock: os.lock.handler(({ context }) => {
    context.session.locked = true
    return {}
  }),

  resume: door.resume.handler(async ({ input, context }) => {
    const session = context.holder.findSession(sessionToken(context))
    const office = context.holder.office
    if (session === undefined || office === undefined) refuse('common.sessionEnded')
    const attempt = () => unlockKeyring({ dir: office.dir, userName: session.userName, passphrase: input.passphrase })
    const { dek } = valueOrRefuse(await throttleOf(context.holder).attempt(session.userName, attempt))
    dek.fill(0)
    session.locked = false
    session.lastSeen = Date.now()
    return { signedIn: await describeSession(office, session) }
  }),

  signOut: os.signOut.handler(async ({ context }) => {
    await context.holder.endSession(context.session.token)
    return {}
  }),

  changePassphrase: os.changePassphrase.handler(async ({ input, context }) => {
    const { office, session, services } = context
    valueOrRefuse(
      await changePassphrase({ ...input, dir: office.dir, userName: session.userName, kdf: await kdfOf(services) }),
    )
    return {}
  }),

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
  if (!officeExists(dir)) return null
  const users = await listKeyringUsers(dir)
  return { users: users.ok ? users.value : [] }
}

/** Opens the office in `dir` unless it is the one already open. */
async function officeAt(holder: OfficeHolder, dir: string, dek: Uint8Array) {
  if (holder.office?.dir === dir) return holder.office
  await holder.close()
  const office = valueOrRefuse(await openOffice(dir, dek))
  await holder.take(office)
  return office
}

async function enter(context: DoorContext, { dir, dek, userId }: { dir: string; dek: Uint8Array; userId: string }) {
  const office = await officeAt(context.holder, dir, dek)
  dek.fill(0)
  const session = await startSession(context.holder, office, userId)
  return { token: session.token, signedIn: await describeSession(office, session) }
}

const throttles = new WeakMap<OfficeHolder, LoginThrottle>()

function throttleOf(holder: OfficeHolder): LoginThrottle {
  const known = throttles.get(holder) ?? new LoginThrottle(() => performance.now())
  throttles.set(holder, known)
  return known
}
