/**
 * Frozen column helpers of the migrations: the only thing of ours a migration may import, and never changed once an office
 * holds a file made with them. They hide the two dialects (docs/decisions/0004).
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'

export type Dialect = 'sqlite' | 'postgres'

/** `!` = NOT NULL. A day, partial day or month is text with a shape check; money and counts are 64-bit integers. */
type ColumnSpec =
  `${'id' | 'text' | 'json' | 'day' | 'partialDay' | 'month' | 'moment' | 'money' | 'count' | 'flag' | 'real'}${'!' | ''}`

export interface TableSpec {
  name: string
  columns: Record<string, ColumnSpec>
  primaryKey: string[]
  /** Further SQL constraints, e.g. `check (amount >= 0)`; portable SQL only. */
  constraints?: string[]
}

/** What every owned record carries; its primary key is `id`. */
export const owned = {
  id: 'id!',
  owner_unit: 'id!',
  version: 'count!',
  change_seq: 'count!',
  created_at: 'moment!',
  deleted_at: 'moment',
} as const satisfies Record<string, ColumnSpec>

const SHAPES: Record<string, (column: string) => string> = {
  day: (column) => `length(${column}) = 10 and substr(${column}, 5, 1) = '-' and substr(${column}, 8, 1) = '-'`,
  month: (column) => `length(${column}) = 7 and substr(${column}, 5, 1) = '-'`,
  partialDay: (column) => `length(${column}) in (4, 7, 10)`,
  flag: (column) => `${column} in (0, 1)`,
}

/** Creates a table, STRICT on SQLite; text sorts and compares by bytes on both dialects. */
export async function createTable(db: Kysely<unknown>, dialect: Dialect, spec: TableSpec): Promise<void> {
  const columns = Object.entries(spec.columns).map(([name, column]) => columnSql(dialect, name, column))
  const lines = [...columns, `primary key (${spec.primaryKey.join(', ')})`, ...(spec.constraints ?? [])]
  await run(db, `create table ${spec.name} (${lines.join(', ')})${dialect === 'sqlite' ? ' strict' : ''}`)
}

/** Adds columns to a table; none may be required, since rows stand there already. */
export async function addColumns(
  db: Kysely<unknown>,
  dialect: Dialect,
  { table, columns }: { table: string; columns: Record<string, ColumnSpec> },
): Promise<void> {
  for (const [name, column] of Object.entries(columns)) {
    await run(db, `alter table ${table} add column ${columnSql(dialect, name, column)}`)
  }
}

/** Creates an index named after its table and columns; `where` makes it partial. */
export async function createIndex(
  db: Kysely<unknown>,
  table: string,
  index: { columns: string[]; where?: string; unique?: boolean },
): Promise<void> {
  const name = `${table}_${index.columns.map((column) => column.split(' ')[0]).join('_')}`
  const where = index.where === undefined ? '' : ` where ${index.where}`
  await run(
    db,
    `create ${index.unique ? 'unique ' : ''}index ${name} on ${table} (${index.columns.join(', ')})${where}`,
  )
}

/** Runs one statement written in the migration itself: never with a value from outside. */
export async function run(db: Kysely<unknown>, statement: string): Promise<void> {
  const raw: RawBuilder<unknown> = sql.raw(statement)
  await raw.execute(db)
}

function columnSql(dialect: Dialect, name: string, spec: ColumnSpec): string {
  const required = spec.endsWith('!')
  const kind = required ? spec.slice(0, -1) : spec
  const shape = SHAPES[kind]
  return [
    `"${name}"`,
    sqlType(dialect, kind),
    required ? 'not null' : '',
    shape === undefined ? '' : `check (${required ? '' : `"${name}" is null or `}(${shape(`"${name}"`)}))`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

function sqlType(dialect: Dialect, kind: string): string {
  if (kind === 'money' || kind === 'count') return dialect === 'postgres' ? 'bigint' : 'integer'
  if (kind === 'flag') return 'integer'
  if (kind === 'real') return dialect === 'postgres' ? 'double precision' : 'real'
  return dialect === 'postgres' ? 'text collate "C"' : 'text'
}
