import { implement } from '@orpc/server'
import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { accountContract, type User } from '../common/contract.ts'
import { changeDataKey } from './changeDataKey.ts'
import { readDeviceSecret } from './deviceHandlers.ts'
import { atTheDoor, throttleOf, withKey } from './enterOffice.ts'
import { generatePassphrase } from './keys/generatePassphrase.ts'
import { unlockKeyring } from './keys/keyring.ts'
import { addUser, replaceRecoveryCode, setPassphrase } from './keys/keyringChanges.ts'
import { kdfOf } from './officeLifecycle.ts'
import { getUser, insertUser, listUsers, updateUser } from './userRepo.ts'

const os = implement(accountContract.users).$context<DoorContext>().use(requireRight)

export const userHandlers = {
  list: os.list.handler(async ({ context }) => {
    await context.holder.trail?.flush()
    const users = await listUsers(context.db)
    return { users: users.map((user) => ({ ...user, self: user.id === context.session.userId })) }
  }),

  add: os.add.handler(async ({ input, context }) => {
    const keyring = keyringOf(context)
    const id = newRecordId()
    const passphrase = generatePassphrase()
    const user = { userId: id, userName: input.name.normalize('NFC') }
    const chosen = { passphrase, kdf: await kdfOf(context.services) }
    await context.write(async (db, { now }) => {
      await insertUser(db, { ...input, id, name: user.userName, now })
      // In the same transaction: without a place in the keyring there is no user.
      valueOrRefuse(await addUser(keyring, user, chosen))
    })
    return { id, passphrase }
  }),

  update: os.update.handler(async ({ input, context }) => {
    const { userId, roles, disabled } = input
    const user = await getUser(context.db, userId)
    const mayManage = !disabled && rightsOf(roles).has('users.manage')
    if (userId === context.session.userId && !mayManage) refuse('accounts.notYourself')
    if (!mayManage) await refuseIfLastHead(context, user)
    await context.write((db, { now }) =>
      updateUser(db, userId, { roles, disabledAt: disabled ? (user.disabledAt ?? now) : null }),
    )
    if (disabled) context.holder.dropSessions((session) => session.userId === userId)
    else context.holder.setRoles(userId, roles)
    return {}
  }),

  resetPassphrase: os.resetPassphrase.handler(async ({ input, context }) => {
    const { userId } = input
    const user = await refuseSelf(context, userId)
    const passphrase = generatePassphrase()
    const chosen = { passphrase, kdf: await kdfOf(context.services) }
    await context.write(async () => {
      const changed = await setPassphrase(keyringOf(context), userId, chosen)
      // Somebody who was removed and comes back is known to the book, but no longer to the keyring.
      const isBack = !changed.ok && changed.failure.code === 'accounts.userNotFound'
      valueOrRefuse(isBack ? await addUser(keyringOf(context), { userId, userName: user.name }, chosen) : changed)
    })
    context.holder.dropSessions((session) => session.userId === userId)
    return { passphrase }
  }),

  remove: os.remove.handler(async ({ input, context }) => {
    const { userId, passphrase } = input
    await refuseIfLastHead(context, await refuseSelf(context, userId))
    await provePassphrase(context, passphrase)
    return atTheDoor(context.holder, () =>
      changeDataKey(context, {
        passphrase,
        leaverId: userId,
        work: (db) => updateUser(db, userId, { disabledAt: context.services.clock.now() }),
      }),
    )
  }),

  replaceRecoveryCode: os.replaceRecoveryCode.handler(async ({ input, context }) => {
    await provePassphrase(context, input.passphrase)
    return context.write(async () => valueOrRefuse(await replaceRecoveryCode(keyringOf(context))))
  }),
}

function keyringOf({ office }: OfficeContext) {
  if (office.database.dialect !== 'sqlite') refuse('accounts.onlyForFiles')
  return { dir: office.dir, dek: office.dataKey }
}

/** What makes an office safer for an hour must not be done by whoever finds an unlocked PC. */
async function provePassphrase(context: OfficeContext, passphrase: string): Promise<void> {
  const { office, session } = context
  const deviceSecret = await readDeviceSecret(context)
  const attempt = () => unlockKeyring({ dir: office.dir, userName: session.userName, passphrase, deviceSecret })
  const { dek } = valueOrRefuse(await throttleOf(context, office.dir).attempt(session.userName, attempt))
  await withKey(dek, async () => undefined)
}

async function refuseSelf({ db, session }: OfficeContext, userId: string): Promise<Omit<User, 'self'>> {
  if (userId === session.userId) refuse('accounts.notYourself')
  return getUser(db, userId)
}

/** Somebody who may give rights must stay, or the office could never take in anybody again. */
async function refuseIfLastHead({ db }: OfficeContext, user: Omit<User, 'self'>): Promise<void> {
  const others = (await listUsers(db)).filter((other) => other.id !== user.id && other.disabledAt === null)
  if (!others.some((other) => rightsOf(other.roles).has('users.manage'))) refuse('accounts.lastHead')
}
