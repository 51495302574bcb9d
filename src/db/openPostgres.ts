import { PostgresDialect } from 'kysely'
import pg from 'pg'

const INT8 = 20

/** The dialect over an office's PostgreSQL; int8 arrives as a number (money stays far below 2^53). */
export function postgresDialect(connectionString: string): PostgresDialect {
  const pool = new pg.Pool({ connectionString, max: 4, types: { getTypeParser } })
  // A server that restarts closes idle connections: the pool lets go of them by itself, and without a listener the program would end.
  pool.on('error', () => {})
  return new PostgresDialect({ pool })
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === INT8) return (text: string) => Number(text)
  // Safe: pg overloads by format; passing it on unchanged keeps its meaning.
  return pg.types.getTypeParser(oid, format as 'text')
}
