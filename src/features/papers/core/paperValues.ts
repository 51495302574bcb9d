import type { Html } from '../../../base/core/pdfHtml.ts'
import type { PaperShape } from '../common/paperShapes.ts'

/** A value of a paper, written in the paper's language; empty where nothing is known. Pictures come as markup. */
export type PaperValue = string | Html

/** The values of a paper of one shape: every field and every list the shape names. */
export interface PaperValues<Shape extends PaperShape = PaperShape> {
  fields: { [Name in Shape['fields'][number]]: PaperValue }
  lists: { [Name in keyof Shape['lists']]: PaperValues<Shape['lists'][Name]>[] }
}

/** Values in reach of a block, innermost first. */
export type ValueScope = readonly PaperValues[]

export function fieldValue(scope: ValueScope, name: string): PaperValue {
  for (const { fields } of scope) {
    const value = fields[name]
    if (value !== undefined) return value
  }
  return ''
}

export function rowsOf(scope: ValueScope, list: string): PaperValues[] {
  for (const { lists } of scope) {
    const rows = lists[list]
    if (rows !== undefined) return rows
  }
  return []
}
