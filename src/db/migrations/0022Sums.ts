import type { Kysely } from 'kysely'
import { type Dialect, run } from './columns.ts'

/**
 * Migration 0022: sums of deliveries by day, the kỳ that are still open and the day each file was opened, so that no page adds
 * up a million rows. Triggers only note what a write touched; the program sums that anew before the transaction ends
 * (docs/decisions/0033). What stands in the book already is noted here as touched.
 */
export async function createSums(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createSumTables(db, dialect)
  for (const trigger of TRIGGERS) await createTrigger(db, dialect, trigger)
  // What one sponsor gave, without a look at everybody else's.
  await run(db, 'create index delivery_donor_id on delivery (donor_id, on_day) where donor_id is not null')
  await run(db, 'drop index address_next_visit_on')
  await run(
    db,
    'create index address_visit_due on address (next_visit_on, state, owner_unit, deleted_at, merged_into) where next_visit_on is not null',
  )
  // Which pairings are over.
  await run(
    db,
    'create index pairing_state_last_month on pairing (state, last_month) where deleted_at is null and last_month is not null',
  )
  // Which pairing carries another on.
  await run(db, 'create index pairing_replaces on pairing (replaces) where replaces is not null')
  // What was spent of a free purpose.
  await run(db, 'create index delivery_purpose on delivery (purpose) where purpose is not null')
  // How many stand where, counted without a look at the files. The empty columns are in the index because SQLite reads the
  // row for whatever a condition names, even where the index holds no other.
  await run(
    db,
    'create index address_standing on address (state, owner_unit, deleted_at, merged_into) where deleted_at is null and merged_into is null',
  )
  await run(db, 'insert into delivery_sum_due select distinct owner_unit, on_day from delivery')
  await run(db, 'insert into open_instalment_due select id from instalment')
  await run(db, 'insert into opened_address_due select id from address')
}

/** Each table is its own index: what is read lies together, in the order it is read in. */
async function createSumTables(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const text = dialect === 'postgres' ? 'text collate "C" not null' : 'text not null'
  const whole = dialect === 'postgres' ? 'bigint not null' : 'integer not null'
  const end = dialect === 'postgres' ? '' : ' strict, without rowid'
  await run(
    db,
    `create table delivery_sum (owner_unit ${text}, on_day ${text}, round_id ${text}, channel ${text}, currency ${text},
      taken_back ${whole}, deliveries ${whole}, addresses ${whole}, amount ${whole}, goods_value ${whole}, standing ${whole},
      place_shown ${whole}, person_shown ${whole}, time_shown ${whole},
      primary key (owner_unit, on_day, round_id, channel, currency, taken_back))${end}`,
  )
  await run(
    db,
    `create table delivery_sum_due (owner_unit ${text}, on_day ${text}, primary key (owner_unit, on_day))${end}`,
  )
  await run(
    db,
    `create table open_instalment (owner_unit ${text}, due_on ${text}, instalment_id ${text}, pairing_id ${text},
      first_month ${text}, last_month ${text}, currency ${text}, missing ${whole},
      primary key (owner_unit, due_on, instalment_id))${end}`,
  )
  await run(db, `create table open_instalment_due (instalment_id ${text}, primary key (instalment_id))${end}`)
  await run(
    db,
    `create table opened_address (owner_unit ${text}, on_day ${text}, address_id ${text},
      primary key (owner_unit, on_day, address_id))${end}`,
  )
  await run(db, 'create index opened_address_address_id on opened_address (address_id)')
  await run(db, `create table opened_address_due (address_id ${text}, primary key (address_id))${end}`)
}

interface Trigger {
  name: string
  table: string
  event: string
  /** Portable statements; each ends without a semicolon. */
  statements: string[]
}

type Side = 'new' | 'old'

const noteDay = (side: Side) =>
  `insert into delivery_sum_due select ${side}.owner_unit, ${side}.on_day where true on conflict do nothing`

const noteDaysWhere = (condition: string) =>
  `insert into delivery_sum_due select distinct delivery.owner_unit, delivery.on_day from delivery where ${condition} on conflict do nothing`

/** A delivery that is taken back no longer stands on its own day. */
const noteReversed = (side: Side) => noteDaysWhere(`delivery.id = ${side}.reverses`)

