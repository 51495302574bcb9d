import { implement } from '@orpc/server'
import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { accountContract } from '../common/contract.ts'
import { throttleOf, withKey } from './enterOffice.ts'
import { unlockKeyring } from './keys/keyring.ts'
import { isBoundToDevice, setPassphrase } from './keys/keyringChanges.ts'
import { kdfOf } from './officeLifecycle.ts'

const os = implement(accountContract.device).$context<DoorContext>().use(requireRight)

/** Tying one's own passphrase to this PC: an extra, which the recovery code always gets around. */
export const deviceHandlers = {
  status: os.status.handler(async ({ context }) => ({
    available: isFile(context) && (await canKeepSecret(context)),
    bound: isFile(context) && (await isBoundToDevice(context.office.dir, context.session.userId)),
  })),

  tie: os.tie.handler(async ({ input, context }) => {
    const secret =
      isFile(context) && context.from === undefined ? await context.services.deviceSecret?.make() : undefined
    if (secret === undefined) refuse('accounts.noDeviceSecret')
    await wrapAgain(context, { passphrase: input.passphrase, deviceSecret: secret })
    return {}
  }),

  untie: os.untie.handler(async ({ input, context }) => {
    await wrapAgain(context, { passphrase: input.passphrase })
    return {}
  }),
}

/** The secret of this PC for whoever sits at it; another PC of the network cannot borrow it. */
export async function readDeviceSecret({ services, from }: DoorContext): Promise<Uint8Array | undefined> {
  return from === undefined ? services.deviceSecret?.read() : undefined
}

async function canKeepSecret({ services, from }: DoorContext): Promise<boolean> {
  return from === undefined && (await services.deviceSecret?.available()) === true
}

function isFile({ office }: OfficeContext): boolean {
  return office.database.dialect === 'sqlite'
}

async function wrapAgain(
  context: OfficeContext,
  { passphrase, deviceSecret }: { passphrase: string; deviceSecret?: Uint8Array },
): Promise<void> {
  const { office, session, services } = context
  const proof = {
    dir: office.dir,
    userName: session.userName,
    passphrase,
    deviceSecret: await readDeviceSecret(context),
  }
  const attempt = () => unlockKeyring(proof)
  const { dek } = valueOrRefuse(await throttleOf(context, office.dir).attempt(session.userName, attempt))
  const chosen = { passphrase, deviceSecret, kdf: await kdfOf(services) }
  await withKey(dek, async () => {
    await context.write(async () =>
      valueOrRefuse(await setPassphrase({ dir: office.dir, dek }, session.userId, chosen)),
    )
  })
}
