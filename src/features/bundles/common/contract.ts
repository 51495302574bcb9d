import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { addedUnitSchema } from '../../units/common/addedUnitSchema.ts'
import { booksContract } from './books/booksContract.ts'
import {
  bundlePreviewSchema,
  caseTransferSchema,
  createdReceiptSchema,
  createEventSchema,
  enrolledKeySchema,
  inspectedBundleSchema,
  keyFileFactsSchema,
  keyFileInputSchema,
  openedBundleSchema,
  ownKeysSchema,
  periodSchema,
  receivedBundleSchema,
  refusedReportSchema,
  sentBundleSchema,
  standingAboveSchema,
  unitNamesSchema,
  waitingReportSchema,
} from './bundleSchemas.ts'
import { decisionContract } from './decisions/decisionContract.ts'
import { directoryContract } from './directory/directoryContract.ts'
import { inspectedFileSchema, openedFileSchema } from './fileSchemas.ts'
import { photosContract } from './photosContract.ts'
import { shareContract } from './sharesContract.ts'

/** What a file can be refused for before its records are looked at (bundleFailures.ts). */
const fileFailures = failures(
  'bundles.notABundle',
  'bundles.truncated',
  'bundles.altered',
  'bundles.malformed',
  'bundles.unknownSender',
  'bundles.notForUs',
  'bundles.newerFormat',
  'bundles.tooLarge',
  'bundles.wrongUnit',
  'bundles.keyReplaced',
  'bundles.foreignRecord',
  'bundles.fork',
  'bundles.replayed',
  'bundles.wrongKind',
  'bundles.booksDiffer',
  'bundles.awaitsHandover',
  'files.ticketUsed',
)
const keyFileFailures = failures(
  'bundles.notAKeyFile',
  'bundles.wrongKeyFile',
  'bundles.ownKeyFile',
  'bundles.unknownUnit',
  'files.ticketUsed',
)
const fileOut = z.object({ ticket: z.string(), name: z.string(), text: z.string() })
const transferFile = z.object({ id: z.string(), ticket: z.string(), name: z.string() })
const sendInput = z.object({
  toUnit: z.string(),
  period: periodSchema,
  /** All the unit owns, even where changes since the last acknowledged number would do. */
  everything: z.boolean().default(false),
})

const openInput = z.object({
  ticket: z.string(),
  /** A person decided to go on although numbers are missing; only for a file that carries everything. */
  acceptGap: z.boolean().default(false),
  /** A person decided that the branch rightly began a new series (a restored backup). */
  acceptNewSeries: z.boolean().default(false),
})
/** What a file of any kind can be refused for (core/open/openers.ts). */
const anyFileFailures = {
  ...failures('bundles.bookNotExpected', 'bundles.bookOfOtherDay', 'bundles.answerWithoutBook'),
  ...failures('bundles.keyFileHere'),
  ...fileFailures,
  ...failures('bundles.gap', 'bundles.newSeries', 'bundles.receiptOfOtherBook', 'bundles.answerWithoutOffer'),
  ...failures('bundles.directoryOlder', 'bundles.directoryFork', 'bundles.keyOfOtherUnit'),
  ...failures('bundles.directoryKeyReplaced', 'bundles.directoryUnknownKey'),
  ...failures('bundles.photosBeforeReport', 'bundles.filesBeforeBook'),
}

