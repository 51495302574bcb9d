import { refuse } from '../../../../base/common/failures.ts'
import type { BundleManifest, BundleRecord } from '../../common/bundleManifest.ts'
import { isRecordKind, sentColumns } from '../../common/bundleRecords.ts'
import { type CaseLine, caseLineSchema } from '../../common/transferLines.ts'
import { receivedValues } from '../open/receivedValues.ts'
import { createSearchText } from '../open/searchText.ts'
import { CASE_KINDS, type CaseKind, LEFT_BEHIND } from './caseRows.ts'

export interface CaseIn {
  head: CaseLine
  /** Values of `storedColumns` and `change_seq` for each row, as the new owner's. */
  rows: { kind: CaseKind; id: string; values: unknown[] }[]
}

/** Reads an offered case: its head line, then its records, each checked like those of a report. */
export function readCaseLines(
  { records, manifest }: { records: readonly BundleRecord[]; manifest: BundleManifest },
  toUnit: string,
): CaseIn {
  const [first, ...rest] = records
  const head = caseLineSchema.safeParse(first)
  if (!head.success || head.data.toUnit !== toUnit) refuse('bundles.malformed', { part: 'record', line: 2 })
  const searchText = createSearchText(new Map())
  const rows = rest.map((record, index) => {
    const { kind } = record
    const values = isRecordKind(kind) && isCaseKind(kind) ? receivedValues(kind, record, searchText) : undefined
    if (values === undefined || record.ownerUnit !== manifest.unit) {
      refuse('bundles.malformed', { part: 'record', line: index + 3 })
    }
    // Safe: only a case's kinds have values.
    const of = kind as CaseKind
    const columns = sentColumns(of)
    for (const column of LEFT_BEHIND) if (columns.includes(column)) values[columns.indexOf(column)] = null
    values[columns.indexOf('owner_unit')] = toUnit
    return { kind: of, id: String(record.id), values }
  })
  return { head: head.data, rows }
}

function isCaseKind(kind: string): kind is CaseKind {
  return (CASE_KINDS as readonly string[]).includes(kind)
}
