/** A file of outlines the office loaded; it stays in the office. */
export interface MapPackTable {
  id: string
  /** Its file's name. */
  name: string
  /** Whom the outlines are from, as the file says. */
  source: string | null
  loaded_at: string
  loaded_by: string
}

/** The outline of one unit; a pack loaded later takes the place of an earlier one, unit by unit. */
export interface MapOutlineTable {
  unit_id: string
  pack_id: string
  /** Degrees, WGS 84: the box around it. */
  west: number
  south: number
  east: number
  north: number
  /** JSON of an OutlineShape of features/map/common/outlineShape.ts. */
  shape: string
}
