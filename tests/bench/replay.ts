import type SqliteDatabase from 'better-sqlite3'
import pg from 'pg'
import { openSqlite } from '../../src/db/openSqlite.ts'
import type { BenchOffice } from './benchOffice.ts'

export interface Replay {
  statements: number
  run: () => Promise<void> | void
  close: () => Promise<void> | void
}

interface Asked {
  sql: string
  parameters: unknown[]
}

/**
 * The bare counterpart of a handler: the very statements it asked, prepared beforehand and run with the same values on a
 * connection of their own to the same encrypted file. What is left of the handler's time is ours: checks, parsing, shaping.
 */
export async function replayOf(office: BenchOffice, call: () => Promise<unknown>): Promise<Replay> {
  if (office.postgresUrl !== undefined) return replayOnPostgres(office.postgresUrl, call)
  const bare = openSqlite({ file: office.file, key: office.key, readOnly: true })
  const asked = await askedBy(bare, call)
  const prepared = asked.map(({ sql, parameters }) => ({ statement: bare.prepare(sql), parameters }))
  return {
    statements: prepared.length,
    run: () => {
      for (const { statement, parameters } of prepared) statement.all(...parameters)
    },
    close: () => {
      bare.close()
    },
  }
}

/** What reaches the reading connection of the office during a call, listened to where all its statements pass. */
async function askedBy(bare: SqliteDatabase.Database, call: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  // Safe: every statement has the same prototype, and `all` is its own method.
  const statements = Object.getPrototypeOf(bare.prepare('select 1')) as SqliteDatabase.Statement
  const { all } = statements
  statements.all = function listening(this: SqliteDatabase.Statement, ...values: unknown[]) {
    if (this.database.readonly) asked.push({ sql: this.source, parameters: values.flat() })
    return all.apply(this, values)
  }
  try {
    await call()
  } finally {
    statements.all = all
  }
  return asked
}

/** As above: each statement prepared under a name of its own, one after the other. */
async function replayOnPostgres(url: string, call: () => Promise<unknown>): Promise<Replay> {
  const asked = await askedOfPostgres(call)
  const bare = new pg.Client(url)
  await bare.connect()
  return {
    statements: asked.length,
    run: async () => {
      for (const [index, { sql, parameters }] of asked.entries()) {
        await bare.query({ name: `bare${index}`, text: sql, values: parameters })
      }
    },
    close: () => bare.end(),
  }
}

async function askedOfPostgres(call: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  // Safe: every client has the same prototype, and its statements go through `query`.
  const clients = pg.Client.prototype as { query: (...given: unknown[]) => unknown }
  const { query } = clients
  clients.query = function listening(this: pg.Client, ...given: unknown[]) {
    const [sql, parameters] = given
    if (typeof sql === 'string' && Array.isArray(parameters)) asked.push({ sql, parameters })
    return query.apply(this, given)
  }
  try {
    await call()
  } finally {
    clients.query = query
  }
  return asked
}
