import { useQuery } from '@tanstack/react-query'
import type { ChosenCell } from './CellDrawer.tsx'
import { useProvince } from './useProvince.ts'

/** The units below an office, as its quarter tells of them. */
export function useBelow({ year, quarter, unit, below }: ChosenCell) {
  const { api } = useProvince()
  const input = { year, quarter }
  const table = useQuery({ ...api.reports.quarter.queryOptions({ input }), enabled: below !== null }).data
  return table?.rows.find((row) => row.unit.id === unit.id)?.below ?? []
}
