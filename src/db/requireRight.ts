import { os } from '@orpc/server'
import { DRAFT_HEADER } from '../base/common/draftHeader.ts'
import { refuse } from '../base/common/failures.ts'
import { maskIdentities } from '../base/common/maskIdentity.ts'
import type { ProcedureMeta } from '../base/common/procedure.ts'
import { newRecordId } from '../base/common/recordId.ts'
import { rightsOf } from '../base/common/rights.ts'
import { auditedWrite } from './auditedWrite.ts'
import { claimDraft, isDraftWritten } from './claimDraft.ts'
import type { ReadDb, WriteDb } from './database.ts'
import { CallUse } from './noteUse.ts'
import type { Office, Services, Session } from './office.ts'
import type { OfficeHolder } from './officeHolder.ts'
import type { WriteContext } from './recordWriter.ts'

/** What every call arrives with, whichever shell it came through. */
export interface DoorContext {
  services: Services
  holder: OfficeHolder
  /** The shell's request headers; the session token travels in `authorization`. */
  reqHeaders?: Headers
  /** The other PC of the office's network it comes from; undefined for this PC. */
  from?: { address: string }
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
 * The one place where rights are enforced and where the audit chain is fed (docs/decisions/0019): each procedure's right is declared in its contract. Every feature starts with
 * `implement(contract).$context<DoorContext>().use(requireRight)`; behind it a handler has an `OfficeContext`.
 */
export const requireRight = os.$context<DoorContext>().middleware(async ({ context, next, procedure, path }, input) => {
  // Safe: every contract is built by query() or command(), which set ProcedureMeta.
  const meta = procedure['~orpc'].meta as ProcedureMeta
  const session = context.holder.findSession(sessionToken(context))
  const office = context.holder.office
  if (session === undefined || session.locked || office === undefined) refuse('common.sessionEnded')
  if (!mayCall(meta, session)) refuse('common.notAllowed')
  session.lastHeard = Date.now()
  if (meta.quiet !== true) session.lastSeen = session.lastHeard
  const draft = context.reqHeaders?.get(DRAFT_HEADER) ?? undefined
  const sent = draft === undefined ? undefined : { id: draft, userId: session.userId }
  if (sent !== undefined && (await isDraftWritten(office.database.read, sent))) refuse('common.alreadyWritten')
  const call = { meta, procedure: path.join('.'), input, at: context.services.clock.now(), userId: session.userId }
  const use = context.holder.trail === undefined ? undefined : new CallUse(call, context.holder.trail)
  const tickets = context.services.tickets.ownedBy(session.token, (file) => use?.file(file))
  const services = { ...context.services, tickets }
  const result = await next({
    context: { ...officeContext(office, session, { services, call, draft }), services, session, office },
  })
  await use?.answered(result.output)
  return rightsOf(session.roles).has('identity.reveal') ? result : { ...result, output: maskIdentities(result.output) }
})

export function sessionToken({ reqHeaders }: DoorContext): string | undefined {
  return reqHeaders?.get('authorization')?.replace(/^Bearer /, '')
}

function mayCall({ right }: ProcedureMeta, { roles }: Session): boolean {
  return right === 'anyone' || right === 'signedIn' || rightsOf(roles).has(right)
}

interface CallDetails {
  services: Services
  call: { meta: ProcedureMeta; procedure: string; input: unknown }
  /** The draft it writes. */
  draft: string | undefined
}

function officeContext(
  office: Office,
  session: Session,
  { services, call, draft }: CallDetails,
): Pick<OfficeContext, 'db' | 'write'> {
  // One number for all that the call writes; most calls write nothing.
  let commandId: string | undefined
  let unclaimed = draft
  const always = call.meta.effect === 'change'
  return {
    db: office.database.read,
    write: async (work) => {
      commandId ??= newRecordId()
      const writer = { userId: session.userId, unitId: office.unitId, now: services.clock.now(), commandId }
      const act = { owner: office, writer, procedure: call.procedure, always, subject: subjectOf(call.input) }
      const value = await office.database.write(async (db) => {
        if (unclaimed !== undefined) await claimDraft(db, { id: unclaimed, userId: session.userId, now: writer.now })
        return auditedWrite(db, act, work)
      })
      unclaimed = undefined
      return value
    },
  }
}

/** Which user an act was about; records are told by their journal rows. */
function subjectOf(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('userId' in input)) return undefined
  return typeof input.userId === 'string' ? input.userId : undefined
}
