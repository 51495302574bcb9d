import { afterAll } from 'vitest'
import { createPdfPrinter, type PdfPrinter } from '../../../src/base/core/pdfPrinter.ts'

/** One browser for the papers of a test file, closed after it. */
export function paperPrinter(): PdfPrinter {
  const printer = createPdfPrinter()
  if (printer === undefined) throw new Error('no Chromium to print papers with')
  afterAll(() => printer.close())
  return printer
}
