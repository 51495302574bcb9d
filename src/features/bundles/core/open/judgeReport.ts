import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { BundleReceivedTable } from '../../../../db/tables/exchangeTables.ts'
import { type BundleOrder, judgeOrder, type OpenedBefore } from '../../common/rules.ts'
import { findUnitKey } from '../keys/unitKeysRepo.ts'
import { listHeld } from './heldReports.ts'
import type { PlacedReport } from './readReport.ts'
import { listReceivedFrom } from './receivedRepo.ts'

/**
 * Where a report stands among those of its sender, opened and waiting. Refuses what a withdrawn key signed, and changes
 * that count from a number which we opened as something else or not at all.
 */
export async function judgeReport(db: ReadDb | WriteDb, placed: PlacedReport): Promise<BundleOrder> {
  const { manifest, hash } = placed
  const opened = (await listReceivedFrom(db, { unitId: manifest.unit, kind: 'report' })).map(openedBefore)
  const held = await listHeld(db, manifest.unit)
  const order = judgeOrder({ ...manifest, hash }, opened, held)
  if (order.kind === 'alreadyOpened') return order
  await refuseWithdrawnKey(db, { placed, last: opened.at(-1) })
  const { base } = manifest
  if (order.kind === 'next' && base !== null) {
    const known = opened.find((before) => before.epoch === manifest.epoch && before.seq === base.seq)
    if (known?.hash !== base.hash) refuse('bundles.booksDiffer', { unit: manifest.unitCode, seq: manifest.seq })
  }
  return order
}

/** What was signed before the number from which a key no longer counts stays good, in the series it was used for. */
async function refuseWithdrawnKey(
  db: ReadDb | WriteDb,
  { placed, last }: { placed: PlacedReport; last: OpenedBefore | undefined },
): Promise<void> {
  const { manifest, fingerprint } = placed
  const key = await findUnitKey(db, { fingerprint, role: 'sender' })
  const from = key === undefined ? 1 : key.revoked_from_seq
  if (from === null) return
  const sameSeries = last === undefined || last.epoch === manifest.epoch
  if (!sameSeries || manifest.seq >= from) refuse('bundles.keyReplaced', { unit: manifest.unitCode })
}

export function openedBefore({ id, epoch, seq, hash, made_at, opened_at }: BundleReceivedTable): OpenedBefore {
  return { id, epoch, seq, hash, madeAt: made_at, openedAt: opened_at }
}
