import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import type { Office } from '../../../db/office.ts'
import type { OfficeHolder } from '../../../db/officeHolder.ts'
import { openOffice } from '../../../db/openOffice.ts'
import { type DoorContext, sessionToken } from '../../../db/requireRight.ts'
import type { SignedIn } from '../common/contract.ts'
import { inTurn } from './keys/keyringFiles.ts'
import { LoginThrottle } from './keys/loginThrottle.ts'
import { describeSession, readEnabledUser } from './sessionStart.ts'

/**
 * Opening another book closes the one that is open. Whoever is at work in it does that for themselves; nobody else may do it
 * over their heads. Refuses with accounts.officeInUse.
 */
export function refuseIfInUse(context: DoorContext, dir: string): void {
  const { holder } = context
  if (holder.office === undefined || holder.office.dir === dir) return
  const caller = holder.findSession(sessionToken(context))
  if (caller?.locked === false) return
  if (holder.isInUse()) refuse('accounts.officeInUse')
}

/** One at a time opens, makes or changes books: what was checked still holds when the book changes. */
export function atTheDoor<Value>({ rootDir }: OfficeHolder, work: () => Promise<Value>): Promise<Value> {
  return inTurn(`${rootDir}#door`, work)
}

/** The data key of a caller, zeroed when the work is done or refused. */
export async function withKey<Value>(dek: Uint8Array, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } finally {
    dek.fill(0)
  }
}

/** The open office when it is the one in `dir`, else that one freshly opened; the one before stays open until `enter`. */
export async function openAt(context: DoorContext, dir: string, dek: Uint8Array): Promise<Office> {
  const { office } = context.holder
  if (office?.dir === dir) return office
  refuseIfInUse(context, dir)
  return valueOrRefuse(await openOffice(dir, dek))
}

/** Takes the office over from the one before and starts the user's session. A refused user leaves everything as it was. */
export async function enter(
  { holder }: DoorContext,
  office: Office,
  userId: string,
): Promise<{ token: string; signedIn: SignedIn }> {
  const user = await closeOnFailure(holder, office, () => readEnabledUser(office, userId))
  try {
    if (holder.office !== office) await holder.take(office)
    const session = holder.startSession(user)
    return { token: session.token, signedIn: await describeSession(office, session) }
  } catch (error) {
    await holder.closeUnlessEntered()
    throw error
  }
}

/** Closes a freshly opened office again when the work fails; one that others work in stays. */
export async function closeOnFailure<Value>(
  holder: OfficeHolder,
  office: Office,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (holder.office !== office) {
      await office.database.close()
      office.dataKey.fill(0)
    }
    throw error
  }
}

/** What is done only where the book lies: setting up, restoring, the printed code. Refuses with accounts.onlyAtOfficePc. */
export function refuseFromAfar({ from }: DoorContext): void {
  if (from !== undefined) refuse('accounts.onlyAtOfficePc')
}

/** Wrong tries under all names together before a PC of the network waits: people mistype, a program tries every name. */
const TRIES_OF_ONE_PC = 20
/** More PCs than an office has; beyond it the one that was quiet longest starts afresh. */
const MOST_PLACES = 500

interface PlaceThrottles {
  byName: LoginThrottle
  ofAll: LoginThrottle
}

const throttles = new WeakMap<OfficeHolder, Map<string, PlaceThrottles>>()

/**
 * The throttle of one place and one PC: wrong tries at the practice branch never shut the door of the real book, and a PC of
 * the network on which somebody guesses shuts it for nobody but itself, there under every name.
 */
export function throttleOf({ holder, from }: DoorContext, dir: string): Pick<LoginThrottle, 'attempt'> {
  const { byName, ofAll } = placeThrottles(holder, from === undefined ? dir : [from.address, dir].join(' '))
  if (from === undefined) return byName
  return { attempt: (userName, tryOnce) => ofAll.attempt('', () => byName.attempt(userName, tryOnce)) }
}

function placeThrottles(holder: OfficeHolder, place: string): PlaceThrottles {
  const places = throttles.get(holder) ?? new Map<string, PlaceThrottles>()
  throttles.set(holder, places)
  const monotonicMs = () => performance.now()
  const found = places.get(place) ?? {
    byName: new LoginThrottle(monotonicMs),
    ofAll: new LoginThrottle(monotonicMs, TRIES_OF_ONE_PC),
  }
  places.delete(place)
  places.set(place, found)
  const quietest = places.keys().next().value
  if (places.size > MOST_PLACES && quietest !== undefined) places.delete(quietest)
  return found
}
