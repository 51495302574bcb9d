import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { rightSchema, roleSchema } from '../../../base/common/rights.ts'
import { addedUnitSchema } from '../../units/common/addedUnitSchema.ts'

export const officeKindSchema = z.enum(['branch', 'province', 'central', 'partner'])
/** The office itself, or the practice branch kept beside it. */
export const officePlaceSchema = z.enum(['office', 'practice'])
export type OfficePlace = z.infer<typeof officePlaceSchema>

const openingFailures = failures(
  'accounts.wrongPassphrase',
  'accounts.boundElsewhere',
  'accounts.tooManyTries',
  'accounts.keyringMissing',
  'accounts.keyringDamaged',
  'accounts.keyringNewer',
  'accounts.keyringNotSaved',
  'accounts.userDisabled',
  'accounts.officeInUse',
  'accounts.onlyAtOfficePc',
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

/** One person who works with this office's book. */
export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  roles: z.array(roleSchema),
  language: languageSchema,
  createdAt: z.string(),
  disabledAt: z.string().nullable(),
  /** When they last signed in, as far as the audit log tells. */
  lastSeenAt: z.string().nullable(),
  /** The person asking. */
  self: z.boolean(),
})
export type User = z.infer<typeof userSchema>

const rolesInput = z.array(roleSchema).min(1)
const userFailures = failures('accounts.userNotFound', 'accounts.notYourself', 'accounts.lastHead')

/** Who works here and what they may do. Passphrases are generated and told once, to be printed and handed over. */
const userContract = {
  list: query('users.manage', { quiet: true }).output(z.object({ users: z.array(userSchema) })),

  add: command('users.manage')
    .input(
      z.object({
        name: z.string().trim().min(1).max(100),
        roles: rolesInput,
        language: languageSchema.default('vi'),
      }),
    )
    .output(z.object({ id: z.string(), passphrase: z.string() }))
    .errors(failures('accounts.userNameTaken', 'accounts.onlyForFiles'))
    .errors(passphraseFailures)
    .errors(openingFailures),

  /** What a person may do, and whether they may enter at all; one person who manages users always stays. */
  update: command('users.manage')
    .input(z.object({ userId: z.string(), roles: rolesInput, disabled: z.boolean() }))
    .output(z.object({}))
    .errors(userFailures),

  /** A new passphrase for somebody who forgot theirs. */
  resetPassphrase: command('users.manage')
    .input(z.object({ userId: z.string() }))
    .output(z.object({ passphrase: z.string() }))
    .errors(userFailures)
    .errors(failures('accounts.userNameTaken', 'accounts.onlyForFiles'))
    .errors(passphraseFailures)
    .errors(openingFailures),

  /**
   * Takes a person out for good and encrypts the book under a new key, so that nothing they may have copied opens what is
   * written from now on. Everybody else gets a new passphrase, the office a new recovery code; `passphrase` is the caller's own.
   */
  remove: command('users.manage')
    .input(z.object({ userId: z.string(), passphrase: z.string().max(500) }))
    .output(
      z.object({
        recoveryCode: z.string(),
        passphrases: z.array(z.object({ userName: z.string(), passphrase: z.string() })),
      }),
    )
    .errors(userFailures)
    .errors(failures('accounts.onlyForFiles', 'accounts.rekeyFailed'))
    .errors(openingFailures),

  /** A new recovery code; the one in the envelope ends. */
  replaceRecoveryCode: command('users.manage')
    .input(z.object({ passphrase: z.string().max(500) }))
    .output(z.object({ recoveryCode: z.string() }))
    .errors(failures('accounts.onlyForFiles'))
    .errors(openingFailures),
}

/** Tying one's own passphrase to this PC, where its system can keep a secret (docs/decisions/0029). */
const deviceContract = {
  status: query('signedIn', { quiet: true }).output(z.object({ available: z.boolean(), bound: z.boolean() })),

  /** From now on the passphrase opens the book only on this PC, under this account of its system. */
  tie: command('signedIn')
    .input(z.object({ passphrase: z.string().max(500) }))
    .output(z.object({}))
    .errors(failures('accounts.noDeviceSecret', 'accounts.userNotFound'))
    .errors(passphraseFailures)
    .errors(openingFailures),

  untie: command('signedIn')
    .input(z.object({ passphrase: z.string().max(500) }))
    .output(z.object({}))
    .errors(failures('accounts.userNotFound'))
    .errors(passphraseFailures)
    .errors(openingFailures),
}

/** Opening the office: first run, unlocking, locking, recovery (the only procedures that need no session), and who works here. */
export const accountContract = {
  /** Which offices exist in this folder and who may sign in; nothing else is told before unlocking. */
  status: query('anyone').output(
    z.object({
      office: z.object({ users: z.array(z.string()) }).nullable(),
      practice: z.object({ users: z.array(z.string()) }).nullable(),
      /** Someone has already opened the office in this program. */
      open: z.boolean(),
      /** Asked by another PC: what is set up or put right is done at the PC with the book. */
      fromAfar: z.boolean(),
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
        /** A unit whose code the program's lists do not know yet; `parentCode` is its province, or the centre. */
        newUnit: addedUnitSchema.extend({ parentCode: z.string() }).optional(),
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

  /**
   * On a PC without an office: makes it from a backup on a stick or another disk. `folder` is the backup or the folder it lies in;
   * people and passphrases are those of the backup.
   */
  restoreOffice: command('anyone')
    .input(z.object({ folder: z.string().trim().max(1000), userName: z.string(), passphrase: z.string().max(500) }))
    .output(startedSchema)
    .errors(
      failures(
        'accounts.officeExists',
        'accounts.keyringExists',
        'accounts.noBackupHere',
        'accounts.backupDamaged',
        'accounts.wrongRecoveryCode',
      ),
    )
    .errors(openingFailures),

  /** Who may open the backup in a folder, asked before the passphrase. */
  backupUsers: query('anyone')
    .input(z.object({ folder: z.string().trim().max(1000) }))
    .output(z.object({ users: z.array(z.string()) }))
    .errors(failures('accounts.noBackupHere'))
    .errors(openingFailures),

  /** Units an office can be made for: 34 provinces, or the communes of one. */
  listUnits: query('anyone')
    .input(z.object({ kind: officeKindSchema, search: z.string().max(100).default('') }))
    .output(z.object({ units: z.array(z.object({ code: z.string(), name: z.string(), place: z.string() })) }))
    .errors(failures('accounts.onlyAtOfficePc')),

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

  users: userContract,

  device: deviceContract,

  setLanguage: command('signedIn')
    .input(z.object({ language: languageSchema }))
    .output(z.object({})),
}
