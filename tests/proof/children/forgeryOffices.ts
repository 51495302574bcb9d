import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { BundleRecord } from '../../../src/features/bundles/common/bundleManifest.ts'
import { RECORD_KINDS, tableOf } from '../../../src/features/bundles/common/bundleRecords.ts'
import { unwrapPrivateKeys } from '../../../src/features/bundles/core/keys/privateKeyWrap.ts'
import { reportLines } from '../../../src/features/bundles/core/seal/sealReportJob.ts'
import { fillPractice } from '../../../src/features/practice/core/fillPractice.ts'
import type { Forger } from '../../bundles/structuredForgeries.ts'
import { bookOf, exchangeKeys, makeReport, openReport, QUARTER } from '../../features/bundles/offices.ts'
import { type ExchangeOffice, makeExchangeOffice } from '../exchangeOffice.ts'

/** Makes a province with two branches that have reported, and writes down all that one of them needs to forge (`forger.json`). */
const { values } = parseArgs({
  options: { dir: { type: 'string', default: '' }, built: { type: 'string', default: '' } },
})
const FAMILIES = 6

const [province, branch, other] = await Promise.all([
  office('38', 'province'),
  office('15013', 'branch'),
  office('14845', 'branch'),
])
for (const [index, each] of [branch, other].entries()) {
  await fill(each, index + 1)
  await exchangeKeys(each, province)
  await openReport(province, await makeReport(each, province))
}
writeFileSync(join(values.dir, 'forger.json'), JSON.stringify(await learn()))
for (const { app } of [province, branch, other]) await app.close()
process.exit(0)

function office(unitCode: string, kind: 'branch' | 'province'): Promise<ExchangeOffice> {
  return makeExchangeOffice({ rootDir: join(values.dir, unitCode), builtDir: values.built, unitCode, kind })
}

async function fill(each: ExchangeOffice, seed: number): Promise<void> {
  const today = each.app.services.clock.today()
  const wish = { addresses: FAMILIES, seed, today, communeName: 'Na Mèo', onProgress: () => {} }
  const writer = { userId: 'proof', unitId: each.unitId, now: each.app.services.clock.now() }
  await bookOf(each).write((db) => fillPractice(db, writer, wish))
}

async function learn(): Promise<Forger> {
  const { read } = bookOf(branch)
  const key = await read.selectFrom('own_key').selectAll().executeTakeFirstOrThrow()
  const dataKey = branch.app.holder.office?.dataKey ?? new Uint8Array(32)
  const { signing } = unwrapPrivateKeys(key.wrapped_private, { dataKey, id: key.id })
  const above = await read.selectFrom('unit_key').selectAll().where('role', '=', 'receiver').executeTakeFirstOrThrow()
  const sent = await read.selectFrom('bundle_sent').selectAll().executeTakeFirstOrThrow()
  const facts = {
    schema: 2 as const,
    bundleKind: 'report' as const,
    unit: branch.unitId,
    unitCode: '15013',
    epoch: sent.epoch,
    seq: sent.seq + 1,
    prevHash: sent.hash,
    contents: 'snapshot' as const,
    base: null,
    period: QUARTER,
    createdAt: branch.app.services.clock.now(),
    auditHead: null,
    ledgerHead: null,
  }
  const { records, counts, living } = await reportLines(read, { unitId: branch.unitId, manifest: facts, since: null })
  const lines: BundleRecord[] = []
  if (Symbol.asyncIterator in records) for await (const list of records) lines.push(...list)
  else lines.push(...records)
  return {
    signing,
    to: [above.box_public, above.recovery_public].filter((recipient) => recipient !== null),
    manifest: { ...facts, counts, living },
    lines,
    opened: { bundleId: sent.id, hash: sent.hash, epoch: sent.epoch, seq: sent.seq },
    other: { unitId: other.unitId, unitCode: '14845', ids: await idsOfOther() },
  }
}

async function idsOfOther(): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  for (const kind of RECORD_KINDS) {
    const row = await bookOf(other).read.selectFrom(tableOf(kind)).select('id').limit(1).executeTakeFirst()
    if (row !== undefined) ids[kind] = row.id
  }
  return ids
}
