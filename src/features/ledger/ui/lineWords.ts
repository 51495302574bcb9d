import { monthRange } from '../common/monthRange.ts'
import type { LineInstalment, RoundFile, RoundVillage } from '../common/roundSchemas.ts'

/** From the first to the last month a line pays: 06–11/2026; empty without kỳ. */
export function months(instalments: readonly LineInstalment[]): string {
  const all = instalments.flatMap(({ firstMonth, lastMonth }) => [firstMonth, lastMonth]).sort()
  const first = all[0]
  const last = all.at(-1)
  return first === undefined || last === undefined ? '' : monthRange(first, last)
}

/** A village's name; with its commune where the list has villages of more than one. */
export function villageWords(village: RoundVillage, round: RoundFile): string | null {
  const communes = new Set(round.villages.map(({ communeName }) => communeName))
  const { villageName, communeName } = village
  return communes.size > 1 && villageName !== null && communeName !== null
    ? `${villageName} · ${communeName}`
    : villageName
}
