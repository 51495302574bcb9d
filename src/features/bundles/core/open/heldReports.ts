import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { Office } from '../../../../db/office.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleHeldTable } from '../../../../db/tables/twoWayTables.ts'
import type { PlacedReport } from './readReport.ts'

/** Files that came before their turn, those of one unit or all, by unit and number. */
export async function listHeld(db: ReadDb | WriteDb, fromUnit?: string): Promise<BundleHeldTable[]> {
  const held = (db as ReadDb).selectFrom('bundle_held').selectAll().orderBy('from_unit').orderBy('seq')
  return (fromUnit === undefined ? held : held.where('from_unit', '=', fromUnit)).execute()
}

interface Holding {
  placed: PlacedReport
  bytes: Uint8Array
  /** Who took in its new series or the gap before it, so that nobody is asked again when its turn comes. */
  acceptedBy: string | null
}

/** Keeps a file that waits for others; the bytes are on the disk before the book says so. */
export async function holdReport(context: OfficeContext, { placed, bytes, acceptedBy }: Holding): Promise<void> {
  const { manifest, hash } = placed
  await mkdir(folderOf(context.office), { recursive: true, mode: 0o700 })
  await writeFile(fileOf(context.office, manifest.bundleId), bytes, { mode: 0o600, flush: true })
  await context.write((db, { now }) =>
    db
      .insertInto('bundle_held')
      .values({
        id: manifest.bundleId,
        from_unit: manifest.unit,
        epoch: manifest.epoch,
        seq: manifest.seq,
        hash,
        contents: manifest.contents,
        made_at: manifest.createdAt,
        held_at: now,
        from_day: manifest.period.from,
        to_day: manifest.period.to,
        bytes: bytes.length,
        accepted_by: acceptedBy,
      })
      .onConflict((conflict) =>
        acceptedBy === null
          ? conflict.column('id').doNothing()
          : conflict.column('id').doUpdateSet({ accepted_by: acceptedBy }),
      )
      .execute(),
  )
}

/** What no longer waits once this number is in the book: it and all before it, and other series of the unit. */
export async function dropHeldUpTo(db: WriteDb, { manifest }: PlacedReport): Promise<void> {
  await db
    .deleteFrom('bundle_held')
    .where('from_unit', '=', manifest.unit)
    .where((is) => is.or([is('epoch', '<>', manifest.epoch), is('seq', '<=', manifest.seq)]))
    .execute()
}

export async function dropHeld(context: OfficeContext, id: string): Promise<void> {
  await context.write((db) => db.deleteFrom('bundle_held').where('id', '=', id).execute())
}

/** Files of reports that no longer wait are removed from the disk. */
export async function sweepHeld({ db, office }: OfficeContext): Promise<void> {
  if (!existsSync(folderOf(office))) return
  const waiting = new Set((await listHeld(db)).map((row) => `${row.id}.rcb`))
  for (const name of await readdir(folderOf(office))) {
    if (!waiting.has(name)) await rm(join(folderOf(office), name), { force: true })
  }
}

/** `undefined` when the file is gone from the disk: the unit has to send it again. */
export async function readHeld(office: Office, id: string): Promise<Uint8Array | undefined> {
  const file = fileOf(office, id)
  return existsSync(file) ? readFile(file) : undefined
}

/** `id` passed the schema of a bundle id: a UUID and nothing else. */
function fileOf(office: Office, id: string): string {
  return join(folderOf(office), `${id}.rcb`)
}

function folderOf(office: Office): string {
  return join(office.dir, 'held')
}
