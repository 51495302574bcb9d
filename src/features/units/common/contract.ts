import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { reorganiseContract } from './reorganiseContract.ts'

export const VOCABULARY_KINDS = [
  'category',
  'helpForm',
  'endReason',
  'householdRelation',
  'ethnicGroup',
  'houseStage',
  'consentPurpose',
  'certificateKind',
  'disabilityLevel',
  'visitResult',
  'receiptSource',
  'channel',
] as const
export const vocabularyKindSchema = z.enum(VOCABULARY_KINDS)
export type VocabularyKind = z.infer<typeof vocabularyKindSchema>

const nameSchema = z.string().trim().min(1).max(300).normalize('NFC')
const wordKey = z.object({
  kind: vocabularyKindSchema,
  code: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/),
})
const ownWordSchema = wordKey.extend({
  names: z.object({
    vi: nameSchema,
    en: nameSchema.nullable().default(null),
    lo: nameSchema.nullable().default(null),
  }),
})
export type OwnWord = z.infer<typeof ownWordSchema>

const listedNames = z.object({ vi: z.string(), en: z.string().nullable(), lo: z.string().nullable() }).nullable()
const listedWordSchema = z.object({
  kind: vocabularyKindSchema,
  code: z.string(),
  /** As all offices have it; null for a word only this office has. */
  shared: listedNames,
  /** The office's own wording; null where it has none. */
  own: listedNames,
})
export type ListedWord = z.infer<typeof listedWordSchema>

const UNIT_TYPES = [
  'city',
  'province',
  'commune',
  'ward',
  'specialZone',
  'township',
  'laoCapital',
  'laoProvince',
  'laoDistrict',
] as const

/** Bare names of a unit; `unitFullName` puts the word of its type before or after them. */
const namedUnitSchema = z.object({
  type: z.enum(UNIT_TYPES),
  name: z.string(),
  nameEn: z.string().optional(),
  nameLo: z.string().optional(),
})

/** A commune of today (in Laos a district), with its province. */
export const communeSchema = namedUnitSchema.extend({
  id: z.string(),
  code: z.string(),
  province: namedUnitSchema.nullable(),
  /** The name before July 2025 under which it was found, with its old district and province; null = found as it is today. */
  formerName: z.string().nullable(),
})
export type FoundCommune = z.infer<typeof communeSchema>

export const villageSchema = z.object({
  id: z.string(),
  version: z.int(),
  communeId: z.string(),
  communeName: z.string(),
  name: z.string(),
  /** Trưởng thôn, trưởng bản or tổ trưởng. */
  headName: z.string().nullable(),
  headPhone: z.string().nullable(),
  /** How many humanitarian addresses live there. */
  addresses: z.int(),
})
export type Village = z.infer<typeof villageSchema>

const villageFields = z.object({
  name: z.string().trim().min(1).max(200),
  headName: z.string().max(200).nullable().default(null),
  headPhone: z.string().max(40).nullable().default(null),
})
const idInput = z.object({ id: z.string() })

/** Where people live and the words all offices share. */
export const unitContract = {
  /** The words of one kind in their order; a language without its own wording has the Vietnamese one. */
  vocabulary: query('signedIn')
    .input(z.object({ kind: vocabularyKindSchema }))
    .output(
      z.object({
        words: z.array(
          z.object({ code: z.string(), names: z.object({ vi: z.string(), en: z.string(), lo: z.string() }) }),
        ),
      }),
    ),

  /**
   * Communes of today by part of their name, their province's name or an old name; those of the office's own province come
   * first. Nothing typed: the office's own commune or the communes of its province. `anyLevel` finds provinces too; a unit's code
   * always finds it.
   */
  searchCommunes: query('records.read')
    .input(
      z.object({
        search: z.string().max(200).default(''),
        anyLevel: z.boolean().default(false),
        limit: z.int().min(1).max(100).default(20),
      }),
    )
    .output(z.object({ communes: z.array(communeSchema) })),

  words: {
    /** All words of all lists, shared and own side by side. */
    list: query('records.read', { quiet: true }).output(z.object({ words: z.array(listedWordSchema) })),
    /** The office's own wording of a shared word, or a word of its own; at the centre it goes into the next directory. */
    save: command('office.settings').input(ownWordSchema).output(z.object({})).errors(failures('units.closedList')),
    /** Back to the shared wording. */
    reset: command('office.settings').input(wordKey).output(z.object({})).errors(failures('units.wordOnlyHere')),
  },

  reorganisations: reorganiseContract,

  /** Thôn, bản, khu phố, tổ dân phố. */
  villages: {
    /** In the order of their names. Without a commune: those of the office's own commune, for a province of all. */
    list: query('records.read')
      .input(
        z.object({
          communeId: z.string().optional(),
          search: z.string().max(200).default(''),
          offset: z.int().min(0).default(0),
          limit: z.int().min(1).max(500).default(50),
        }),
      )
      .output(z.object({ villages: z.array(villageSchema), total: z.int() })),

    /** Without a commune the village is one of the office's own commune. `villageExists` carries the id of the one there. */
    add: command('records.write')
      .input(villageFields.extend({ communeId: z.string().optional() }))
      .output(villageSchema)
      .errors(failures('units.unknownCommune', 'units.villageExists')),

    update: command('records.write')
      .input(villageFields.extend({ id: z.string(), version: z.int() }))
      .output(villageSchema)
      .errors(failures('units.villageExists')),

    /** Tombstone; refused while addresses stand in it. */
    remove: command('records.write').input(idInput).output(z.object({})).errors(failures('units.villageInUse')),
    restore: command('records.write').input(idInput).output(z.object({})),
  },
}
