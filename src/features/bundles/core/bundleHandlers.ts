import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { bundleIdSchema } from '../common/bundleHeader.ts'
import { bundleContract } from '../common/contract.ts'
import { bookHandlers } from './books/bookHandlers.ts'
import { decisionHandlers } from './decisions/decisionHandlers.ts'
import { directoryHandlers } from './directory/directoryHandlers.ts'
import { keyHandlers } from './keys/keyHandlers.ts'
import { readHeld } from './open/heldReports.ts'
import { listUnsettled } from './open/listUnsettled.ts'
import { noteLook, rowsShown } from './open/noteLook.ts'
import { inspectBundle, openBundle } from './open/openBundle.ts'
import { inspectFile, openFile } from './open/openFile.ts'
import { listReceived } from './open/receivedRepo.ts'
import { photoHandlers } from './photos/photoHandlers.ts'
import { createReceipt } from './receipts/createReceipt.ts'
import { createReceipts } from './receipts/createReceipts.ts'
import { openReceipt } from './receipts/openReceipt.ts'
import { readStanding } from './receipts/standingAbove.ts'
import { refuseRestricted, refuseRestrictedOffer } from './refuseRestricted.ts'
import { createBundle, nameOf, previewBundle, putBundleFile } from './seal/createBundle.ts'
import { isKept, readKept } from './seal/keptFiles.ts'
import { findSent, listSent, readAcks } from './seal/sentRepo.ts'
import { shareHandlers } from './shares/shareHandlers.ts'
import { offerAgain, offerCase } from './transfers/offerCase.ts'
import { withOfferedNames } from './transfers/offeredName.ts'
import { acceptCase, answerAgain, openTransfer, refuseCase } from './transfers/receiveTransfer.ts'
import { listTransfers } from './transfers/transferRepo.ts'
import { getUnitNames } from './unitNamesRepo.ts'

const os = implement(bundleContract).$context<DoorContext>().use(requireRight)

export const bundleHandlers = {
  directory: directoryHandlers,

  keys: keyHandlers,
  books: bookHandlers,

  preview: os.preview.handler(({ input, context }) => previewBundle(context, input)),

  create: os.create.handler(({ input, context, signal }) => createBundle(context, input, signal)),

  listSent: os.listSent.handler(async ({ context }) => {
    const rows = (await listSent(context.db)).filter((row) => row.kind === 'report')
    const acks = await readAcks(context.db)
    const bundles = rows.map(async (row) => ({
      id: row.id,
      to: await getUnitNames(context.db, row.to_unit),
      seq: row.seq,
      period: { from: row.from_day, to: row.to_day },
      madeAt: row.made_at,
      records: row.records,
      bytes: row.bytes,
      contents: row.contents,
      acknowledged: row.seq <= (acks.get(`${row.to_unit} ${row.epoch}`) ?? 0),
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

  inspect: os.inspect.handler(async ({ input, context, path }) => {
    const bytes = pickedBytes(context, input.ticket)
    const seen = await inspectBundle(context, bytes)
    await noteLook(context, { procedure: path.join('.'), bytes, rows: seen.records })
    return seen
  }),

  open: os.open.handler(({ input, context }) => openBundle(context, handedBytes(context, input.ticket), input)),

  inspectFile: os.inspectFile.handler(async ({ input, context, path }) => {
    const bytes = pickedBytes(context, input.ticket)
    const seen = await inspectFile(context, bytes)
    await noteLook(context, { procedure: path.join('.'), bytes, rows: rowsShown(seen) })
    return seen
  }),

  openFile: os.openFile.handler(({ input, context }) => openFile(context, handedBytes(context, input.ticket), input)),

  listUnsettled: os.listUnsettled.handler(({ context }) => listUnsettled(context.db)),

  acceptWaiting: os.acceptWaiting.handler(async ({ input, context }) => {
    const bytes = await readHeld(context.office, bundleIdSchema.parse(input.id))
    if (bytes === undefined) refuse('bundles.fileNotKept')
    return openBundle(context, bytes, { acceptGap: true, acceptNewSeries: false })
  }),

  createReceipt: os.createReceipt.handler(({ input, context }) => createReceipt(context, input.toUnit)),

  transfers: {
    list: os.transfers.list.handler(async ({ context }) => ({
      transfers: await withOfferedNames(context, await listTransfers(context.db)),
    })),
    offer: os.transfers.offer.handler(async ({ input, context }) => {
      await refuseRestricted(context.db, input.addressId)
      return offerCase(context, input)
    }),
    offerAgain: os.transfers.offerAgain.handler(async ({ input, context }) => {
      await refuseRestrictedOffer(context.db, { transferId: input.id, unitId: context.office.unitId })
      return offerAgain(context, input.id)
    }),
    open: os.transfers.open.handler(({ input, context }) => openTransfer(context, handedBytes(context, input.ticket))),
    accept: os.transfers.accept.handler(({ input, context }) => acceptCase(context, input.id)),
    refuse: os.transfers.refuse.handler(({ input, context }) => refuseCase(context, input)),
    answerAgain: os.transfers.answerAgain.handler(({ input, context }) => answerAgain(context, input.id)),
  },

  decisions: decisionHandlers,

  createReceipts: os.createReceipts.handler(({ context }) => createReceipts(context)),

  openReceipt: os.openReceipt.handler(({ input, context }) => openReceipt(context, handedBytes(context, input.ticket))),

  standing: os.standing.handler(async ({ context }) => ({ above: await readStanding(context.db) })),

  shares: shareHandlers,

  photos: photoHandlers,

  listReceived: os.listReceived.handler(async ({ context }) => ({ bundles: await listReceived(context.db) })),
}

/** Used up whatever comes of it: of a folder of refused files nothing stays in memory, and one more try hands the file over anew. */
function handedBytes(context: OfficeContext, ticket: string): Uint8Array {
  const handed = context.services.tickets.take(ticket)
  if (handed === undefined) refuse('files.ticketUsed')
  return handed.bytes
}

/** Only looked at: a person first inspects the file, then opens it, maybe after a phone call. */
function pickedBytes(context: OfficeContext, ticket: string): Uint8Array {
  const picked = context.services.tickets.peek(ticket)
  if (picked === undefined) refuse('files.ticketUsed')
  return picked.bytes
}