const noteInstalment = (id: string) =>
  `insert into open_instalment_due select ${id} where ${id} is not null on conflict do nothing`

const deliveryNotes = (side: Side) => [noteDay(side), noteReversed(side), noteInstalment(`${side}.instalment_id`)]

const ofLine = (side: Side) => noteDaysWhere(`delivery.round_line_id = ${side}.id`)

const ofRound = (side: Side) =>
  noteDaysWhere(
    `delivery.round_line_id in (select round_line.id from round_line where round_line.round_id = ${side}.id)`,
  )

const ofInstalment = (side: Side) => noteDaysWhere(`delivery.instalment_id = ${side}.id`)

const dropOpen = `delete from open_instalment where owner_unit = old.owner_unit and due_on = old.due_on and instalment_id = old.id`

const noteAddress = (id: string) => `insert into opened_address_due select ${id} where true on conflict do nothing`

const TRIGGERS: Trigger[] = [
  { name: 'delivery_sum_added', table: 'delivery', event: 'insert', statements: deliveryNotes('new') },
  {
    name: 'delivery_sum_changed',
    table: 'delivery',
    event:
      'update of owner_unit, deleted_at, address_id, instalment_id, round_line_id, on_day, channel, amount, currency, goods_value, place, receiver, proxy_name, proxy_relation, proof, reverses',
    statements: [...deliveryNotes('old'), ...deliveryNotes('new')],
  },
  { name: 'delivery_sum_removed', table: 'delivery', event: 'delete', statements: deliveryNotes('old') },
  { name: 'round_line_sum_added', table: 'round_line', event: 'insert', statements: [ofLine('new')] },
  {
    name: 'round_line_sum_changed',
    table: 'round_line',
    event: 'update of round_id, village_id',
    statements: [ofLine('new')],
  },
  { name: 'round_line_sum_removed', table: 'round_line', event: 'delete', statements: [ofLine('old')] },
  { name: 'round_sum_added', table: 'round', event: 'insert', statements: [ofRound('new')] },
  { name: 'round_sum_changed', table: 'round', event: 'update of place, on_day', statements: [ofRound('new')] },
  { name: 'round_sum_removed', table: 'round', event: 'delete', statements: [ofRound('old')] },
  {
    name: 'instalment_sum_added',
    table: 'instalment',
    event: 'insert',
    statements: [noteInstalment('new.id'), ofInstalment('new')],
  },
  {
    name: 'instalment_sum_changed',
    table: 'instalment',
    event: 'update of owner_unit, deleted_at, pairing_id, first_month, last_month, due_on, amount, currency, past',
    statements: [dropOpen, noteInstalment('new.id'), ofInstalment('new')],
  },
  { name: 'address_opened_added', table: 'address', event: 'insert', statements: [noteAddress('new.id')] },
  {
    name: 'address_opened_changed',
    table: 'address',
    event: 'update of id, owner_unit, deleted_at, merged_into',
    statements: [noteAddress('old.id'), noteAddress('new.id')],
  },
  { name: 'address_opened_removed', table: 'address', event: 'delete', statements: [noteAddress('old.id')] },
  {
    name: 'address_step_opened_added',
    table: 'address_step',
    event: 'insert',
    statements: [noteAddress('new.address_id')],
  },
  {
    name: 'address_step_opened_changed',
    table: 'address_step',
    event: 'update of address_id, on_day, deleted_at',
    statements: [noteAddress('old.address_id'), noteAddress('new.address_id')],
  },
  {
    name: 'address_step_opened_removed',
    table: 'address_step',
    event: 'delete',
    statements: [noteAddress('old.address_id')],
  },
  {
    name: 'instalment_sum_removed',
    table: 'instalment',
    event: 'delete',
    statements: [dropOpen, ofInstalment('old')],
  },
]

async function createTrigger(
  db: Kysely<unknown>,
  dialect: Dialect,
  { name, table, event, statements }: Trigger,
): Promise<void> {
  const body = statements.map((statement) => `${statement};`).join(' ')
  if (dialect === 'sqlite') return run(db, `create trigger ${name} after ${event} on ${table} begin ${body} end`)
  await run(
    db,
    `create function ${name}() returns trigger language plpgsql as $body$ begin ${body} return null; end $body$`,
  )
  await run(db, `create trigger ${name} after ${event} on ${table} for each row execute function ${name}()`)
}
