import type { Language } from '../../../base/common/language.ts'
import { lineWidth, paperDocument } from '../../../base/core/pdfPaper.ts'
import type { Translate } from '../../../db/office.ts'
import type { PaperTemplate } from '../common/paperTemplate.ts'
import { paperSheets } from './paperBlocks.ts'
import { PAPER_CSS } from './paperCss.ts'
import type { PaperValues } from './paperValues.ts'

/** How a paper lies on its sheets. */
export interface PaperFormat {
  size?: 'A4' | 'A5'
  landscape?: boolean
  /** Letters and minutes have the margins and letters of Decree 30/2020; lists need the room. */
  look: 'letter' | 'list'
  /** Across every page: practice data, a void receipt. */
  watermark?: string
}

export interface PaperToRender {
  template: PaperTemplate
  values: PaperValues
  format: PaperFormat
  /** Name of the document in its properties. */
  title: string
  language: Language
  t: Translate
}

/** The whole HTML document of one paper: its template with its values. */
export function renderPaper({ template, values, format, title, language, t }: PaperToRender): string {
  const setting = {
    lineWidth: lineWidth(format),
    country: t('papers:shared.country'),
    motto: t('papers:shared.motto'),
    signHint: t('papers:shared.signHint'),
  }
  return paperDocument({
    ...format,
    language,
    title,
    pageWords: { before: t('papers:shared.pageBefore'), between: '/' },
    css: PAPER_CSS,
    ...(language === 'lo' ? { footNote: 'bản dịch tham khảo / ສະບັບແປເພື່ອອ້າງອີງ' } : {}),
    body: paperSheets(template, [values], setting),
  })
}
