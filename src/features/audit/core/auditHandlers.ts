import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { type AuditHead, auditHeadText, noteAuditAnchor, readAuditHead } from '../../../db/auditChain.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { auditContract } from '../common/contract.ts'
import { countPeople, listLines } from './auditRepo.ts'
import type { Anchor } from './chainCheck.ts'
import { verifyAudit } from './verifyAudit.ts'

const os = implement(auditContract).$context<DoorContext>().use(requireRight)

export const auditHandlers = {
  month: os.month.handler(async ({ input, context }) => {
    await context.holder.trail?.flush()
    const head = await readAuditHead(context.db)
    return {
      people: await countPeople(context.db, input.month),
      head: head === undefined ? null : describeHead(head),
    }
  }),

  list: os.list.handler(async ({ input, context }) => {
    await context.holder.trail?.flush()
    return listLines(context.db, input)
  }),

  verify: os.verify.handler(async ({ input, context }) => {
    await context.holder.trail?.flush()
    const outside = await context.services.auditAnchors(context.office)
    const typed = input.anchor === undefined ? [] : [fromPaper(context, input.anchor)]
    return verifyAudit(context.db, [...outside, ...typed])
  }),

  putOnPaper: os.putOnPaper.handler(async ({ input, context }) => {
    await context.holder.trail?.flush()
    return context.write(async (db) => {
      const head = await readAuditHead(db)
      if (head === undefined) refuse('audit.nothingYet')
      await noteAuditAnchor(db, head, { at: context.services.clock.now(), place: 'paper', reference: input.reference })
      return describeHead(head)
    })
  }),
}

function describeHead(head: AuditHead) {
  return { epoch: head.epoch, seq: head.seq, hash: head.hash, text: auditHeadText(head) }
}

/** A number and the beginning of a hash, as somebody reads them from a sheet. */
function fromPaper({ office, services }: OfficeContext, { seq, hash }: { seq: number; hash: string }): Anchor {
  const at = services.clock.now()
  return { epoch: office.epoch, seq, hash: hash.replaceAll(' ', ''), at, place: 'paper', reference: 'typed' }
}
