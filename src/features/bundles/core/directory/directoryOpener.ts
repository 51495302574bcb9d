import { refuse } from '../../../../base/common/failures.ts'
import type { Result } from '../../../../base/common/result.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import { checkDirectory, unitsNamed } from '../../common/directory/checkDirectory.ts'
import { DIRECTORY_IDENTITY } from '../../common/directory/directoryKey.ts'
import { type ContentLine, type DirectoryLine, linesOf } from '../../common/directory/directoryLines.ts'
import type { ShortFile } from '../../common/fileSchemas.ts'
import { judgeNewest } from '../../common/rules.ts'
import type { ReadLines, ReadLinesInput } from '../open/readLinesJob.ts'
import type { Opener } from '../open/shortOpener.ts'
import { keepFile } from '../seal/keptFiles.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { applyChanges } from './applyDirectory.ts'
import { type ChangeFacts, tellChanges } from './changeFacts.ts'
import { compareLines, contentOf, type LineChange, readHere } from './compareDirectory.ts'
import { applyKeyEffects, type KeyEffect, listKeyEffects } from './keyEffects.ts'
import { insertPack, listPacks } from './packRepo.ts'
import { findSigner, listDirectorySigners } from './signerRepo.ts'
import { unknownUnits } from './unitLinesRepo.ts'

/** Nobody reads more one by one; the number of all is said, and the record of the directory keeps them. */
const MOST_SHOWN = 300

interface SeenDirectory {
  read: ReadLines
  lines: DirectoryLine[]
  alreadyOpened: string | null
  changes: LineChange[]
  keys: KeyEffect[]
  told: ChangeFacts[]
}

/** A directory of the centre: what it says against what is known here; applied in one transaction. */
export const directoryOpener: Opener = {
  inspect: async (context, bytes) => shown(context, await look(context, bytes), bytes),
  open: async (context, bytes) => {
    const seen = await look(context, bytes)
    if (seen.alreadyOpened === null) await take(context, seen, bytes)
    return shown(context, seen, bytes)
  },
}

async function look(context: OfficeContext, bytes: Uint8Array): Promise<SeenDirectory> {
  const read = await readDirectory(context, bytes)
  const { db, office } = context
  const { unit } = read.manifest
  const checked = checkDirectory(read.records)
  if ('wrongLine' in checked) refuse('bundles.malformed', { part: 'record', line: checked.wrongLine })
  const { lines } = checked
  const alreadyOpened = await judge(db, read)
  await refuseUnknown(db, lines)
  const isOwn = unit === office.unitId
  if (!isOwn) await refuseOwnClusters(db, lines)
  const here = await readHere(db, lines, { isOwn, ownUnit: office.unitId })
  const all = alreadyOpened === null ? compareLines(here, contentOf(lines)) : []
  const changes = isOwn ? all.filter(bringsBack) : all
  const { fingerprint } = read
  const keys = await listKeyEffects(db, lines, { ownUnit: office.unitId, fromUnit: unit, fingerprint })
  const told = await tellChanges(db, [...here, ...lines], { changes, keys: alreadyOpened === null ? keys : [] })
  return { read, lines, alreadyOpened, changes, keys, told }
}

/** What the centre has is newer than what it once said; only what it lost comes back, and units are nobody's own. */
function bringsBack({ change, line }: LineChange): boolean {
  return change === 'Added' || line.kind === 'unit' || line.kind === 'successor'
}

async function readDirectory(context: OfficeContext, bytes: Uint8Array): Promise<ReadLines> {
  const signers = await listDirectorySigners(context)
  const input: ReadLinesInput = { bytes, signers, identities: [DIRECTORY_IDENTITY], kinds: ['directory'] }
  const read = await context.services.jobs.run<Result<ReadLines>>('bundles.readLines', input)
  if (!read.ok) refuse(read.failure.code as `${string}.${string}`, read.failure.params)
  return read.value
}

