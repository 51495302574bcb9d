import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { languageSchema } from '../../../../base/common/languageSchema.ts'
import { paperTemplateSchema } from '../../../papers/common/paperTemplate.ts'
import { ageRecipientSchema, fingerprintSchema } from '../bundleHeader.ts'

/** Codes of former communes may be made of their names, behind `old:`. */
const unitCodeSchema = z.string().regex(/^[0-9A-Za-z.:-]{1,100}$/)
/**
 * A code the centre gives a word, an indicator or a form; also names a list of words, a figure or a paper, of which a newer
 * program may know more: what is unknown here is kept and waits for that program.
 */
const sharedCodeSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$/)
const nameSchema = z.string().trim().min(1).max(300).normalize('NFC')
/** Vietnamese is required; another language that is missing falls back to it. */
const namesSchema = { vi: nameSchema, en: nameSchema.nullable(), lo: nameSchema.nullable() }
const sortSchema = z.int().min(0).max(1_000_000)
const yearSchema = z.int().min(1990).max(2200)
const spanSchema = { validFrom: daySchema, validTo: daySchema.nullable() }

/** The first line: what the directory says of itself. Its version is the manifest's `seq`. */
const directorySchema = z.strictObject({
  kind: z.literal('directory'),
  issuedOn: daySchema,
  note: z.string().trim().max(2000).normalize('NFC'),
})

const unitNameSchema = z.strictObject({
  type: z.enum([
    'country',
    'city',
    'province',
    'commune',
    'ward',
    'specialZone',
    'township',
    'laoCapital',
    'laoProvince',
    'laoDistrict',
  ]),
  ...namesSchema,
  parentCode: unitCodeSchema.nullable(),
  formerPlace: z.string().max(300).nullable(),
  ...spanSchema,
})

/** A unit with all its dated names, oldest first: what it says replaces what an office had of the unit. */
const unitSchema = z.strictObject({
  kind: z.literal('unit'),
  code: unitCodeSchema,
  country: z.enum(['VN', 'LA']),
  level: z.enum(['central', 'province', 'district', 'commune', 'school', 'block']),
  ...spanSchema,
  names: z.array(unitNameSchema).min(1).max(60),
})

const successorSchema = z.strictObject({
  kind: z.literal('successor'),
  fromCode: unitCodeSchema,
  toCode: unitCodeSchema,
  change: z.enum(['merge', 'split', 'rename', 'transfer']),
  onDay: daySchema,
})

/** A unit's keys as the centre knows them. `revokedFromSeq`: what the key signs from this number on is refused. */
const keySchema = z.strictObject({
  kind: z.literal('key'),
  unitCode: unitCodeSchema,
  fingerprint: fingerprintSchema,
  signing: z.base64().length(44),
  box: ageRecipientSchema,
  recovery: ageRecipientSchema.nullable(),
  revokedFromSeq: z.int().min(1).nullable(),
})

const clusterSchema = z.strictObject({
  kind: z.literal('cluster'),
  id: z.uuid(),
  ...namesSchema,
  sort: sortSchema,
  members: z.array(z.strictObject({ unitCode: unitCodeSchema, ...spanSchema })).max(500),
})

const wordSchema = z.strictObject({
  kind: z.literal('word'),
  list: sharedCodeSchema,
  code: sharedCodeSchema,
  ...namesSchema,
  sort: sortSchema,
})

const indicatorSchema = z.strictObject({
  kind: z.literal('indicator'),
  code: sharedCodeSchema,
  ...namesSchema,
  figures: z.array(sharedCodeSchema).min(1).max(18),
  sort: sortSchema,
})

const targetSchema = z.strictObject({
  kind: z.literal('target'),
  unitCode: unitCodeSchema,
  indicator: sharedCodeSchema,
  year: yearSchema,
  /** Dong or a count, as the indicator's figures. */
  value: z.int().min(1),
})

const formSchema = z.strictObject({
  kind: z.literal('form'),
  code: sharedCodeSchema,
  ...namesSchema,
  indicators: z.array(sharedCodeSchema).min(1).max(40),
  sort: sortSchema,
})

/** When a report is due: days after the end of its period. */
const periodSchema = z.strictObject({
  kind: z.literal('period'),
  period: z.literal('quarter'),
  dueDays: z.int().min(0).max(120),
})

const templateSchema = z.strictObject({
  kind: z.literal('template'),
  paper: sharedCodeSchema,
  language: languageSchema,
  blocks: paperTemplateSchema,
})

/** The lines of a directory. It is whole in itself and names nobody: offices, words, figures. */
export const directoryLineSchema = z.discriminatedUnion('kind', [
  directorySchema,
  unitSchema,
  successorSchema,
  keySchema,
  clusterSchema,
  wordSchema,
  indicatorSchema,
  targetSchema,
  formSchema,
  periodSchema,
  templateSchema,
])
export type DirectoryLine = z.infer<typeof directoryLineSchema>
export type LineOf<Kind extends DirectoryLine['kind']> = Extract<DirectoryLine, { kind: Kind }>
/** All lines but the first, which names the directory. */
export type ContentLine = Exclude<DirectoryLine, { kind: 'directory' }>

/** Lines of one kind, in their order. */
export function linesOf<Kind extends DirectoryLine['kind']>(
  lines: readonly DirectoryLine[],
  kind: Kind,
): LineOf<Kind>[] {
  // Safe: the filter keeps exactly this kind.
  return lines.filter((line) => line.kind === kind) as LineOf<Kind>[]
}

/** What a line is about: two lines with the same key speak of the same thing. */
export function lineKey(line: ContentLine): string {
  switch (line.kind) {
    case 'unit':
      return `unit ${line.code}`
    case 'successor':
      return `successor ${line.fromCode} ${line.toCode}`
    case 'key':
      return `key ${line.fingerprint}`
    case 'cluster':
      return `cluster ${line.id}`
    case 'word':
      return `word ${line.list} ${line.code}`
    case 'target':
      return `target ${line.unitCode} ${line.indicator} ${line.year}`
    case 'period':
      return `period ${line.period}`
    case 'template':
      return `template ${line.paper} ${line.language}`
    default:
      return `${line.kind} ${line.code}`
  }
}
