import type { BundleRecord } from '../../common/bundleManifest.ts'
import { derivedColumns, type RecordKind, readRecord, withheldColumns } from '../../common/bundleRecords.ts'
import type { createSearchText } from './searchText.ts'

/** The values of a received row as `insertReceivedRows` takes them; undefined when the line is not of its kind's shape. */
export function receivedValues(
  kind: RecordKind,
  record: BundleRecord,
  searchText: ReturnType<typeof createSearchText>,
): unknown[] | undefined {
  const values: unknown[] = []
  if (!readRecord(kind, { record }, values)) return undefined
  for (const { fill } of withheldColumns(kind)) values.push(fill)
  const made = searchText(kind, record)
  for (const name of derivedColumns(kind)) values.push(made?.[name])
  // Room for change_seq.
  values.push(0)
  return values
}
