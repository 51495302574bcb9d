import type { Translate } from '../../../db/office.ts'
import type { PaperShape } from '../common/paperShapes.ts'
import { vietQrText } from '../common/vietQr.ts'
import type { PaperValues } from './paperValues.ts'
import { qrImage } from './qrImage.ts'

const SAMPLE_ROWS = 2

/** A paper that shows where each value will stand: every field is its own name, every list has two entries. */
export function sampleContents(shape: PaperShape, t: Translate) {
  return {
    ...sampleValues(shape, t),
    label: t('papers:templates.sample'),
    subjectId: '',
    format: { look: 'letter' as const },
  }
}

function sampleValues(shape: PaperShape, t: Translate): PaperValues {
  const fields = shape.fields.map((name) => [
    name,
    name === 'vietQr' ? sampleCode() : `‹${t(`papers:fields.${name}`)}›`,
  ])
  const lists = Object.entries(shape.lists).map(([name, inner]) => [
    name,
    Array.from({ length: SAMPLE_ROWS }, () => sampleValues(inner, t)),
  ])
  return { fields: Object.fromEntries(fields), lists: Object.fromEntries(lists) }
}

/** A code that names no real account. */
function sampleCode() {
  return qrImage(vietQrText({ bankBin: '000000', account: '0' }))
}