/** Sending reports to the office above and opening those of the offices below, as encrypted files. */
export const bundleContract = {
  keys: {
    /** Makes this office's keys on first use. */
    own: command('keys.manage').output(ownKeysSchema),
    list: query('signedIn').output(z.object({ keys: z.array(enrolledKeySchema) })),
    /** The small file a branch hands to the office above. */
    requestFile: command('keys.manage').output(fileOut),
    /** The small file the office above hands back; a recovery recipient has to be made first. */
    answerFile: command('keys.manage').output(fileOut).errors(failures('bundles.recoveryNeeded')),
    /** Makes the recovery key. `identity` is shown once, to be printed and sealed; it is not kept. */
    makeRecovery: command('keys.manage').output(z.object({ identity: z.string(), recipient: z.string() })),
    /** What a key file says, before anyone types its digits. */
    readFile: query('keys.manage')
      .input(z.object({ file: keyFileInputSchema }))
      .output(keyFileFactsSchema)
      .errors(keyFileFailures),
    /**
     * Takes in a branch's keys; `digits` are those a person heard by phone and typed. `newUnit` says what a unit is whose code no
     * list here has (made by a reorganisation, say): it is written down below this office.
     */
    enrol: command('keys.manage')
      .input(
        z.object({
          file: keyFileInputSchema,
          digits: z.string(),
          /** For trying things out: keys of a practice branch in an office that is none. No page offers it. */
          acceptPractice: z.boolean().default(false),
          newUnit: addedUnitSchema.optional(),
        }),
      )
      .output(z.object({ unit: unitNamesSchema }))
      .errors({
        ...keyFileFailures,
        ...failures('bundles.digitsDiffer', 'bundles.practiceKeys', 'bundles.keyOfOtherUnit'),
      }),
    /** Makes new keys of this office. The file introduces them to the office above and needs no phone call. */
    rotate: command('keys.manage').output(fileOut),
    /** The file of the last change once more: lost on its way, nobody would know the new keys. */
    rotationFile: command('keys.manage').output(fileOut).errors(failures('common.notFound')),
    /** Takes in a unit's new keys on the word of its old ones: of a unit below, of an office above, of the centre. */
    acceptRotation: command('keys.manage')
      .input(z.object({ file: keyFileInputSchema }))
      .output(z.object({ unit: unitNamesSchema, fromSeq: z.int() }))
      .errors({ ...keyFileFailures, ...failures('bundles.oldKeyNotInForce', 'bundles.keyOfOtherUnit') }),
    /** Ends a unit's key (a stolen PC): what it signs from this number on is refused, whatever day it claims. */
    withdraw: command('keys.manage')
      .input(z.object({ id: z.string(), fromSeq: z.int().min(1) }))
      .output(z.object({ id: z.string() }))
      .errors(failures('common.notFound')),

    /** Takes in the keys of the office above; from then on reports can be sent there. */
    enrolReceiver: command('keys.manage')
      .input(z.object({ file: keyFileInputSchema, digits: z.string(), newUnit: addedUnitSchema.optional() }))
      .output(z.object({ unit: unitNamesSchema }))
      .errors({
        ...keyFileFailures,
        ...failures('bundles.digitsDiffer', 'bundles.practiceKeys', 'bundles.keyOfOtherUnit'),
      }),
  },

  directory: directoryContract,

  /** What a report would carry and what consent holds back. */
  preview: query('bundles.send')
    .input(sendInput)
    .output(bundlePreviewSchema)
    .errors(failures('bundles.receiverNotEnrolled')),

  /** Makes the file of the next number; the last event holds its ticket. */
  create: command('bundles.send')
    .input(sendInput)
    .output(eventIterator(createEventSchema))
    .errors(failures('bundles.receiverNotEnrolled', 'bundles.tooLarge')),

  listSent: query('signedIn').output(z.object({ bundles: z.array(sentBundleSchema) })),

  /** The kept file of an earlier number, to save it once more. */
  saveAgain: command('bundles.send')
    .input(z.object({ id: z.string() }))
    .output(z.object({ ticket: z.string(), name: z.string() }))
    .errors(failures('bundles.fileNotKept')),

  /** What a file is and what it would change; writes nothing. */
  inspect: command('bundles.open')
    .input(z.object({ ticket: z.string() }))
    .output(inspectedBundleSchema)
    .errors(fileFailures),

  /** Takes a report into the books, all of it or nothing. */
  open: command('bundles.open')
    .input(openInput)
    .output(openedBundleSchema)
    .errors({ ...fileFailures, ...failures('bundles.gap', 'bundles.newSeries') }),

  /** What a picked file is, whatever its kind, and what it would change; writes nothing. */
  inspectFile: command('bundles.open')
    .input(z.object({ ticket: z.string() }))
    .output(inspectedFileSchema)
    .errors(anyFileFailures),

  /** Opens a picked file as what it is: a report, a receipt, a case … */
  openFile: command('bundles.open').input(openInput).output(openedFileSchema).errors(anyFileFailures),

  /** Files that wait for missing numbers, and those refused that never came right. */
  listUnsettled: query('signedIn').output(
    z.object({ waiting: z.array(waitingReportSchema), refused: z.array(refusedReportSchema) }),
  ),

  /** Takes in a waiting report that carries everything; what it waited for will never be taken in. */
  acceptWaiting: command('bundles.open')
    .input(z.object({ id: z.string() }))
    .output(openedBundleSchema)
    .errors({ ...fileFailures, ...failures('bundles.gap', 'bundles.newSeries', 'bundles.fileNotKept') }),

  /** A receipt for one unit: the last number taken in, what was refused and why, what waits, figures to look at again. */
  createReceipt: command('bundles.open')
    .input(z.object({ toUnit: z.string() }))
    .output(createdReceiptSchema)
    .errors(failures('bundles.senderNotEnrolled', 'bundles.tooLarge')),

  /** The receipts of all units that report here, in one zip file; those that have sent nothing get none. */
  createReceipts: command('bundles.open').output(
    z.object({ ticket: z.string().nullable(), name: z.string(), receipts: z.int(), bytes: z.int() }),
  ),

  /** Opens a receipt of the office above. */
  openReceipt: command('bundles.send')
    .input(z.object({ ticket: z.string() }))
    .output(standingAboveSchema)
    .errors({ ...fileFailures, ...failures('bundles.receiptOfOtherBook') }),

  /** What the offices above have said they have of us. */
  standing: query('signedIn').output(z.object({ above: z.array(standingAboveSchema) })),

  /** Cases that move between two units: offered, answered, and only then the other's. */
  transfers: {
    list: query('records.read').output(z.object({ transfers: z.array(caseTransferSchema) })),
    /** Makes the file that offers a case; this office goes on working on it until the acceptance comes back. */
    offer: command('bundles.send')
      .input(z.object({ addressId: z.string(), toUnit: z.string(), reason: z.string().min(1).max(2000) }))
      .output(transferFile)
      .errors(
        failures(
          'common.notFound',
          'bundles.receiverNotEnrolled',
          'bundles.transferUnderWay',
          'bundles.transferNeedsConsent',
          'bundles.transferRestricted',
          'bundles.transferActivePairing',
        ),
      ),
    /**
     * Makes the file of an offer once more: the first was lost, or signed by keys changed since, or the unit that took the case
     * has put back a backup from before it did.
     */
    offerAgain: command('bundles.send')
      .input(z.object({ id: z.string() }))
      .output(transferFile)
      .errors(
        failures(
          'common.notFound',
          'bundles.receiverNotEnrolled',
          'bundles.transferNeedsConsent',
          'bundles.transferRestricted',
        ),
      ),
    /** Opens an offer, or the answer to one of ours. */
    open: command('bundles.open')
      .input(z.object({ ticket: z.string() }))
      .output(caseTransferSchema)
      .errors({ ...fileFailures, ...failures('bundles.answerWithoutOffer') }),
    /** Takes the case into this office's book; the file tells its former owner. */
    accept: command('bundles.open')
      .input(z.object({ id: z.string() }))
      .output(transferFile)
      .errors({ ...fileFailures, ...failures('common.notFound', 'bundles.transferAnswered', 'bundles.fileNotKept') }),
    refuse: command('bundles.open')
      .input(z.object({ id: z.string(), reason: z.string().min(1).max(2000) }))
      .output(transferFile)
      .errors(failures('common.notFound', 'bundles.transferAnswered', 'bundles.receiverNotEnrolled')),
    /** Makes the file of a given answer once more: the first was lost, or signed by keys that were changed since. */
    answerAgain: command('bundles.open')
      .input(z.object({ id: z.string() }))
      .output(transferFile)
      .errors(failures('common.notFound', 'bundles.receiverNotEnrolled')),
  },

  /** What is told to a Lao partner and what it tells back. */
  shares: shareContract,

  /** Photos that follow a report in parts. */
  photos: photosContract,

  books: booksContract,

  /** What an office above decides for a unit: approvals, sponsors, money. */
  decisions: decisionContract,

  listReceived: query('signedIn').output(z.object({ bundles: z.array(receivedBundleSchema) })),
}
