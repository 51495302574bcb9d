import type { Kysely } from 'kysely'
import type { Day } from '../../../../base/common/day.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import {
  consentRuleOf,
  projectRecord,
  RECORD_KINDS,
  type RecordKind,
  sentColumns,
  tableOf,
} from '../../common/bundleRecords.ts'
import { createPseudonyms, type FullConsent, goesInFull, readFullConsent } from './fullConsent.ts'

/** What a bundle was made from: the office's last change number, and whose rows went in full. */
export interface BookState {
  bookSeq: number
  full: FullConsent
}

/**
 * The record lines that bring a receiver from `since` to now: rows changed after it, rows whose consent has come or gone
 * since (their own change number stays as it was, and a child grows up without anybody writing), and a `gone` line for each
 * row deleted.
 */
export async function readChangedRecords(
  db: ReadDb,
  { unitId, today, since }: { unitId: string; today: Day; since: BookState },
): Promise<BundleRecord[]> {
  const consent = await readFullConsent(db, { unitId, today })
  const recordOf = changeReader({ unitId, since, consent })
  const records: BundleRecord[] = []
  for (const kind of RECORD_KINDS) {
    const rule = consentRuleOf(kind)
    const changedConsent = rule.by !== 'nobody' && differs(setOf(rule.by, consent), setOf(rule.by, since.full))
    const rows = await readRows(db, { kind, unitId, after: changedConsent ? 0 : since.bookSeq })
    records.push(...rows.flatMap((row) => recordOf(kind, row) ?? []))
  }
  return [...records.filter((record) => record.kind !== 'gone'), ...records.filter((record) => record.kind === 'gone')]
}

type ReadRow = Record<string, unknown> & { version: number }

/** The line of a row, or `undefined` when the receiver already has it as it would go now. */
function changeReader({ unitId, since, consent }: { unitId: string; since: BookState; consent: FullConsent }) {
  const pseudonymOf = createPseudonyms()
  return (kind: RecordKind, row: ReadRow): BundleRecord | undefined => {
    const changed = Number(row.change_seq) > since.bookSeq
    if (row.deleted_at !== null) {
      return changed ? { kind: 'gone', of: kind, id: row.id, ownerUnit: unitId, version: row.version } : undefined
    }
    const rule = consentRuleOf(kind)
    const full = goesInFull(rule, row, consent)
    if (!changed && full === goesInFull(rule, row, since.full)) return undefined
    return projectRecord(kind, row, { full, number: full ? '' : pseudonymOf(rule, row) })
  }
}

function setOf(by: 'address' | 'person' | 'household' | 'house' | 'donor', consent: FullConsent): ReadonlySet<string> {
  return by === 'donor' ? consent.anonymousDonor : consent[by]
}

function differs(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size !== other.size || [...one].some((id) => !other.has(id))
}

/** As in `reportRecords`: every kind's table carries `OwnedColumns`, and the columns are the allow-list. */
async function readRows(
  db: ReadDb,
  { kind, unitId, after }: { kind: RecordKind; unitId: string; after: number },
): Promise<ReadRow[]> {
  const columns = [...sentColumns(kind), 'change_seq', 'deleted_at'] as unknown as ['id']
  const rows = await (db as unknown as Kysely<{ record: OwnedColumns }>)
    .selectFrom(tableOf(kind) as 'record')
    .select(columns)
    .where((expression) => expression.fn.coalesce('owner_unit', expression.val('')), '=', unitId)
    .where('change_seq', '>', after)
    .orderBy('id')
    .execute()
  return rows as unknown as ReadRow[]
}

const FULL_SETS = ['address', 'person', 'household', 'house', 'anonymousDonor'] as const

/** Text of `bundle_sent.full_json`. */
export function writeFullConsent(full: FullConsent): string {
  return JSON.stringify(Object.fromEntries(FULL_SETS.map((name) => [name, [...full[name]]])))
}

export function parseFullConsent(text: string): FullConsent {
  // Safe: only writeFullConsent writes it.
  const lists = JSON.parse(text) as Record<(typeof FULL_SETS)[number], string[]>
  const setNamed = (name: (typeof FULL_SETS)[number]) => new Set(lists[name])
  return {
    address: setNamed('address'),
    person: setNamed('person'),
    household: setNamed('household'),
    house: setNamed('house'),
    anonymousDonor: setNamed('anonymousDonor'),
  }
}
