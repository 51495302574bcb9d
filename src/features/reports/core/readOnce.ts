import type { ReadDb } from '../../../db/database.ts'

const known = new WeakMap<ReadDb, Map<string, Promise<unknown>>>()

/** The same book, whose `readOnce` questions are asked once each: for one answer that puts many tables together. */
export function oneMoment(db: ReadDb): ReadDb {
  const handle = db.withoutPlugins()
  known.set(handle, new Map())
  return handle
}

/** Reads, or gives what was read under this name since `oneMoment`; any other handle reads each time. */
export function readOnce<Value>(db: ReadDb, name: string, read: () => Promise<Value>): Promise<Value> {
  const readings = known.get(db)
  if (readings === undefined) return read()
  // Safe: a name stands for one question, and so for one type.
  const found = (readings.get(name) as Promise<Value> | undefined) ?? read()
  readings.set(name, found)
  return found
}
