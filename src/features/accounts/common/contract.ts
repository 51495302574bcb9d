import * as z from 'zod'
import { failures } from '../../../base/common/failures.ts'
import { languageSchema } from '../../../base/common/language.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { rightSchema, roleSchema } from '../../../base/common/rights.ts'

export const officeKindSchema = z.enum(['branch', 'province', 'central'])
/** The office itself, or the practice branch kept beside it. */
export const officePlaceSchema = z.enum(['office', 'practice'])
export type OfficePlace = z.infer<typeof officePlaceSchema>

const openingFailures = failures(
  'accounts.wrongPassphrase',
  'accounts.tooManyTries',
  'accounts.keyringMissing',
  'accounts.keyringDamaged',
  'accounts.keyringNewer',
  'accounts.keyringNotSaved',
  'accounts.userDisabled',
  'accounts.officeInUse',
  'common.databaseMissing',
  'common.alreadyRunning',
  'common.newerDatabase',
  'common.databaseDamaged',
)

const passphraseFailures = failures('accounts.passphraseTooWeak')

/** What the page needs to know about who is signed in and where. */
export const signedInSchema = z.object({
  userName: z.string(),
  displayName: z.string(),
  roles: z.array(roleSchema),
  rights: z.array(rightSchema),
  language: languageSchema,
  unitId: z.string(),
  unitCode: z.string(),
  kind: officeKindSchema,
  practice: z.boolean(),
  /** Names of the office in the three languages, e.g. "Hội Chữ thập đỏ xã Na Mèo". */
  officeName: z.object({ vi: z.string(), en: z.string(), lo: z.string() }),
})
export type SignedIn = z.infer<typeof signedInSchema>

const startedSchema = z.object({ token: z.string(), signedIn: signedInSchema })

/** Opening the office: first run, unlocking, locking, recovery. The only procedures that need no session. */
export const accountContract = {
  /** Which offices exist in this folder and who may sign in; nothing else is told before unlocking. */
  status: query('anyone').output(
    z.object({
      office: z.object({ users: z.array(z.string()) }).nullable(),
      practice: z.object({ users: z.array(z.string()) }).nullable(),
      /** Someone has already opened the office in this program. */
      open: z.boolean(),
    }),
  ),

  /** A fresh passphrase of unaccented words, easy to type with any Vietnamese keyboard method. */
  suggestPassphrase: query('anyone').output(z.object({ passphrase: z.string() })),

  /** First run: makes the office of a unit with its first user, who holds every role. The recovery code is shown once. */
  createOffice: command('anyone')
    .input(
      z.object({
        place: officePlaceSchema.default('office'),
        unitCode: z.string(),
        kind: officeKindSchema,
        userName: z.string().trim().min(1).max(100),
        passphrase: z.string().max(500),
        language: languageSchema.default('vi'),
      }),
    )
    .output(startedSchema.extend({ recoveryCode: z.string() }))
    .errors(failures('accounts.officeExists', 'accounts.unknownUnit', 'accounts.keyringExists'))
    .errors(passphraseFailures)
    .errors(openingFailures),

  /** Units an office can be made for: 34 provinces, or the communes of one. */
  listUnits: query('anyone')
    .input(z.object({ kind: officeKindSchema, search: z.string().max(100).default('') }))
    .output(z.object({ units: z.array(z.object({ code: z.string(), name: z.string(), place: z.string() })) })),

  unlock: command('anyone')
    .input(
      z.object({ place: officePlaceSchema.default('office'), userName: z.string(), passphrase: z.string().max(500) }),
    )
    .output(startedSchema)
    .errors(openingFailures),

  /** Opens with the printed code and sets a new passphrase; a new code is printed. */
  recover: command('anyone')
    .input(
      z.object({
        place: officePlaceSchema.default('office'),
        userName: z.string(),
        recoveryCode: z.string().max(200),
        newPassphrase: z.string().max(500),
      }),
    )
    .output(startedSchema.extend({ recoveryCode: z.string() }))
    .errors(
      failures(
        'accounts.wrongRecoveryCode',
        'accounts.recoveryCodeMistyped',
        'accounts.recoveryCodeWrongLength',
        'accounts.userNotFound',
      ),
    )
    .errors(passphraseFailures)
    .errors(openingFailures),

  me: query('signedIn').output(signedInSchema),

  /** Locks this session: work that runs goes on, the page is covered until the passphrase is typed. */
  lock: command('signedIn').output(z.object({})),
  /** Opens a locked session again, on the same cell. */
  resume: command('anyone')
    .input(z.object({ passphrase: z.string().max(500) }))
    .output(z.object({ signedIn: signedInSchema }))
    .errors(openingFailures),
  signOut: command('signedIn').output(z.object({})),

  changePassphrase: command('signedIn')
    .input(z.object({ oldPassphrase: z.string().max(500), newPassphrase: z.string().max(500) }))
    .output(z.object({}))
    .errors(failures('accounts.userNotFound'))
    .errors(passphraseFailures)
    .errors(openingFailures),

  setLanguage: command('signedIn')
    .input(z.object({ language: languageSchema }))
    .output(z.object({})),
}
