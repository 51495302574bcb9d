import { amountInWords } from '../../../../base/common/amountInWords.ts'
import { formatAmount, formatMoney } from '../../../../base/common/formatMoney.ts'
import type { Language } from '../../../../base/common/language.ts'
import { type Html, html } from '../../../../base/core/pdfHtml.ts'
import { paperDocument } from '../../../../base/core/pdfPaper.ts'
import type { Translate } from '../../../../db/office.ts'
import { monthRange } from '../../common/monthRange.ts'
import type { Allocation, ReceiptFile } from '../../common/receiptSchemas.ts'
import { type Issuer, paperHeading, placeAndDay, referenceNote, signatures } from './paperHeading.ts'

export interface ReceiptPaperInput {
  receipt: ReceiptFile
  /** 1 for the first paper; from 2 on the paper says it is printed again. */
  print: number
  issuer: Issuer
  language: Language
  t: Translate
  practice: boolean
}

/** Phiếu thu or biên nhận; one line fits half a sheet, a sponsor's many families take a whole one. */
export function receiptPaper(input: ReceiptPaperInput): string {
  const { receipt, language, t } = input
  const short = receipt.allocations.length === 1
  const title = t(receipt.series === 'PT' ? 'ledger:paper.receipt.titlePT' : 'ledger:paper.receipt.titleBN')
  const watermark = input.practice ? t('ledger:paper.practice') : receipt.voided && t('ledger:paper.receipt.voided')
  return paperDocument({
    language,
    title: `${title} ${receiptLabel(receipt)}`,
    pageWords: { before: t('ledger:paper.pageBefore'), between: '/' },
    size: short ? 'A5' : 'A4',
    landscape: short,
    ...(watermark ? { watermark } : {}),
    css: RECEIPT_CSS,
    body: html`${paperHeading(input.issuer, t)}${head(input, title)}${facts(input)}
    ${short ? null : allocationTable(input)}${signers(input)}${referenceNote(language)}`,
  })
}

/** "PT 12/2026". */
export function receiptLabel({ series, number, year }: Pick<ReceiptFile, 'series' | 'number' | 'year'>): string {
  return `${series} ${number}/${year}`
}

function head({ receipt, print, issuer, t }: ReceiptPaperInput, title: string): Html {
  const again = print > 1 ? html`<p class="centre strong">${t('ledger:paper.receipt.again', { print })}</p>` : null
  return html`<h1>${title}</h1>
  <p class="centre italic">${placeAndDay({ place: issuer.place, day: receipt.onDay }, t)}</p>
  <p class="centre">${t('ledger:paper.receipt.number')}: <span class="strong">${receiptLabel(receipt)}</span></p>${again}`
}

function facts({ receipt, t, language }: ReceiptPaperInput): Html {
  const [only] = receipt.allocations
  const value = { amount: receipt.amount, currency: 'VND' as const }
  const purpose = receipt.purpose ?? (receipt.allocations.length === 1 && only ? allocationText(only, t) : null)
  const rows: [label: string, text: string | null][] = [
    [t('ledger:paper.receipt.payer'), receipt.payerName],
    [t('ledger:paper.receipt.counterpart'), receipt.counterpartName],
    [t('ledger:paper.receipt.purpose'), purpose],
    [t('ledger:paper.receipt.method'), t(`ledger:methods.${receipt.method}`)],
    [t('ledger:paper.sum'), formatMoney(value, language)],
    [t('ledger:paper.inWords'), amountInWords(value, language)],
  ]
  return html`<div class="facts">${rows.map(([label, text]) =>
    text === null || text === '' ? null : html`<p>${label}: <span class="strong">${text}</span></p>`,
  )}</div>`
}

function allocationTable({ receipt, t, language }: ReceiptPaperInput): Html {
  const titles = ['number', 'for', 'village', 'months', 'amount'].map((key) => t(`ledger:paper.receipt.${key}Column`))
  return html`<table><thead><tr>${titles.map((title) => html`<th>${title}</th>`)}</tr></thead>
  <tbody>${receipt.allocations.map(
    (allocation, index) => html`<tr><td class="middle">${index + 1}</td><td>${allocationName(allocation, t)}</td>
    <td>${allocation.villageName}</td><td class="middle">${months(allocation)}</td>
    <td class="figure">${formatAmount(allocation.amount, 'VND', language)}</td></tr>`,
  )}<tr class="strong"><td colspan="4">${t('ledger:paper.list.total')}</td>
  <td class="figure">${formatAmount(receipt.amount, 'VND', language)}</td></tr></tbody></table>`
}

function allocationText(allocation: Allocation, t: Translate): string {
  const period = months(allocation)
  const name = allocationName(allocation, t)
  return period === '' ? name : `${name}, ${period}`
}

function allocationName({ houseId, addressName, purpose }: Allocation, t: Translate): string {
  if (houseId !== null) return t('ledger:paper.receipt.house', { name: addressName ?? '' })
  return addressName ?? purpose ?? ''
}

function months({ firstMonth, lastMonth }: Allocation): string {
  return firstMonth === null ? '' : monthRange(firstMonth, lastMonth ?? firstMonth)
}

function signers({ t }: ReceiptPaperInput): Html {
  return signatures(
    ['payerSigns', 'preparedBy', 'treasurer', 'chair'].map((key) => ({ role: t(`ledger:paper.receipt.${key}`) })),
    t,
  )
}

const RECEIPT_CSS = `
.facts { margin: 3mm 0; } .facts p { margin-bottom: 1.5mm; } .signatures > div { min-height: 24mm; } .reference { font-size: 9.5pt; }
.signer { display: flex; flex-direction: column; } .signatures .caps { text-transform: none; }
`
