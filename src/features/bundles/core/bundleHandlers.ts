import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { bundleContract } from '../common/contract.ts'
import { keyHandlers } from './keys/keyHandlers.ts'
import { inspectBundle, openBundle } from './open/openBundle.ts'
import { listReceived } from './open/receivedRepo.ts'
import { createBundle, nameOf, previewBundle, putBundleFile } from './seal/createBundle.ts'
import { isKept, readKept } from './seal/keptFiles.ts'
import { findSent, listSent } from './seal/sentRepo.ts'
import { getUnitNames } from './unitNamesRepo.ts'

const os = implement(bundleContract).$context<DoorContext>().use(requireRight)

export const bundleHandlers = {
  keys: keyHandlers,

  preview: os.preview.handler(({ input, context }) => previewBundle(context, input)),

  create: os.create.handler(({ input, context, signal }) => createBundle(context, input, signal)),

  listSent: os.listSent.handler(async ({ context }) => {
    const rows = await listSent(context.db)
    const bundles = rows.map(async (row) => ({
      id: row.id,
      to: await getUnitNames(context.db, row.to_unit),
      seq: row.seq,
      period: { from: row.from_day, to: row.to_day },
      madeAt: row.made_at,
      records: row.records,
      bytes: row.bytes,
      kept: isKept(context.office, row.id),
    }))
    return { bundles: await Promise.all(bundles) }
  }),

  saveAgain: os.saveAgain.handler(async ({ input, context }) => {
    const row = await findSent(context.db, input.id)
    const bytes = row === undefined ? undefined : await readKept(context.office, row.id)
    if (row === undefined || bytes === undefined) refuse('bundles.fileNotKept')
    const name = await nameOf(context, { seq: row.seq, period: { from: row.from_day, to: row.to_day } })
    return { ticket: putBundleFile(context, { name, bytes }), name }
  }),

  inspect: os.inspect.handler(({ input, context }) => inspectBundle(context, pickedBytes(context, input.ticket))),

  open: os.open.handler(async ({ input, context }) => {
    const opened = await openBundle(context, pickedBytes(context, input.ticket), input)
    context.services.tickets.take(input.ticket)
    return opened
  }),

  listReceived: os.listReceived.handler(async ({ context }) => ({ bundles: await listReceived(context.db) })),
}

/** Only looked at: a person first inspects the file, then opens it, maybe after a phone call. */
function pickedBytes(context: OfficeContext, ticket: string): Uint8Array {
  const picked = context.services.tickets.peek(ticket)
  if (picked === undefined) refuse('files.ticketUsed')
  return picked.bytes
}
