import { type Html, html } from '../../../base/core/pdfHtml.ts'
import { fieldsIn } from '../common/checkTemplate.ts'
import { columnAlign } from '../common/paperShapes.ts'
import { BLANK_COLUMN, type PaperBlock, type PaperLeafBlock, type TableBlock } from '../common/paperTemplate.ts'
import { inlineText, paragraphs } from './paperText.ts'
import { fieldValue, rowsOf, type ValueScope } from './paperValues.ts'

/** What the blocks of a paper share, whatever its template says. */
export interface Setting {
  /** Millimetres a line may be wide. */
  lineWidth: number
  country: string
  motto: string
  /** Below the role of a signer. */
  signHint: string
}

/** The sheets of a paper: a block for each entry of a list begins a sheet of its own. */
export function paperSheets(blocks: readonly PaperBlock[], scope: ValueScope, setting: Setting): Html {
  const sheets: Html[] = []
  let flow: PaperLeafBlock[] = []
  const endSheet = () => {
    if (flow.length > 0) sheets.push(sheet(flow, scope, setting))
    flow = []
  }
  for (const block of blocks) {
    if (block.type !== 'each') {
      flow.push(block)
      continue
    }
    endSheet()
    for (const entry of rowsOf(scope, block.list)) sheets.push(sheet(block.blocks, [entry, ...scope], setting))
  }
  endSheet()
  return html`${sheets}`
}

function sheet(blocks: readonly PaperLeafBlock[], scope: ValueScope, setting: Setting): Html {
  const written = (some: readonly PaperLeafBlock[]) => some.map((block) => leafBlock(block, scope, setting))
  const { last, closing } = lastTable(blocks)
  const end = last === undefined ? null : table(last, scope, { ...setting, closing: written(closing) })
  // A table without rows is left out, what closes the paper is not.
  const whole = end === null ? written(blocks) : [...written(blocks.slice(0, -closing.length - 1)), end]
  return html`<section class="sheet">${whole}</section>`
}

/** Letters of a text after a table up to which it is the end of the table, not a part of the paper. */
const SHORT_TEXT = 350

/** The last table of a sheet with the few lines and the signatures that close it; none where more stands between. */
function lastTable(blocks: readonly PaperLeafBlock[]): { last?: TableBlock; closing: readonly PaperLeafBlock[] } {
  const at = blocks.findLastIndex(({ type }) => type === 'table')
  const last = blocks[at]
  const closing = blocks.slice(at + 1)
  const between = closing.reduce((sum, block) => sum + (block.type === 'text' ? block.text.length : 0), 0)
  if (last?.type !== 'table' || closing.at(-1)?.type !== 'signatures' || between > SHORT_TEXT) return { closing: [] }
  return { last, closing }
}

function leafBlock(block: PaperLeafBlock, scope: ValueScope, setting: Setting): Html {
  switch (block.type) {
    case 'heading':
      return heading(block, scope, setting)
    case 'title':
      return html`<h1>${inlineText(block.text, scope)}</h1><div class="under">${paragraphs(block.under, scope)}</div>`
    case 'text':
      return html`<div class="text ${block.align ?? 'left'}">${paragraphs(block.text, scope)}</div>`
    case 'table':
      return table(block, scope, { ...setting, closing: [] }) ?? html``
    case 'signatures':
      return signatures(block, scope, setting)
    case 'qr':
      return qrCode(block, scope)
    case 'picture':
      return picture(block, scope)
  }
}

/** Left the unit above and the branch, right quốc hiệu over its motto, underlined as long as it is; beneath the number and the place with its day (Decree 30/2020). */
function heading(block: Extract<PaperLeafBlock, { type: 'heading' }>, scope: ValueScope, setting: Setting): Html {
  const branch = String(fieldValue(scope, 'branch')).split('\n')
  const beneath = block.number.trim() !== '' || block.placeDay.trim() !== ''
  return html`<div class="heading">
    <div><div class="caps">${fieldValue(scope, 'above')}</div>${branch.map((line) => html`<div class="caps strong">${line}</div>`)}<div class="rule"></div></div>
    <div><div class="caps strong">${setting.country}</div><div class="strong motto">${setting.motto}</div></div>
    ${beneath && html`<div class="number">${inlineText(block.number, scope)}</div><div class="italic">${inlineText(block.placeDay, scope)}</div>`}
  </div>`
}

/** Rows that go on to the next page together with the signatures, so that nobody signs under nothing. */
const ROWS_WITH_CLOSING = 2

/**
 * A table of one list; null where the list is empty and there are no rows to write on. What closes the paper is its last row,
 * in a group with the rows before it that is not broken: Chromium keeps nothing together that stands after a table.
 */
