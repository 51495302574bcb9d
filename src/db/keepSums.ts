import { sql } from 'kysely'
import type { WriteDb } from './database.ts'
import { personShown, placeShown, timeShown } from './threeRightsSql.ts'

/**
 * Brings `delivery_sum`, `open_instalment` and `opened_address` up to the rows, for the days, kỳ and addresses the transaction
 * touched (triggers have noted which). Runs at the end of every write, in its transaction: a reader never sees rows and sums
 * that differ.
 */
export async function keepSums(db: WriteDb): Promise<void> {
  const day = await db.selectFrom('delivery_sum_due').select('on_day').limit(1).executeTakeFirst()
  if (day !== undefined) await sumTouchedDays(db)
  const instalment = await db.selectFrom('open_instalment_due').select('instalment_id').limit(1).executeTakeFirst()
  if (instalment !== undefined) await findOpenAmongTouched(db)
  const address = await db.selectFrom('opened_address_due').select('address_id').limit(1).executeTakeFirst()
  if (address !== undefined) await findFirstDaysOfTouched(db)
}

async function sumTouchedDays(db: WriteDb): Promise<void> {
  await sql`delete from delivery_sum where (owner_unit, on_day) in (select owner_unit, on_day from delivery_sum_due)`.execute(
    db,
  )
  const standing = sql`(delivery.reverses is null
    and not exists (select 1 from delivery as taking_back where taking_back.reverses = delivery.id and taking_back.deleted_at is null))`
  const shown = (right: typeof placeShown) => sql`sum(case when ${standing} then ${right} else 0 end)`
  const takenBack = sql`case when delivery.reverses is null then 0 else 1 end`
  await sql`insert into delivery_sum (owner_unit, on_day, round_id, channel, currency, taken_back, deliveries, addresses,
      amount, goods_value, standing, place_shown, person_shown, time_shown)
    select delivery.owner_unit, delivery.on_day, coalesce(round_line.round_id, ''), delivery.channel, delivery.currency,
      ${takenBack}, count(*), count(distinct delivery.address_id), sum(delivery.amount), sum(delivery.goods_value),
      sum(case when ${standing} then 1 else 0 end), ${shown(placeShown)}, ${shown(personShown)}, ${shown(timeShown)}
    from delivery_sum_due as due cross join delivery
    left join instalment on instalment.id = delivery.instalment_id
    left join round_line on round_line.id = delivery.round_line_id
    left join round on round.id = round_line.round_id
    where delivery.on_day = due.on_day and delivery.owner_unit = due.owner_unit and delivery.deleted_at is null
    group by delivery.owner_unit, delivery.on_day, coalesce(round_line.round_id, ''), delivery.channel, delivery.currency,
      ${takenBack}`.execute(db)
  await db.deleteFrom('delivery_sum_due').execute()
}

async function findOpenAmongTouched(db: WriteDb): Promise<void> {
  await sql`delete from open_instalment where (owner_unit, due_on, instalment_id) in (
    select instalment.owner_unit, instalment.due_on, instalment.id
    from open_instalment_due as due cross join instalment where instalment.id = due.instalment_id)`.execute(db)
  await sql`insert into open_instalment (owner_unit, due_on, instalment_id, pairing_id, first_month, last_month, currency,
      missing)
    select * from (
      select instalment.owner_unit, instalment.due_on, instalment.id, instalment.pairing_id, instalment.first_month,
        instalment.last_month, instalment.currency, instalment.amount - coalesce((
          select sum(delivery.amount + delivery.goods_value) from delivery
          where delivery.instalment_id = instalment.id and delivery.owner_unit = instalment.owner_unit
            and delivery.currency = instalment.currency and delivery.deleted_at is null), 0) as missing
      from open_instalment_due as due cross join instalment
      where instalment.id = due.instalment_id and instalment.deleted_at is null and instalment.past is null
        and instalment.amount > 0) as looked
    where looked.missing > 0`.execute(db)
  await db.deleteFrom('open_instalment_due').execute()
}

async function findFirstDaysOfTouched(db: WriteDb): Promise<void> {
  await sql`delete from opened_address where address_id in (select address_id from opened_address_due)`.execute(db)
  await sql`insert into opened_address (owner_unit, on_day, address_id)
    select owner_unit, on_day, id from (
      select address.owner_unit, address.id, (select min(address_step.on_day) from address_step
        where address_step.address_id = address.id and address_step.deleted_at is null) as on_day
      from opened_address_due as due cross join address
      where address.id = due.address_id and address.deleted_at is null and address.merged_into is null) as looked
    where on_day is not null`.execute(db)
  await db.deleteFrom('opened_address_due').execute()
}
