import type { KyselyPlugin, RootOperationNode } from 'kysely'
import { openSqlite } from '../../src/db/openSqlite.ts'
import type { BenchOffice } from './benchOffice.ts'

type Asked = Parameters<KyselyPlugin['transformQuery']>[0]

export interface Replay {
  statements: number
  run: () => void
  close: () => void
}

/**
 * The bare counterpart of a handler: the very statements it asked, prepared beforehand and run with the same values on a
 * connection of their own to the same encrypted file. What is left of the handler's time is ours: checks, parsing, shaping.
 */
export async function replayOf(office: BenchOffice, call: () => Promise<unknown>): Promise<Replay> {
  const queries = await queriesOf(office, call)
  const bare = openSqlite({ file: office.file, key: office.key, readOnly: true })
  const prepared = queries.map(({ sql, parameters }) => ({ statement: bare.prepare(sql), parameters }))
  return {
    statements: prepared.length,
    run: () => {
      for (const { statement, parameters } of prepared) statement.all(...parameters)
    },
    close: () => bare.close(),
  }
}

async function queriesOf(office: BenchOffice, call: () => Promise<unknown>) {
  const open = office.app.holder.office
  if (open === undefined) throw new Error('the office is not open')
  const asked: Asked[] = []
  const listen: KyselyPlugin = {
    transformQuery: (query) => {
      asked.push(query)
      return query.node as RootOperationNode
    },
    transformResult: async ({ result }) => result,
  }
  const { database } = open
  // Safe: the reading connection is a Kysely underneath; the bench alone looks behind its read-only type.
  const reader = database.read as unknown as { withPlugin: (plugin: KyselyPlugin) => typeof database.read }
  open.database = { ...database, read: reader.withPlugin(listen) }
  try {
    await call()
  } finally {
    open.database = database
  }
  const executor = (database.read as unknown as import('kysely').Kysely<unknown>).getExecutor()
  return asked.map(({ node, queryId }) => executor.compileQuery(node, queryId))
}
