import { amountInWords } from '../../../../base/common/amountInWords.ts'
import { formatAmount, formatMoney } from '../../../../base/common/formatMoney.ts'
import type { Language } from '../../../../base/common/language.ts'
import { type Html, html } from '../../../../base/core/pdfHtml.ts'
import { paperDocument } from '../../../../base/core/pdfPaper.ts'
import type { Translate } from '../../../../db/office.ts'
import { monthRange } from '../../common/monthRange.ts'
import type { RoundFile, RoundLine, RoundVillage } from '../../common/roundSchemas.ts'
import { type Issuer, paperHeading, placeAndDay, referenceNote, signatures } from './paperHeading.ts'

export interface SignatureListInput {
  round: RoundFile
  issuer: Issuer
  language: Language
  t: Translate
  practice: boolean
}

/**
 * The list people sign, one sheet per village and a summary. Neighbours read it while they wait: name, year of birth,
 * village, what is given; never category, health or identity number.
 */
export function signatureList(input: SignatureListInput): string {
  const { round, language, t } = input
  const villages = round.villages.map(listedVillage).filter((village) => village.lines.length > 0)
  const single = villages.length === 1
  const goods = villages.some((village) => village.lines.some((line) => line.goods !== null))
  return paperDocument({
    language,
    landscape: goods,
    title: `${t('ledger:paper.list.title')} – ${round.name}`,
    pageWords: { before: t('ledger:paper.pageBefore'), between: '/' },
    ...(input.practice ? { watermark: t('ledger:paper.practice') } : {}),
    css: LIST_CSS,
    body: html`${villages.map((village) => villageSheet(village, { ...input, single, goods }))}${
      single ? null : summarySheet(villages, input)
    }`,
  })
}

/** Cancelled lines are off the list. */
function listedVillage(village: RoundVillage): RoundVillage {
  return { ...village, lines: village.lines.filter((line) => line.state !== 'cancelled') }
}

function sheetHead({ round, issuer, t, language }: SignatureListInput, subtitle: Html): Html {
  return html`${paperHeading(issuer, t)}
  <h1>${t('ledger:paper.list.title')}</h1>
  <p class="centre strong">${round.name}</p>
  <p class="centre italic">${placeAndDay({ place: round.place ?? issuer.place, day: round.onDay }, t)}</p>
  ${subtitle}${referenceNote(language)}`
}

function villageSheet(village: RoundVillage, input: SignatureListInput & { single: boolean; goods: boolean }): Html {
  const { t, single, goods } = input
  const name = village.villageName ?? t('ledger:paper.list.noVillage')
  const total = single ? t('ledger:paper.list.total') : t('ledger:paper.list.villageTotal')
  return html`<section class="sheet">
  ${sheetHead(input, html`<p class="village strong">${t('ledger:paper.list.village', { village: name })}</p>`)}
  <table class="people"><thead><tr>${columns(goods).map((key) => html`<th class="${key}">${t(`ledger:paper.list.${key}`)}</th>`)}</tr></thead>
  <tbody>${village.lines.map((line, index) => listLine(line, { ...input, goods, number: index + 1, village: name }))}
  <tr class="total strong"><td colspan="4">${total} · ${t('ledger:paper.list.people', { count: village.lines.length })}</td>
  <td class="figure">${figure(sum(village.lines), input)}</td><td colspan="${goods ? 3 : 2}"></td></tr></tbody></table>
  ${inWords(sum(village.lines), input)}
  ${signatures(
    [
      { role: t('ledger:paper.list.preparedBy') },
      { role: t('ledger:paper.list.villageHead'), name: village.headName },
      { role: t('ledger:paper.list.chair') },
    ],
    t,
  )}</section>`
}

function columns(goods: boolean): string[] {
  return ['number', 'name', 'birthYear', 'villageColumn', 'amount', ...(goods ? ['goods'] : []), 'signature', 'note']
}

