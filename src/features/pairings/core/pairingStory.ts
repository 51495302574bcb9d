import { compareDays } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'
import type { StoryEntry } from '../common/pairingSchemas.ts'

const CHANGES = prepareQuery((db, { pairingId }: Places<{ pairingId: string }>) =>
  db
    .selectFrom('journal')
    .leftJoin('app_user', 'app_user.id', 'journal.user_id')
    .select([
      'journal.id',
      'journal.at',
      'journal.op',
      'journal.old_values',
      'journal.new_values',
      'journal.reason',
      'app_user.display_name',
    ])
    .where('journal.table_name', '=', 'pairing')
    .where('journal.row_id', '=', pairingId)
    .orderBy('journal.change_seq', 'desc'),
)

const DELIVERIES = prepareQuery((db, { pairingId }: Places<{ pairingId: string }>) =>
  db
    .selectFrom('delivery')
    .select(['id', 'on_day', 'amount', 'goods_value', 'reason', 'note'])
    .where('pairing_id', '=', pairingId)
    .where('deleted_at', 'is', null),
)

/** What happened to a pairing, newest first: its own changes from the journal, and what was given. */
export async function readPairingStory(db: ReadDb, pairingId: string): Promise<StoryEntry[]> {
  const entries = [...(await readChanges(db, pairingId)), ...(await readDeliveries(db, pairingId))]
  return entries.sort((first, second) => compareDays(second.at, first.at))
}

async function readChanges(db: ReadDb, pairingId: string): Promise<StoryEntry[]> {
  const rows = await CHANGES.all(db, { pairingId })
  return rows.map((row) => ({
    id: row.id,
    kind: changeKind(row),
    at: row.at,
    byName: row.display_name,
    reason: row.reason,
    amount: null,
  }))
}

interface Change {
  op: 'insert' | 'update' | 'delete' | 'restore'
  old_values: string | null
  new_values: string | null
}

const OP_KINDS = { insert: 'added', delete: 'removed', restore: 'restored' } as const

function changeKind({ op, old_values, new_values }: Change): StoryEntry['kind'] {
  if (op !== 'update') return OP_KINDS[op]
  const from = stateIn(old_values)
  const to = stateIn(new_values)
  if (to === 'suspended' || to === 'ended') return to
  if (to === 'active') return from === 'suspended' ? 'resumed' : 'activated'
  return 'changed'
}

function stateIn(values: string | null): string | undefined {
  if (values === null) return undefined
  // Safe: the journal holds the changed columns of a pairing row.
  return (JSON.parse(values) as { state?: string }).state
}

async function readDeliveries(db: ReadDb, pairingId: string): Promise<StoryEntry[]> {
  const rows = await DELIVERIES.all(db, { pairingId })
  return rows.map((row) => ({
    id: row.id,
    kind: 'delivered',
    at: row.on_day,
    byName: null,
    reason: row.reason ?? row.note,
    amount: row.amount + row.goods_value,
  }))
}
