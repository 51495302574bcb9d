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
  let flow: Html[] = []
  const endSheet = () => {
    if (flow.length > 0) sheets.push(html`<section class="sheet">${flow}</section>`)
    flow = []
  }
  for (const block of blocks) {
    if (block.type !== 'each') {
      flow.push(leafBlock(block, scope, setting))
      continue
    }
    for (const entry of rowsOf(scope, block.list)) {
      endSheet()
      flow = block.blocks.map((leaf) => leafBlock(leaf, [entry, ...scope], setting))
    }
    endSheet()
  }
  endSheet()
  return html`${sheets}`
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
      return table(block, scope, setting)
    case 'signatures':
      return signatures(block, scope, setting)
    case 'qr':
      return qrCode(block, scope)
    case 'picture':
      return picture(block, scope)
  }
}

/** Left the unit above and the branch, right quốc hiệu; beneath the number and the place with its day (Decree 30/2020). */
function heading(block: Extract<PaperLeafBlock, { type: 'heading' }>, scope: ValueScope, setting: Setting): Html {
  const branch = String(fieldValue(scope, 'branch')).split('\n')
  const beneath = block.number.trim() !== '' || block.placeDay.trim() !== ''
  return html`<div class="heading">
    <div><div class="caps">${fieldValue(scope, 'above')}</div>${branch.map((line) => html`<div class="caps strong">${line}</div>`)}<div class="rule short"></div></div>
    <div><div class="caps strong">${setting.country}</div><div class="strong">${setting.motto}</div><div class="rule"></div></div>
    ${beneath && html`<div class="number">${inlineText(block.number, scope)}</div><div class="italic">${inlineText(block.placeDay, scope)}</div>`}
  </div>`
}

/** A table of one list; left out where the list is empty and there are no rows to write on. */
function table(block: TableBlock, scope: ValueScope, setting: Setting): Html {
  const rows = rowsOf(scope, block.list)
  const blanks = block.blankRows ?? 0
  if (rows.length === 0 && blanks === 0) return html``
  const columns = block.columns.filter(
    ({ field, whenFilled }) => whenFilled !== true || rows.some((row) => fieldValue([row], field) !== ''),
  )
  const widths = columnWidths(columns, setting.lineWidth)
  const height = block.rowHeight === undefined ? '' : `height: ${block.rowHeight}mm`
  return html`<table class="list"><thead><tr>${columns.map(
    ({ title }, index) => html`<th style="${widths[index] ?? ''}">${inlineText(title, scope)}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr style="${height}">${columns.map(
        ({ field }) =>
          html`<td class="${cellClass(field)}">${field === BLANK_COLUMN ? '' : cellText(fieldValue([row], field))}</td>`,
      )}</tr>`,
  )}${Array.from({ length: blanks }, () => blankRow(columns.length, height))}${totalRow(block, columns, scope)}</tbody></table>`
}

/** Room a column without a width of its own has at least, in millimetres. */
const LEAST_FREE = 34

/** Columns have the width they ask for, as long as the others keep room to be read. */
function columnWidths(columns: TableBlock['columns'], lineWidth: number): string[] {
  const asked = columns.reduce((sum, { width = 0 }) => sum + width, 0)
  const free = columns.filter(({ width }) => width === undefined).length
  const share = Math.min(1, (lineWidth - free * LEAST_FREE) / asked)
  return columns.map(({ width }) => (width === undefined ? '' : `width: ${(width * share).toFixed(1)}mm`))
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