interface LineContext extends SignatureListInput {
  goods: boolean
  number: number
  village: string
}

function listLine(line: RoundLine, context: LineContext): Html {
  return html`<tr class="line"><td class="middle">${context.number}</td><td>${line.name}</td>
  <td class="middle">${line.birthDay?.slice(0, 4)}</td><td>${context.village}</td>
  <td class="figure">${figure(line.amount, context)}</td>
  ${context.goods ? html`<td>${line.goods}</td>` : null}<td class="sign"></td><td class="note">${notes(line, context)}</td></tr>`
}

/** Which months are paid, and what came back from the village. */
function notes({ instalments, state, proxyName, proxyRelation }: RoundLine, { t }: LineContext): string {
  const months = instalments.flatMap(({ firstMonth, lastMonth }) => [firstMonth, lastMonth]).sort()
  const first = months[0]
  const last = months.at(-1)
  const period = first === undefined || last === undefined ? [] : [monthRange(first, last)]
  if (state === 'absent') return [...period, t('ledger:paper.list.absent')].join(' · ')
  if (state !== 'byProxy') return period.join('')
  const relation = proxyRelation === null || proxyRelation === '' ? '' : ` (${proxyRelation})`
  return [...period, `${t('ledger:paper.list.byProxy')}: ${proxyName ?? ''}${relation}`].join(' · ')
}

function summarySheet(villages: readonly RoundVillage[], input: SignatureListInput): Html {
  const { t } = input
  const lines = villages.flatMap((village) => village.lines)
  return html`<section class="sheet">
  ${sheetHead(input, html`<p class="village strong">${t('ledger:paper.list.summary')}</p>`)}
  <table><thead><tr>${['number', 'villageColumn', 'peopleColumn', 'amount', 'note'].map(
    (key) => html`<th>${t(`ledger:paper.list.${key}`)}</th>`,
  )}</tr></thead><tbody>${villages.map(
    (village, index) => html`<tr><td class="middle">${index + 1}</td>
    <td>${village.villageName ?? t('ledger:paper.list.noVillage')}</td><td class="figure">${village.lines.length}</td>
    <td class="figure">${figure(sum(village.lines), input)}</td><td></td></tr>`,
  )}<tr class="total strong"><td colspan="2">${t('ledger:paper.list.total')}</td><td class="figure">${lines.length}</td>
  <td class="figure">${figure(sum(lines), input)}</td><td></td></tr></tbody></table>
  ${inWords(sum(lines), input)}
  ${signatures([{ role: t('ledger:paper.list.preparedBy') }, { role: t('ledger:paper.list.treasurer') }, { role: t('ledger:paper.list.chair') }], t)}
  </section>`
}

/** Signed papers carry the sum in figures and in words. */
function inWords(amount: number, { t, language }: SignatureListInput): Html {
  const value = { amount, currency: 'VND' as const }
  return html`<p>${t('ledger:paper.sum')}: <span class="strong">${formatMoney(value, language)}</span></p>
  <p>${t('ledger:paper.inWords')}: <span class="italic">${amountInWords(value, language)}</span></p>`
}

function figure(amount: number, { language }: { language: Language }): string {
  return formatAmount(amount, 'VND', language)
}

function sum(lines: readonly RoundLine[]): number {
  return lines.reduce((total, line) => total + line.amount, 0)
}

const LIST_CSS = `
table.people { table-layout: fixed; } th.number { width: 12mm; } th.birthYear { width: 14mm; } th.villageColumn { width: 27mm; }
th.amount { width: 27mm; } th.goods { width: 40mm; } th.signature { width: 36mm; } th.note { width: 25mm; }
tr.line td { height: 11mm; overflow-wrap: anywhere; } td.note { font-size: 9.5pt; }
p.village { margin-top: 3mm; } .signer { display: flex; flex-direction: column; } .signed { margin-top: auto; font-weight: 700; }
tr.total td { break-before: avoid; }
.reference { font-size: 9.5pt; }
`
