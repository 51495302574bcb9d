import * as z from 'zod'

/**
 * The wording of one paper in one language, as data. A text may hold fields: `{donor}` writes a value, and a line whose
 * values are all missing is left out; `{donor...}` leaves a dotted line to write on instead. `**words**` are strong, `*words*`
 * slanted, `....` is a dotted line, `[ ]` a box to tick, `# ` a heading within the paper.
 */
const textSchema = z.string().max(8000)
const nameSchema = z.string().min(1).max(60)

/** Quốc hiệu and the issuing branch; beneath them the number (left) and place and day (right) as Decree 30/2020 has it. */
const headingSchema = z.strictObject({ type: z.literal('heading'), number: textSchema, placeDay: textSchema })
const titleSchema = z.strictObject({ type: z.literal('title'), text: textSchema, under: textSchema })
const plainSchema = z.strictObject({
  type: z.literal('text'),
  text: textSchema,
  align: z.enum(['left', 'centre', 'right']).optional(),
})
const columnSchema = z.strictObject({
  /** A field of the list, or `blank`: room to write. */
  field: nameSchema,
  title: textSchema,
  /** Millimetres; without it the column takes what is left. */
  width: z.int().min(5).max(120).optional(),
  /** Left out of the table when nothing stands in it. */
  whenFilled: z.literal(true).optional(),
})
const tableSchema = z.strictObject({
  type: z.literal('table'),
  list: nameSchema,
  columns: z.array(columnSchema).min(1).max(14),
  /** The last row: words over the first columns, and a text in some of the others. */
  total: z.strictObject({ label: textSchema, values: z.record(nameSchema, textSchema) }).optional(),
  /** Height of a row in millimetres: room to sign. */
  rowHeight: z.int().min(5).max(40).optional(),
  /** Rows to write on below the list. */
  blankRows: z.int().min(0).max(60).optional(),
})
const signaturesSchema = z.strictObject({
  type: z.literal('signatures'),
  signers: z
    .array(z.strictObject({ role: textSchema, name: textSchema }))
    .min(1)
    .max(5),
})
/** A code for a bank app beside its words; left out where the office has no account. */
const qrSchema = z.strictObject({ type: z.literal('qr'), field: nameSchema, text: textSchema })
/** A photo beside its words; without one the words take the whole line. */
const pictureSchema = z.strictObject({ type: z.literal('picture'), field: nameSchema, text: textSchema })
const leafSchema = z.discriminatedUnion('type', [
  headingSchema,
  titleSchema,
  plainSchema,
  tableSchema,
  signaturesSchema,
  qrSchema,
  pictureSchema,
])
/** A sheet of its own for each entry of a list. */
const eachSchema = z.strictObject({
  type: z.literal('each'),
  list: nameSchema,
  blocks: z.array(leafSchema).min(1).max(40),
})

export const paperBlockSchema = z.discriminatedUnion('type', [...leafSchema.options, eachSchema])
export type PaperBlock = z.infer<typeof paperBlockSchema>
export type PaperLeafBlock = z.infer<typeof leafSchema>
export type TableBlock = z.infer<typeof tableSchema>

export const paperTemplateSchema = z.array(paperBlockSchema).min(1).max(60)
export type PaperTemplate = z.infer<typeof paperTemplateSchema>

/** A column of a table that is left empty to be written on. */
export const BLANK_COLUMN = 'blank'
