import type { Currency } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { JournalTable } from '../../../db/tables/systemTables.ts'
import type { ChangedValue, FieldChange, HistoryEntry, RecordChange } from '../common/historySchemas.ts'
import { fieldKind, isRecordTable, isUndoable, type RecordTable } from '../common/recordFields.ts'
import { standingOf } from './commandRepo.ts'
import { actKey } from './journalActs.ts'
import { type NamedRecord, readRecordNames, readVocabulary } from './valueWords.ts'

/** One line of paper per command or batch, for journal rows given newest first. */
export async function readEntries(db: ReadDb, rows: readonly JournalTable[]): Promise<HistoryEntry[]> {
  const shown = rows.map(readRow).filter((row) => row !== undefined)
  const words = await readWords(db, shown)
  const users = await readUserNames(db, shown)
  const standing = await standingOf(db, rows)
  const sizes = await readCommandSizes(db, rows)
  const commands = [...Map.groupBy(shown, (row) => actKey(row.journal)).entries()]
  return commands.map(([key, own]): HistoryEntry => {
    // Safe: a group has at least one row.
    const [{ journal }] = own as [ShownRow]
    const { depth, stands } = standing.get(journal.id) ?? { depth: 0, stands: true }
    const command = sizes.get(key)
    return {
      journalId: journal.id,
      at: journal.at,
      userName: users.get(journal.user_id) ?? null,
      reason: journal.reason,
      records: own.map((row) => recordChange(row, words)),
      size: command?.size ?? own.length,
      act: depth === 0 ? 'work' : depth % 2 === 1 ? 'undo' : 'redo',
      undone: !stands,
      undoable:
        stands &&
        own.every(({ journal, table }) => journal.batch_id === null && isUndoable(table)) &&
        (command?.undoable ?? true),
    }
  })
}

/** What journal rows changed, each for itself, in their order. */
export async function readChanges(db: ReadDb, rows: readonly JournalTable[]): Promise<RecordChange[]> {
  const shown = rows.map(readRow).filter((row) => row !== undefined)
  const words = await readWords(db, shown)
  return shown.map((row) => recordChange(row, words))
}

interface ShownRow {
  journal: JournalTable
  table: RecordTable
  before: Record<string, unknown>
  after: Record<string, unknown>
}

function readRow(journal: JournalTable): ShownRow | undefined {
  if (!isRecordTable(journal.table_name)) return undefined
  return {
    journal,
    table: journal.table_name,
    before: readValues(journal.old_values),
    after: readValues(journal.new_values),
  }
}

function readValues(json: string | null): Record<string, unknown> {
  // Safe: written by recordWriter as an object of columns.
  return json === null ? {} : (JSON.parse(json) as Record<string, unknown>)
}

interface ChangeWords {
  names: Map<string, string>
  vocabulary: Awaited<ReturnType<typeof readVocabulary>>
}

async function readWords(db: ReadDb, rows: readonly ShownRow[]): Promise<ChangeWords> {
  const records: NamedRecord[] = rows.map(({ table, journal }) => ({ table, id: journal.row_id }))
  const kinds = new Set<string>()
  for (const { table, before, after } of rows) {
    for (const [column, value] of [...Object.entries(before), ...Object.entries(after)]) {
      const [kind, target = ''] = (fieldKind(table, column) ?? '').split(':')
      if (kind === 'vocabulary') kinds.add(target)
      if (kind === 'reference' && typeof value === 'string' && isRecordTable(target)) {
        records.push({ table: target, id: value })
      }
    }
  }
  return { names: await readRecordNames(db, records), vocabulary: await readVocabulary(db, [...kinds]) }
}

function recordChange({ journal, table, before, after }: ShownRow, words: ChangeWords): RecordChange {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changes = columns.flatMap((column) => {
    const kind = fieldKind(table, column)
    if (kind === undefined) return []
    const values = [before[column], after[column]].map((value) => changedValue(value, kind, words))
    const [old = null, fresh = null] = values
    return old === null && fresh === null ? [] : [{ field: column, kind: shownKind(kind), before: old, after: fresh }]
  })
  const currency = (after.currency ?? before.currency ?? 'VND') as Currency
  return {
    table,
    rowId: journal.row_id,
    name: words.names.get(journal.row_id) ?? null,
    op: journal.op,
    currency,
    changes,
  }
}

function shownKind(kind: string): FieldChange['kind'] {
  // Safe: FieldKind without its two kinds that carry a target.
  return kind.includes(':') ? 'words' : (kind as FieldChange['kind'])
}

function changedValue(value: unknown, kind: string, { names, vocabulary }: ChangeWords): ChangedValue | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const [shape, target] = kind.split(':')
  if (shape === 'vocabulary') {
    const words = joinWords(codesOf(value).map((code) => vocabulary.get(`${target}:${code}`)))
    return words === undefined ? { raw: value } : { raw: value, words }
  }
  if (shape !== 'reference') return { raw: value }
  const name = names.get(String(value))
  return name === undefined ? { raw: value } : { raw: value, words: { vi: name, en: null, lo: null } }
}

/** A column holds one code, or a JSON list of them. */
function codesOf(value: string | number): string[] {
  // Safe: lists of codes are written as JSON arrays of text.
  return String(value).startsWith('[') ? (JSON.parse(String(value)) as string[]) : [String(value)]
}

type Words = NonNullable<ChangedValue['words']>

function joinWords(words: readonly (Words | undefined)[]): Words | undefined {
  const known = words.filter((each) => each !== undefined)
  if (known.length === 0 || known.length < words.length) return undefined
  const join = (language: 'en' | 'lo') => known.map((each) => each[language] ?? each.vi).join(', ')
  return { vi: known.map(({ vi }) => vi).join(', '), en: join('en'), lo: join('lo') }
}

async function readUserNames(db: ReadDb, rows: readonly ShownRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map(({ journal }) => journal.user_id))]
  if (ids.length === 0) return new Map()
  const users = await db.selectFrom('app_user').select(['id', 'display_name']).where('id', 'in', ids).execute()
  return new Map(users.map((user) => [user.id, user.display_name]))
}

/**
 * How many changes each command made in all, and whether every one of them can be undone. What a batch wrote (hundreds of thousands
 * of rows) is counted by whoever shows it (`countAct`), in an index.
 */
async function readCommandSizes(
  db: ReadDb,
  rows: readonly JournalTable[],
): Promise<Map<string, { size: number; undoable: boolean }>> {
  const ids = [...new Set(rows.flatMap((row) => (row.batch_id === null ? (row.command_id ?? []) : [])))]
  if (ids.length === 0) return new Map()
  const counted = await db
    .selectFrom('journal')
    .select(['command_id', 'table_name'])
    .select(({ fn }) => [fn.countAll<number>().as('changes'), fn.max('batch_id').as('batch')])
    .where('command_id', 'in', ids)
    .groupBy(['command_id', 'table_name'])
    .execute()
  const sizes = new Map<string, { size: number; undoable: boolean }>()
  for (const { command_id, table_name, changes, batch } of counted) {
    const known = sizes.get(command_id ?? '') ?? { size: 0, undoable: true }
    sizes.set(command_id ?? '', {
      size: known.size + Number(changes),
      undoable: known.undoable && batch === null && isUndoable(table_name),
    })
  }
  return sizes
}
