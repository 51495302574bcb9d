import { type Kysely, sql } from 'kysely'
import type { ReadDb } from '../../../../db/database.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import {
  consentRuleOf,
  pseudonymise,
  RECORD_KINDS,
  type RecordKind,
  sentFields,
  tableOf,
} from '../../common/bundleRecords.ts'
import { createPseudonyms, type FullConsent, goesInFull } from './fullConsent.ts'

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
  { unitId, consent, since }: { unitId: string; consent: FullConsent; since: BookState },
): Promise<BundleRecord[]> {
  const pseudonymOf = createPseudonyms()
  const records: BundleRecord[] = []
  for (const kind of RECORD_KINDS) {
    const rule = consentRuleOf(kind)
    const changedConsent = rule.by !== 'nobody' && differs(setOf(rule.by, consent), setOf(rule.by, since.full))
    const rows = await readRows(db, { kind, unitId, after: changedConsent ? 0 : since.bookSeq })
    const lineOf = changeReader({ kind, unitId, since, consent, pseudonymOf })
    records.push(...rows.flatMap((row) => lineOf(row) ?? []))
  }
  return [...records.filter((record) => record.kind !== 'gone'), ...records.filter((record) => record.kind === 'gone')]
}

/** A line as it stands in the book, and what says whether the receiver has it. */
type ReadRow = BundleRecord & { change_seq: number; deleted_at: string | null }

interface ChangeReading {
  kind: RecordKind
  unitId: string
  since: BookState
  consent: FullConsent
  pseudonymOf: ReturnType<typeof createPseudonyms>
}

/** The line of a row, or `undefined` when the receiver already has it as it would go now. */
function changeReader({ kind, unitId, since, consent, pseudonymOf }: ChangeReading) {
  const rule = consentRuleOf(kind)
  return ({ change_seq, deleted_at, ...line }: ReadRow): BundleRecord | undefined => {
    const changed = Number(change_seq) > since.bookSeq
    if (deleted_at !== null) {
      return changed ? { kind: 'gone', of: kind, id: line.id, ownerUnit: unitId, version: line.version } : undefined
    }
    const full = goesInFull(rule, line, consent)
    if (!changed && full === goesInFull(rule, line, since.full)) return undefined
    return full ? line : pseudonymise(kind, line, pseudonymOf(rule, line))
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
  const columns = [...sentFields(kind), 'change_seq', 'deleted_at'] as unknown as ['id']
  const rows = await (db as unknown as Kysely<{ record: OwnedColumns }>)
    .selectFrom(tableOf(kind) as 'record')
    .select([sql.lit(kind).as('kind'), ...columns])
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
