import type { SheetCell } from '../../../base/common/csvText.ts'
import { formatDay } from '../../../base/common/day.ts'
import { formatPercent } from '../../../base/common/formatMoney.ts'
import type { Language } from '../../../base/common/language.ts'
import { writeSheet } from '../../../base/core/sheetFile.ts'
import type { Translate } from '../../../db/office.ts'
import type { Basis, FormTable, Names, Standing } from '../common/clusterSchemas.ts'

interface Wording {
  language: Language
  translate: Translate
}

/** A cluster's table as a spreadsheet: three columns for each indicator, the mean and the counts below. */
export async function standingSheet(standing: Standing, { language, translate }: Wording): Promise<Uint8Array> {
  const t = (key: string, params?: Record<string, string | number>) => translate(`clusters:${key}`, params)
  const title = `${nameIn(standing.cluster.names, language)} ${formatDay(standing.day)}`
  const columns = standing.indicators.flatMap(({ names, basis }) => {
    const name = `${nameIn(names, language)} (${basisWord(basis, t)})`
    return [
      { label: `${name}: ${t('standing.target')}`, figures: true },
      { label: `${name}: ${t('standing.achieved')}`, figures: true },
      { label: `${name}: ${t('standing.percent')}` },
    ]
  })
  const rows: SheetCell[][] = standing.rows.map((row) => [
    row.unit[language],
    ...row.cells.flatMap(({ target, achieved, percent }) => [target, achieved, percentText(percent, language)]),
    noteOf(row, t),
  ])
  const below = (label: string, textOf: (indicator: Standing['indicators'][number]) => string): SheetCell[] => [
    label,
    ...standing.indicators.flatMap((indicator) => [null, null, textOf(indicator)]),
    null,
  ]
  return writeSheet({
    format: 'xlsx',
    title,
    columns: [{ label: t('standing.unit'), width: 28 }, ...columns, { label: t('standing.note'), width: 40 }],
    rows: [
      ...rows,
      below(t('standing.mean'), (one) => percentText(one.mean, language) ?? ''),
      below(t('standing.meanOf'), (one) => t('standing.ofN', { n: one.counted, all: one.withTarget })),
      below(t('standing.reached'), (one) => t('standing.ofN', { n: one.reached, all: one.withTarget })),
      below(t('standing.above'), (one) => t('standing.ofN', { n: one.above, all: one.withTarget })),
    ],
  })
}

/** A filled report form as a spreadsheet, the sum of all units last. */
export async function formSheet(table: FormTable, { language, translate }: Wording): Promise<Uint8Array> {
  const t = (key: string, params?: Record<string, string | number>) => translate(`clusters:${key}`, params)
  const columns = table.indicators.map(({ names, basis }) => ({
    label: `${nameIn(names, language)} (${basisWord(basis, t)})`,
    figures: true,
  }))
  return writeSheet({
    format: 'xlsx',
    title: nameIn(table.form.names, language),
    columns: [{ label: t('standing.unit'), width: 28 }, ...columns, { label: t('standing.note'), width: 40 }],
    rows: [
      ...table.rows.map((row) => [row.unit[language], ...row.values, noteOf(row, t)]),
      [t('forms.total'), ...table.total, null],
    ],
  })
}

function nameIn(names: Names, language: Language): string {
  return names[language] ?? names.vi
}

function basisWord(basis: Basis | null, t: Translate): string {
  return t(`basis.${basis ?? 'unknown'}`)
}

function percentText(percent: number | null, language: Language): string | null {
  return percent === null ? null : formatPercent(percent / 100, language)
}

/** What a reader has to know of a unit's figures. */
function noteOf(
  {
    status,
    paperQuarters,
    missingQuarters,
  }: Pick<Standing['rows'][number], 'status' | 'paperQuarters' | 'missingQuarters'>,
  t: Translate,
): string {
  const missing = missingQuarters.length > 0 ? [t('note.missing', { quarters: missingQuarters.join(', ') })] : []
  return [
    ...(paperQuarters.length > 0 ? [t('note.paper', { quarters: paperQuarters.join(', ') })] : []),
    ...missing,
    ...(status === 'partly' ? [t('note.partly')] : []),
    ...(status === 'notSent' && missing.length === 0 ? [t('note.notSent')] : []),
  ].join('; ')
}
