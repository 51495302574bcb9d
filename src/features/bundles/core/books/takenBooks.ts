import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { TakenBook } from '../../common/books/takenBookLines.ts'

/** The books taken in by this unit or told of in them, those of the farthest units included: what its reports and its own book tell. */
export async function readTakenBooks(db: ReadDb | WriteDb, unitId: string): Promise<TakenBook[]> {
  const rows = await (db as ReadDb)
    .selectFrom('book_taken')
    .selectAll()
    .where('told_by', '=', unitId)
    .orderBy('from_unit')
    .orderBy('to_unit')
    .execute()
  return rows.map((row) => ({ fromUnit: row.from_unit, toUnit: row.to_unit, madeAt: row.made_at }))
}

/** A unit's book may come in several times, as rows are written after it was made: the newest counts. */
export async function addTakenBooks(
  db: WriteDb,
  { toldBy, taken }: { toldBy: string; taken: readonly TakenBook[] },
): Promise<void> {
  const known = new Map((await readTakenBooks(db, toldBy)).map((each) => [keyOf(each), each.madeAt]))
  for (const each of taken) {
    const made_at = each.madeAt
    if ((known.get(keyOf(each)) ?? '') >= made_at) continue
    known.set(keyOf(each), made_at)
    await db
      .insertInto('book_taken')
      .values({ told_by: toldBy, from_unit: each.fromUnit, to_unit: each.toUnit, made_at })
      .onConflict((same) => same.columns(['told_by', 'from_unit', 'to_unit']).doUpdateSet({ made_at }))
      .execute()
  }
}

/** A report tells of every book its sender has; one that put an older book of its own back may have fewer than before. */
export async function replaceTakenBooks(
  db: WriteDb,
  told: { toldBy: string; taken: readonly TakenBook[] },
): Promise<void> {
  await db.deleteFrom('book_taken').where('told_by', '=', told.toldBy).execute()
  await addTakenBooks(db, told)
}

function keyOf({ fromUnit, toUnit }: TakenBook): string {
  return `${fromUnit} ${toUnit}`
}
