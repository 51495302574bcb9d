import type { Day } from '../../../base/common/day.ts'
import type { Letterhead, LetterheadTexts } from '../common/letterheadSchemas.ts'
import type { OFFICE } from '../common/paperShapes.ts'

interface OfficeOfPaper {
  /** The office's names, its own wording first. */
  texts: LetterheadTexts
  letterhead: Letterhead
  place: string | undefined
  day: Day
  number: string
  preparedBy: string
}

/** What every paper says of its office and its day. */
export function officeValues(office: OfficeOfPaper): Record<(typeof OFFICE)[number], string> {
  const { texts, letterhead, day } = office
  const [year = '', month = '', dayOfMonth = ''] = day.split('-')
  return {
    above: texts.above,
    branch: texts.branch,
    place: office.place ?? texts.place,
    day: dayOfMonth,
    month,
    year,
    number: office.number,
    chairTitle: texts.chairTitle,
    chairName: letterhead.chairName,
    treasurerName: letterhead.treasurerName,
    preparedBy: office.preparedBy,
  }
}

/** The office's own wording, and its names where it wrote nothing. */
export function writtenOr(own: LetterheadTexts, names: LetterheadTexts): LetterheadTexts {
  return {
    above: own.above || names.above,
    branch: own.branch || names.branch,
    place: own.place || names.place,
    chairTitle: own.chairTitle || names.chairTitle,
  }
}
