import type { SheetCell } from '../../../base/common/csvText.ts'
import type { Language } from '../../../base/common/language.ts'
import { SHEET_TYPES, writeSheet } from '../../../base/core/sheetFile.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Translate } from '../../../db/office.ts'
import { findRestricted } from '../../../db/restrictedAddresses.ts'
import type { AddressFilter, AddressState } from '../common/addressSchemas.ts'
import type { PointFormat } from '../common/pointContract.ts'
import { readPoints } from './addressPoints.ts'
import { categoryNames } from './registerXlsx.ts'

export interface PointFileWish {
  filter: AddressFilter
  format: PointFormat
  /** Without it the record's id is all that tells whose point it is. */
  names: boolean
  language: Language
  words: Translate
}

/** RFC 7946. */
const GEOJSON_TYPE = 'application/geo+json'
/** The digits of a phone. In CSV always six: with three, a Vietnamese Excel would read 105.022 as a hundred thousand. */
const DECIMALS = 6

/** The points of a filtered register as a file; whoever asked that their data be put to no use is left out and counted. */
export async function writePointFile(
  db: ReadDb,
  wish: PointFileWish,
): Promise<{ bytes: Uint8Array; type: string; rows: number; withheld: number }> {
  const all = await (await readPoints(db, wish.filter)).execute()
  const restricted = await findRestricted(
    db,
    all.map(({ id }) => id),
  )
  const categories = await categoryNames(db, wish.language)
  const told = all.filter(({ id }) => !restricted.has(id))
  const rows = told.map((row) => ({ ...row, category: categories.get(row.category) ?? row.category }))
  const { format } = wish
  const bytes = format === 'geojson' ? writeGeoJson(rows, wish) : await writeTable(rows, { ...wish, format })
  return {
    bytes,
    type: format === 'geojson' ? GEOJSON_TYPE : SHEET_TYPES[format],
    rows: rows.length,
    withheld: restricted.size,
  }
}

interface PointRow {
  id: string
  name: string
  state: AddressState
  category: string
  villageName: string | null
  communeCode: string
  communeName: string | null
  latitude: number | null
  longitude: number | null
}

function writeGeoJson(rows: readonly PointRow[], { names, words }: PointFileWish): Uint8Array {
  const features = rows.map((row) => ({
    type: 'Feature',
    id: row.id,
    geometry: { type: 'Point', coordinates: [row.longitude, row.latitude] },
    properties: {
      ...(names ? { name: row.name } : {}),
      village: row.villageName,
      commune: row.communeName,
      communeCode: row.communeCode,
      category: row.category,
      state: words(`addresses:states.${row.state}`),
    },
  }))
  return new TextEncoder().encode(JSON.stringify({ type: 'FeatureCollection', features }))
}

function writeTable(
  rows: readonly PointRow[],
  { names, words, format }: PointFileWish & { format: 'xlsx' | 'csv' },
): Promise<Uint8Array> {
  const place = (degrees: number | null): SheetCell =>
    format === 'csv' ? (degrees?.toFixed(DECIMALS) ?? null) : degrees
  const columns = ['village', 'commune', 'communeCode', 'category', 'state', 'latitude', 'longitude', 'recordId']
  const keys = names ? ['name', ...columns] : columns
  return writeSheet({
    format,
    title: words('addresses:points.fileName'),
    columns: keys.map((key) => ({ label: words(`addresses:columns.${key}`), width: key === 'recordId' ? 38 : 18 })),
    rows: rows.map((row) => [
      ...(names ? [row.name] : []),
      row.villageName,
      row.communeName,
      row.communeCode,
      row.category,
      words(`addresses:states.${row.state}`),
      place(row.latitude),
      place(row.longitude),
      row.id,
    ]),
  })
}