/** When this very directory was opened; null when it may be. Refuses an older one, a second history, a withdrawn signer. */
async function judge(db: ReadDb | WriteDb, { manifest, hash, fingerprint }: ReadLines): Promise<string | null> {
  const version = manifest.seq
  const before = (await listPacks(db)).reverse().map((pack) => ({
    id: pack.bundle_id,
    epoch: manifest.epoch,
    seq: pack.version,
    hash: pack.hash,
    madeAt: pack.opened_at,
    openedAt: pack.opened_at,
  }))
  const order = judgeNewest({ ...manifest, hash }, before)
  if (order.kind === 'alreadyOpened') return order.openedAt
  const signer = await findSigner(db, fingerprint)
  if (signer !== undefined && signer.revoked_from_version !== null && version >= signer.revoked_from_version) {
    refuse('bundles.directoryKeyReplaced', { version })
  }
  if (order.kind === 'fork') refuse('bundles.directoryFork', { version })
  if (order.kind === 'replayed') refuse('bundles.directoryOlder', { version, last: order.last })
  return null
}

/** Everything a directory names it describes, or every program knows it. */
async function refuseUnknown(db: ReadDb, lines: readonly DirectoryLine[]): Promise<void> {
  const described = new Set(linesOf(lines, 'unit').map((line) => line.code))
  const named = new Set(lines.flatMap((line) => (line.kind === 'directory' ? [] : unitsNamed(line))))
  const missing = await unknownUnits(
    db,
    [...named].filter((code) => !described.has(code)),
  )
  if (missing.length === 0) return
  const wrong = (line: DirectoryLine): line is ContentLine =>
    line.kind !== 'directory' && unitsNamed(line).some((code) => missing.includes(code))
  refuse('bundles.malformed', { part: 'record', line: lines.findIndex(wrong) + 2 })
}

async function refuseOwnClusters(db: ReadDb, lines: readonly DirectoryLine[]): Promise<void> {
  const ids = linesOf(lines, 'cluster').map((line) => line.id)
  if (ids.length === 0) return
  const own = await db.selectFrom('cluster').select('id').where('origin', '=', 'own').execute()
  if (own.some((row) => ids.includes(row.id))) refuse('bundles.foreignRecord', { kind: 'cluster' })
}

async function take(context: OfficeContext, seen: SeenDirectory, bytes: Uint8Array): Promise<void> {
  const { read, lines, changes, keys, told } = seen
  const { manifest, hash, fingerprint } = read
  const [head] = linesOf(lines, 'directory')
  await keepFile(context.office, manifest.bundleId, bytes)
  await context.write(async (db, writer) => {
    // Another window may have opened it, or a newer one, since it was looked at.
    if ((await judge(db, read)) !== null) return
    await insertPack(db, {
      version: manifest.seq,
      hash,
      bundle_id: manifest.bundleId,
      fingerprint,
      from_unit: manifest.unit,
      issued_on: head?.issuedOn ?? manifest.period.to,
      opened_at: writer.now,
      bytes: bytes.length,
      lines: JSON.stringify(lines),
      changes: JSON.stringify(told),
    })
    await applyChanges(db, changes, { isOwn: manifest.unit === context.office.unitId, writer })
    await applyKeyEffects(db, keys, { fromUnit: manifest.unit, now: writer.now })
  })
}

async function shown(context: OfficeContext, seen: SeenDirectory, bytes: Uint8Array): Promise<ShortFile> {
  const { read, lines, alreadyOpened, told } = seen
  const { unit, seq, createdAt: madeAt } = read.manifest
  const [head] = linesOf(lines, 'directory')
  return {
    kind: 'directory',
    from: await getUnitNames(context.db, unit),
    seq,
    madeAt,
    bytes: bytes.length,
    alreadyOpened,
    facts: { version: seq, n: told.length, note: head?.note ?? '' },
    lines: told.slice(0, MOST_SHOWN),
  }
}
