import type { PaperKind } from './paperKinds.ts'
import { PAPER_SHAPES, type PaperShape } from './paperShapes.ts'
import { BLANK_COLUMN, type PaperBlock, type PaperTemplate, type TableBlock } from './paperTemplate.ts'

const FIELD = /\{\s*([^{}]*?)\s*(?:\.\.\.|…)?\s*\}/g

/** The names in braces of one text, in order. */
export function fieldsIn(text: string): string[] {
  return [...text.matchAll(FIELD)].map(([, name = '']) => name)
}

/**
 * Names that a template uses and its paper does not have: fields in braces, columns, lists. Empty when all are known; such
 * a template always prints.
 */
export function unknownNames(kind: PaperKind, template: PaperTemplate): string[] {
  const names = template.flatMap((block) => unknownIn(block, [PAPER_SHAPES[kind]]))
  return [...new Set(names)]
}

/** The fields in reach, innermost first. */
type Scope = readonly PaperShape[]

function unknownIn(block: PaperBlock, scope: Scope): string[] {
  if (block.type === 'each') {
    const inner = listIn(scope, block.list)
    if (inner === undefined) return [block.list]
    return block.blocks.flatMap((leaf) => unknownIn(leaf, [inner, ...scope]))
  }
  if (block.type === 'table') return unknownInTable(block, scope)
  const texts = textsOf(block).flatMap(fieldsIn)
  const named = block.type === 'qr' || block.type === 'picture' ? [block.field, ...texts] : texts
  return named.filter((name) => !isKnown(scope, name))
}

function unknownInTable(table: TableBlock, scope: Scope): string[] {
  const row = listIn(scope, table.list)
  if (row === undefined) return [table.list]
  const columns = table.columns.map(({ field }) => field).filter((field) => field !== BLANK_COLUMN)
  const titles = table.columns.flatMap(({ title }) => fieldsIn(title))
  const { label = '', values = {} } = table.total ?? {}
  const totals = [label, ...Object.values(values)].flatMap(fieldsIn)
  const placed = Object.keys(values).filter((field) => !columns.includes(field))
  return [
    ...columns.filter((field) => !row.fields.includes(field)),
    ...placed,
    ...[...titles, ...totals].filter((name) => !isKnown(scope, name)),
  ]
}

/** Every text of a block that may hold fields. */
function textsOf(block: Exclude<PaperBlock, { type: 'each' | 'table' }>): string[] {
  if (block.type === 'heading') return [block.number, block.placeDay]
  if (block.type === 'title') return [block.text, block.under]
  if (block.type === 'signatures') return block.signers.flatMap(({ role, name }) => [role, name])
  return [block.text]
}

function isKnown(scope: Scope, name: string): boolean {
  return scope.some((shape) => shape.fields.includes(name))
}

function listIn(scope: Scope, name: string): PaperShape | undefined {
  return scope.map((shape) => shape.lists[name]).find((shape) => shape !== undefined)
}
