import type { Language } from '../common/language.ts'
import { pdfFontCss } from './pdfFonts.ts'
import type { Html } from './pdfHtml.ts'

export interface Paper {
  language: Language
  /** Name of the document in the PDF's properties. */
  title: string
  body: Html
  /** "Trang {page}/{pages}" in the paper's language; the browser counts, so the words come in two pieces. */
  pageWords: { before: string; between: string }
  landscape?: boolean
  size?: 'A4' | 'A5'
  /** Letters and minutes have the margins of Decree 30/2020 (20 mm above and below, 30 left, 15 right); lists need the room. */
  look?: 'letter' | 'list'
  /** At the foot of every page, left: what the paper is only for. */
  footNote?: string
  /** Printed across every page: practice data, translation for reference. */
  watermark?: string
  /** Rules of this paper alone. */
  css?: string
}

/** Millimetres: above, right, below, left. */
const MARGINS = { letter: [20, 15, 20, 30], list: [14, 12, 16, 16], slip: [11, 12, 13, 16] } as const
const SHEETS = { A4: [210, 297], A5: [148, 210] } as const
const LANGUAGE_TAG = { vi: 'vi', en: 'en', lo: 'lo' } as const satisfies Record<Language, string>

/** A whole HTML document for the PDF service: page size, margins, fonts, page numbers, watermark. */
export function paperDocument(paper: Paper): string {
  return `<!doctype html><html lang="${LANGUAGE_TAG[paper.language]}"><head><meta charset="utf-8"><title>${escaped(paper.title)}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:">
<style>${pdfFontCss()}${pageCss(paper)}${PAPER_CSS}${paper.css ?? ''}</style></head><body class="${paper.look ?? 'list'} ${paper.size ?? 'A4'}">${watermark(paper)}${paper.body.markup}</body></html>`
}

/** How wide a line may be, in millimetres: what a table's columns have to share. */
export function lineWidth({
  landscape = false,
  size = 'A4',
  look = 'list',
}: Pick<Paper, 'landscape' | 'size' | 'look'>): number {
  const [, right, , left] = marginsOf({ size, look })
  const [short, long] = SHEETS[size]
  return (landscape ? long : short) - left - right
}

/** A slip of half a sheet has its number, its copy and its signatures on one page, however long the names are. */
function marginsOf({ size, look }: Required<Pick<Paper, 'size' | 'look'>>) {
  return MARGINS[size === 'A5' ? 'slip' : look]
}

/** The watermark also stands in plain letters at the head: a pale one is lost on a photocopy. */
function pageCss({
  landscape = false,
  size = 'A4',
  look = 'list',
  pageWords,
  footNote = '',
  watermark: words = '',
}: Paper): string {
  return `@page { size: ${size} ${landscape ? 'landscape' : 'portrait'}; margin: ${marginsOf({ size, look })
    .map((side) => `${side}mm`)
    .join(' ')};
  @top-center { content: "${cssText(words)}"; font: bold 9pt Tinos, 'Noto Sans Lao', serif; }
  @bottom-left { content: "${cssText(footNote)}"; font: 9pt Tinos, 'Noto Sans Lao', serif; color: #333; }
  @bottom-right { content: "${cssText(pageWords.before)}" counter(page) "${cssText(pageWords.between)}" counter(pages);
    font: 9pt Tinos, 'Noto Sans Lao', serif; color: #333; } }`
}

function watermark({ watermark: words }: Paper): string {
  return words === undefined ? '' : `<div class="watermark" aria-hidden="true">${escaped(words)}</div>`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}

/** Inside a CSS string: no quote, backslash, line break or closing style tag gets through. */
function cssText(text: string): string {
  return text.replace(/["\\<\n]/g, '')
}

const PAPER_CSS = `
* { box-sizing: border-box; }
body { margin: 0; font: 12pt/1.35 Tinos, 'Noto Sans Lao', serif; color: #000; font-variant-numeric: tabular-nums; }
body.letter { font-size: 13pt; } body.letter .heading { font-size: 11.5pt; } body.letter table { font-size: 11.5pt; } html[lang=lo] body.letter { font-size: 12pt; }
body.A5 { font-size: 11pt; line-height: 1.25; }
html[lang=lo] body { font-family: 'Noto Sans Lao', Tinos, serif; font-size: 11pt; line-height: 1.6; } html[lang=lo] body.A5 { font-size: 10pt; }
h1 { font-size: 15pt; text-align: center; margin: 5mm 0 1mm; text-transform: uppercase; }
html[lang=lo] h1 { text-transform: none; } html[lang=lo] .italic { font-style: normal; }
p { margin: 0 0 1mm; }
.centre { text-align: center; } .right { text-align: right; } .italic { font-style: italic; } .strong { font-weight: 700; }
.heading { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: 1mm 3mm; text-align: center; align-items: start; }
.heading .rule { width: 45%; border-bottom: 0.6pt solid #000; margin: 1mm auto 0; }
.caps { text-transform: uppercase; }
table { width: 100%; border-collapse: separate; border-spacing: 0; margin: 3mm 0; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 0 solid #000; border-width: 0 0.5pt 0.5pt 0; padding: 1mm 1.5mm; vertical-align: middle; }
th:first-child, td:first-child { border-left-width: 0.5pt; }
th { font-weight: 700; text-align: center; border-top-width: 0.5pt; }
.figure { text-align: right; white-space: nowrap; } .middle { text-align: center; }
.signatures { display: flex; justify-content: space-between; gap: 6mm; margin-top: 6mm; text-align: center; break-inside: avoid; break-before: avoid; }
.signatures > div { flex: 1; min-height: 34mm; } .signatures small { display: block; font-size: 10pt; } html:not([lang=lo]) .signatures small { font-style: italic; }
.sheet + .sheet { break-before: page; }
.watermark { position: fixed; inset: 0; display: flex; align-items: center; justify-content: center; font-size: 52pt; font-weight: 700;
  color: rgb(0 0 0 / 0.1); transform: rotate(-35deg); white-space: nowrap; z-index: 1; }
`
