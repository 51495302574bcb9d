import { formatMoney, formatNumber } from '../base/common/formatMoney.ts'
import type { Cli } from './officeCommand.ts'
import type { Client } from './openOfficeClient.ts'

type ShortFile = Exclude<Awaited<ReturnType<Client['bundles']['openFile']>>, { kind: 'report' }>

/** The sentences of a file that is no report, as the page shows them: what it is, then each of its lines. */
export function shortFileLines(
  { words, language }: Pick<Cli, 'words' | 'language'>,
  { kind, facts, lines }: ShortFile,
  place: 'told' | 'done',
): string[] {
  const say = (key: string, values: ShortFile['facts']) => {
    const shown = Object.entries(values).map(([name, value]) => {
      if (typeof value === 'number') return [name, formatNumber(value, language)]
      return [name, typeof value === 'string' ? value : formatMoney(value, language)]
    })
    return words(`bundles:opening.${kind}.${key}`, Object.fromEntries(shown))
  }
  return [say(place, facts), ...lines.map((line) => say(`lines.${line.code}`, line.facts))]
}
