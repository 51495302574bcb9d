import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { partialDaySchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { EVIDENCE } from '../../duplicates/common/rules.ts'
import {
  ADDRESS_SORTS,
  addressFieldsSchema,
  addressFileSchema,
  addressFilterSchema,
  addressPageInputSchema,
  addressRowSchema,
  addressStateSchema,
  bulkChangesSchema,
} from './addressSchemas.ts'
import { certificateContract, needContract, priorityContract, surveyContract } from './fileContract.ts'
import { categoryCountSchema } from './fileSchemas.ts'
import { pointContract } from './pointContract.ts'
import { privacyContract, requestContract } from './requestContract.ts'
import { storyEventSchema } from './storySchemas.ts'

const idInput = z.object({ id: z.string() })
/** What a person selects at once. */
const idList = z.array(z.string()).min(1).max(2000)

/** A paper that stands behind a step; what it does not say stays blank. */
const paperSchema = z.object({
  title: z.string().trim().min(1).max(300),
  number: z.string().max(100).nullable().default(null),
  onDay: z.iso.date().nullable().default(null),
  signer: z.string().max(200).nullable().default(null),
})

/** What a spreadsheet of the register can hold, in this order. */
export const EXPORT_COLUMNS = [
  'name',
  'sex',
  'birthDay',
  'idNumber',
  'phone',
  'village',
  'commune',
  'category',
  'state',
  'stateSince',
  'donors',
  'monthlySupport',
  'monthlyNeed',
  'situation',
  'needs',
  'note',
  'responsible',
  'latitude',
  'longitude',
] as const
export type ExportColumn = (typeof EXPORT_COLUMNS)[number]

const similarRowSchema = addressRowSchema.extend({ likely: z.boolean(), evidence: z.array(z.enum(EVIDENCE)) })
export type SimilarRow = z.infer<typeof similarRowSchema>

const flatRowSchema = z.object({
  name: z.string(),
  sex: z.enum(['M', 'F']).nullable(),
  birthYear: z.int().nullable(),
  /** `dd/mm/yyyy`, null when only the year or month is known. */
  birthDay: z.string().nullable(),
  commune: z.string().nullable(),
  village: z.string().nullable(),
  category: z.string().nullable(),
  donor: z.string().nullable(),
  /** Dong. */
  monthly: z.number().nullable(),
  year: z.int().nullable(),
  fromMonth: z.int().nullable(),
  months: z.int().nullable(),
  cccd: z.string().nullable(),
})

/** People left out of a file because they asked that their data be put to no use. */
const withheldSchema = z.int()

/** Humanitarian addresses: the register of people and households in lasting hardship. */
export const addressContract = {
  /** One page of the register; the count comes apart, so the page never waits for it. */
  list: query('records.read')
    .input(addressPageInputSchema)
    .output(z.object({ rows: z.array(addressRowSchema) })),

  /** How many addresses match, what their sponsors give per month, and how many stand in each state. */
  count: query('records.read')
    .input(z.object({ filter: addressFilterSchema.default({}) }))
    .output(z.object({ total: z.int(), monthlySupport: z.number(), byState: z.record(z.string(), z.int()) })),

  get: query('records.read').input(idInput).output(addressFileSchema).errors(failures('addresses.notFound')),

  /** Everything that happened to an address besides the steps of its file, the newest first; money for those who may see it. */
  story: query('records.read')
    .input(idInput)
    .output(z.object({ events: z.array(storyEventSchema) })),

  /**
   * People already on file who may be the one being typed, the likeliest first, with what speaks for and against. `likely`
   * ones are asked about before saving.
   */
  findSimilar: query('records.read')
    .input(
      z.object({
        name: z.string().max(200),
        birthDay: z.string().nullable(),
        idNumber: z.string().nullable(),
        phone: z.string().nullable().default(null),
        sex: z.enum(['M', 'F']).nullable().default(null),
        villageId: z.string().nullable().default(null),
        /** The address being edited is not similar to itself. */
        exceptId: z.string().optional(),
      }),
    )
    .output(z.object({ rows: z.array(similarRowSchema) })),

  add: command('records.write')
    .input(
      z.object({
        fields: addressFieldsSchema,
        /** People on file of whom somebody said, looking at both, that this is another. */
        otherThan: z.array(z.string()).max(20).optional(),
      }),
    )
    .output(idInput)
    .errors(failures('addresses.unknownVillage', 'addresses.unknownCategory')),

  /** Saves the form; `version` is the one the user saw. */
  update: command('records.write')
    .input(idInput.extend({ version: z.int(), fields: addressFieldsSchema }))
    .output(z.object({ version: z.int() }))
    .errors(failures('addresses.notFound', 'addresses.unknownVillage', 'addresses.unknownCategory'))
    .errors(failures('addresses.kindFixed', 'addresses.identityFixed')),

  /**
   * Takes one step for all of the given files or for none: surveyed, verified, announced, suspended, ended, refused … Approval
   * goes by paper; `paired` and `active` follow from the pairing. `stepNotAllowed` tells how many files stand in the way.
   */
  takeStep: command('records.write')
    .input(
      z.object({
        ids: idList,
        state: addressStateSchema,
        onDay: z.iso.date(),
        byName: z.string().max(200).nullable().default(null),
        reason: z.string().max(1000).nullable().default(null),
        /** A code of the vocabulary `endReason`; ending needs one. */
        endReason: z.string().max(64).nullable().default(null),
        /** The paper behind the step, where there is one. */
        paper: paperSchema.nullable().default(null),
      }),
    )
    .output(z.object({ changed: z.int() }))
    .errors(failures('addresses.stepNotAllowed', 'addresses.reasonNeeded', 'addresses.approvalNeedsPaper'))
    .errors(failures('addresses.stepFollowsPairing', 'addresses.endReasonNeeded', 'addresses.unknownWord'))
    .errors(failures('addresses.dayAhead')),

  /** Takes back the last step of a file, as if it had not been taken; what follows pairings goes back with them. */
  undoStep: command('records.approve')
    .input(idInput)
    .output(z.object({ state: addressStateSchema }))
    .errors(failures('addresses.notFound', 'addresses.noStepToUndo', 'addresses.stepFollowsPairing')),

  /** Where an address stood on a day: null before it was proposed. */
  stateOn: query('records.read')
    .input(idInput.extend({ day: z.iso.date() }))
    .output(z.object({ state: addressStateSchema.nullable(), since: z.string().nullable() })),

  /** Writes the same change into many files, all or none, one journal row each; one undo takes all of it back. */
  bulkEdit: command('records.write')
    .input(z.object({ ids: idList, changes: bulkChangesSchema }))
    .output(eventIterator(z.object({ done: z.int(), total: z.int() }), z.object({ changed: z.int() })))
    .errors(failures('addresses.unknownVillage', 'addresses.unknownWord')),

  /** How many addresses stand in each category, place and sex; each number opens its rows. */
  countByCategory: query('records.read')
    .input(
      z.object({
        filter: addressFilterSchema.default({}),
        by: z.enum(['commune', 'village']).default('commune'),
        mainOnly: z.boolean().default(false),
      }),
    )
    .output(z.object({ rows: z.array(categoryCountSchema) })),

  surveys: surveyContract,
  certificates: certificateContract,
  needs: needContract,
  priority: priorityContract,
  requests: requestContract,
  ...privacyContract,
  ...pointContract,

  /** One paper approves many: number, day, signer may be blank when the paper has none, never faked. */
  approve: command('records.approve')
    .input(
      z.object({
        ids: idList,
        paper: paperSchema,
      }),
    )
    .output(z.object({ changed: z.int(), decisionId: z.string() }))
    .errors(failures('addresses.stepNotAllowed')),

  /** Moves many addresses to one village. */
  setVillage: command('records.write')
    .input(z.object({ ids: idList, villageId: z.string() }))
    .output(z.object({ changed: z.int() }))
    .errors(failures('addresses.unknownVillage')),

  /** Writes someone into the household of an address; the household begins with its first member. */
  addMember: command('records.write')
    .input(
      idInput.extend({
        name: z.string().trim().min(1).max(200),
        sex: z.enum(['M', 'F']).nullable().default(null),
        birthDay: partialDaySchema.nullable().default(null),
        relation: z.string().max(100).nullable().default(null),
      }),
    )
    .output(z.object({ personId: z.string() }))
    .errors(failures('addresses.notFound', 'addresses.noHousehold')),
  /** Makes a member, or the person of the address, head of the household. */
  setHead: command('records.write')
    .input(z.object({ personId: z.string() }))
    .output(z.object({}))
    .errors(failures('addresses.notFound', 'addresses.noHousehold')),
  removeMember: command('records.write')
    .input(z.object({ personId: z.string() }))
    .output(z.object({}))
    .errors(failures('addresses.notFound')),
  restoreMember: command('records.write')
    .input(z.object({ personId: z.string() }))
    .output(z.object({}))
    .errors(failures('addresses.notFound')),

  /** The filtered register as a spreadsheet, in the order and with the columns asked for; text never becomes a formula. */
  exportXlsx: command('data.export')
    .input(
      z.object({
        filter: addressFilterSchema.default({}),
        sort: z.enum(ADDRESS_SORTS).default('name'),
        descending: z.boolean().default(false),
        columns: z
          .array(z.enum(EXPORT_COLUMNS))
          .min(1)
          .default([...EXPORT_COLUMNS]),
        /** Of headings and words of data. */
        language: languageSchema.default('vi'),
      }),
    )
    .output(z.object({ ticket: z.string(), rows: z.int(), withheld: withheldSchema })),

  /**
   * The register in the flat form scripts and other offices read: one line per address and sponsor, in the order of the
   * imported registers, then by name.
   */
  flatList: query('data.export')
    .input(z.object({ filter: addressFilterSchema.default({}) }))
    .output(z.object({ rows: z.array(flatRowSchema), withheld: withheldSchema })),

  /** Tombstone; the toast offers to show it again. Refused while a sponsor is active. */
  remove: command('records.write')
    .input(idInput)
    .output(z.object({}))
    .errors(failures('addresses.hasActivePairing', 'addresses.onOpenRound')),
  restore: command('records.write').input(idInput).output(z.object({})),
}
