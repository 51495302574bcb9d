import { os } from '@orpc/server'
import { refuse } from '../base/common/failures.ts'
import type { ProcedureMeta } from '../base/common/procedure.ts'
import { newRecordId } from '../base/common/recordId.ts'
import { rightsOf } from '../base/common/rights.ts'
import type { ReadDb, WriteDb } from './database.ts'
import type { Office, Services, Session } from './office.ts'
import type { OfficeHolder } from './officeHolder.ts'
import type { WriteContext } from './recordWriter.ts'

/** What every call arrives with, whichever shell it came through. */
export interface DoorContext {
  services: Services
  holder: OfficeHolder
  /** The shell's request headers; the session token travels in `authorization`. */
  reqHeaders?: Headers
}

/** What a handler of an open office works with. */
export interface OfficeContext extends DoorContext {
  office: Office
  session: Session
  /** Reading connection. */
  db: ReadDb
  /** One transaction on the writing connection, with who writes and when. */
  write: <Value>(work: (db: WriteDb, context: WriteContext) => Promise<Value>) => Promise<Value>
}

/**
 * The one place where rights are enforced: each procedure's right is declared in its contract. Every feature starts with
 * `implement(contract).$context<DoorContext>().use(requireRight)`; behind it a handler has an `OfficeContext`.
 */
export const requireRight = os.$context<DoorContext>().middleware(async ({ context, next, procedure }) => {
  // Safe: every contract is built by query() or command(), which set ProcedureMeta.
  const meta = procedure['~orpc'].meta as ProcedureMeta
  const session = context.holder.findSession(sessionToken(context))
  const office = context.holder.office
  if (session === undefined || session.locked || office === undefined) refuse('common.sessionEnded')
  if (!mayCall(meta, session)) refuse('common.notAllowed')
  session.lastSeen = Date.now()
  const services = { ...context.services, tickets: context.services.tickets.ownedBy(session.token) }
  return next({ context: { ...officeContext(office, session, services), services, session, office } })
})

export function sessionToken({ reqHeaders }: DoorContext): string | undefined {
  return reqHeaders?.get('authorization')?.replace(/^Bearer /, '')
}

function mayCall({ right }: ProcedureMeta, { roles }: Session): boolean {
  return right === 'anyone' || right === 'signedIn' || rightsOf(roles).has(right)
}

function officeContext(office: Office, session: Session, services: Services): Pick<OfficeContext, 'db' | 'write'> {
  const commandId = newRecordId()
  return {
    db: office.database.read,
    write: (work) =>
      office.database.write((db) =>
        work(db, { userId: session.userId, unitId: office.unitId, now: services.clock.now(), commandId }),
      ),
  }
}
