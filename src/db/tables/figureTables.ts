/** Figures of the units below an office that reports here, as it told them with its last report of that quarter. */
export interface ToldFiguresTable {
  /** The office that told them. */
  from_unit: string
  year: number
  quarter: number
  /** JSON array of `toldUnitSchema` (features/reports/common/toldFigures.ts). */
  units_json: string
  /** When the report was opened here. */
  told_at: string
}

/** How many people live in a unit, as the office above wrote it down. */
export interface UnitPopulationTable {
  unit_id: string
  people: number
  written_at: string
}
