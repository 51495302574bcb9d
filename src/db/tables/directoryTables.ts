/** Whose directories this office takes in: the keys of the centre. */
export interface DirectorySignerTable {
  fingerprint: string
  signing_public: string
  unit_id: string
  /** The office above whose key file named it; null when the digits were typed here. */
  vouched_by: string | null
  enrolled_at: string
  /** From this version on it signs nothing more. */
  revoked_from_version: number | null
}

/** One directory made or opened here; the newest says all there is to say. */
export interface DirectoryPackTable {
  version: number
  /** Bundle hash. */
  hash: string
  bundle_id: string
  fingerprint: string
  from_unit: string
  issued_on: string
  opened_at: string
  bytes: number
  /** JSON array of its lines (features/bundles/common/directory/directoryLines.ts). */
  lines: string
  /** JSON array of what it changed here. */
  changes: string
}

/** A word all offices share: shipped with the program, or of the directory. `vocabulary` shows it. */
export interface SharedWordTable {
  kind: string
  code: string
  name_vi: string
  name_en: string | null
  name_lo: string | null
  sort: number
}

/** The office's own wording of a word, or a word of its own: beside the shared one, and read instead of it. */
export interface OwnWordTable {
  kind: string
  code: string
  name_vi: string
  name_en: string | null
  name_lo: string | null
  sort: number
}

/** A paper's wording as the directory has it, between the shipped one and the office's own. */
export interface SharedTemplateTable {
  kind: string
  language: string
  /** JSON array of blocks. */
  blocks: string
}

/** Typed here, or taken from the centre's directory, which replaces only rows of its own. */
export type Origin = 'own' | 'directory'

/** Cụm thi đua: units that are compared with one another. */
export interface ClusterTable {
  id: string
  origin: Origin
  name_vi: string
  name_en: string | null
  name_lo: string | null
  sort: number
}

export interface ClusterMemberTable {
  cluster_id: string
  unit_id: string
  valid_from: string
  valid_to: string | null
}

/** A figure that units are measured by: the sum of figures of the quarterly table. */
export interface IndicatorTable {
  code: string
  origin: Origin
  name_vi: string
  name_en: string | null
  name_lo: string | null
  /** JSON array of figures (features/reports/common/quarterSchemas.ts). */
  figures: string
  sort: number
}

/** What a unit is to reach in a year; dong or a count, as its indicator. */
export interface IndicatorTargetTable {
  unit_id: string
  indicator: string
  year: number
  origin: Origin
  value: number
}

/** A table of chosen indicators that an office hands in or prints. */
export interface ReportFormTable {
  code: string
  origin: Origin
  name_vi: string
  name_en: string | null
  name_lo: string | null
  /** JSON array of indicator codes. */
  indicators: string
  sort: number
}