function table(block: TableBlock, scope: ValueScope, setting: Setting & { closing: readonly Html[] }): Html | null {
  const rows = rowsOf(scope, block.list)
  const blanks = block.blankRows ?? 0
  if (rows.length === 0 && blanks === 0) return null
  const columns = block.columns.filter(
    ({ field, whenFilled }) => whenFilled !== true || rows.some((row) => fieldValue([row], field) !== ''),
  )
  const widths = columnWidths(columns, setting.lineWidth)
  const height = block.rowHeight === undefined ? '' : `height: ${block.rowHeight}mm`
  const filled = rows.map(
    (row) =>
      html`<tr style="${height}">${columns.map(
        ({ field }) =>
          html`<td class="${cellClass(field)}">${field === BLANK_COLUMN ? '' : cellText(fieldValue([row], field))}</td>`,
      )}</tr>`,
  )
  const body = [...filled, ...Array.from({ length: blanks }, () => blankRow(columns.length, height))]
  const total = totalRow(block, columns, scope)
  const { closing } = setting
  const parts =
    closing.length === 0
      ? html`<tbody>${body}${total}</tbody>`
      : html`<tbody>${body.slice(0, -ROWS_WITH_CLOSING)}</tbody><tbody class="end">${body.slice(-ROWS_WITH_CLOSING)}${total}<tr><td class="closing" colspan="${columns.length}">${closing}</td></tr></tbody>`
  return html`<table class="list"><thead><tr>${columns.map(
    ({ title }, index) => html`<th style="${widths[index] ?? ''}">${inlineText(title, scope)}</th>`,
  )}</tr></thead>${parts}</table>`
}

/** Room a column without a width of its own has at least, in millimetres. */
const LEAST_FREE = 34
/** Narrower than this part of what it asks for, no column of words is read: all of them give way then. */
const LEAST_SHARE = 0.5

/**
 * Columns have the width they ask for, as long as those that ask for none keep room to be read; where there is too little,
 * columns of words give way: a day or an amount cannot be broken, and would run into its neighbour.
 */
function columnWidths(columns: TableBlock['columns'], lineWidth: number): string[] {
  const asked = (some: TableBlock['columns']) => some.reduce((sum, { width = 0 }) => sum + width, 0)
  const words = columns.filter(({ field }) => cellClass(field) === 'words')
  const room = lineWidth - LEAST_FREE * columns.filter(({ width }) => width === undefined).length
  const givingWay = (room - asked(columns) + asked(words)) / asked(words)
  const share = (field: string) => {
    if (givingWay < LEAST_SHARE) return Math.min(1, room / asked(columns))
    return cellClass(field) === 'words' ? Math.min(1, givingWay) : 1
  }
  return columns.map(({ field, width }) => (width === undefined ? '' : `width: ${(width * share(field)).toFixed(1)}mm`))
}

function cellClass(field: string): string {
  const align = columnAlign(field)
  if (align === 'right') return 'figure'
  return align === 'centre' ? 'middle' : 'words'
}

/** A cell may hold several lines. */
function cellText(value: ReturnType<typeof fieldValue>): Html {
  if (typeof value !== 'string') return value
  return html`${value.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)}`
}

function blankRow(columns: number, height: string): Html {
  return html`<tr class="blank" style="${height}">${Array.from({ length: columns }, () => html`<td></td>`)}</tr>`
}

/** The words of the total stand over every column before the first figure. */
function totalRow({ total }: TableBlock, columns: TableBlock['columns'], scope: ValueScope): Html | null {
  if (total === undefined) return null
  // Where nothing can be added up there is no total to show.
  if (!Object.values(total.values).some((text) => fieldsIn(text).some((name) => fieldValue(scope, name) !== '')))
    return null
  const first = columns.findIndex(({ field }) => field in total.values)
  const span = first === -1 ? columns.length : Math.max(1, first)
  return html`<tr class="total strong"><td colspan="${span}">${inlineText(total.label, scope)}</td>${columns
    .slice(span)
    .map(
      ({ field }) => html`<td class="${cellClass(field)}">${inlineText(total.values[field] ?? '', scope)}</td>`,
    )}</tr>`
}

function signatures(
  { signers }: Extract<PaperLeafBlock, { type: 'signatures' }>,
  scope: ValueScope,
  setting: Setting,
): Html {
  return html`<div class="signatures">${signers.map(
    ({ role, name }) =>
      html`<div class="signer"><span class="strong">${inlineText(role, scope)}</span><small>${role !== '' && setting.signHint}</small><span class="signed">${inlineText(name, scope)}</span></div>`,
  )}</div>`
}

function qrCode({ field, text }: Extract<PaperLeafBlock, { type: 'qr' }>, scope: ValueScope): Html {
  const picture = fieldValue(scope, field)
  if (picture === '') return html``
  return html`<div class="qr"><div class="code">${picture}</div><div>${paragraphs(text, scope)}</div></div>`
}

function picture({ field, text }: Extract<PaperLeafBlock, { type: 'picture' }>, scope: ValueScope): Html {
  const shown = fieldValue(scope, field)
  return html`<div class="picture"><div>${paragraphs(text, scope)}</div>${shown !== '' && html`<div class="shown">${shown}</div>`}</div>`
}
