import type { Day } from '../../../base/common/day.ts'
import type { Language } from '../../../base/common/language.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Services, Translate } from '../../../db/office.ts'
import type { Letterhead } from '../common/letterheadSchemas.ts'
import type { PaperKind, PaperRequest } from '../common/paperKinds.ts'
import type { OFFICE, PAPER_SHAPES } from '../common/paperShapes.ts'
import type { PaperNumber } from './paperNumber.ts'
import type { PaperValue, PaperValues } from './paperValues.ts'
import type { PaperFormat } from './renderPaper.ts'

/** What the values of a paper are read from. */
export interface PaperSource {
  db: ReadDb
  request: PaperRequest
  unitId: string
  today: Day
  language: Language
  /** Words in the paper's language. */
  t: Translate
  letterhead: Letterhead
  /** Copy this would be, from 1. */
  copyOf: (subjectId: string) => Promise<number>
  /** The number it has in its own series, or would get now; for papers that are numbered when first printed. */
  numberOf: (subjectId: string, year: number) => Promise<PaperNumber>
  /** An attached picture by its content; undefined when its file is missing or was altered. */
  readPicture: (content: string) => Promise<Uint8Array | undefined>
  /** The ledger's own list of what is late. */
  listOverdue: Services['listOverdue']
}

type Shape<Kind extends PaperKind> = (typeof PAPER_SHAPES)[Kind]
type OfficeField = (typeof OFFICE)[number]

/** The values of one paper, apart from those of the office that every paper has. */
export interface PaperContents<Kind extends PaperKind> {
  fields: Record<Exclude<Shape<Kind>['fields'][number], OfficeField>, PaperValue>
  lists: PaperValues<Shape<Kind>>['lists']
  /** Names the paper in the log and in its file's name. */
  label: string
  /** The record the paper is about; empty for the whole office. */
  subjectId: string
  format: PaperFormat
  /** The number that stands on it, from `numberOf`: kept when it is printed. */
  serial?: PaperNumber
  /** The day that stands on it, where it is not today. */
  day?: Day
  /** The place that stands on it, where it is not the office's. */
  place?: string
}
