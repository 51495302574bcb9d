import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { timeBareInserts } from './bareInserts.ts'
import {
  type BenchOffice,
  fingerprint,
  KEPT,
  openBenchOffice,
  openKeptProvince,
  openSmallBranch,
} from './benchOffice.ts'
import { exchangeKeys, makeReport, TABLES } from './bundleBench.ts'
import { type Comparison, compareTimes, timed } from './measure.ts'

const ADDRESSES = 60
const QUARTER = { from: '2026-07-01', to: '2026-09-30' }

/**
 * A province opens the quarterly files of its branches in one run, as its desk does with a folder; against inserting the same
 * rows and nothing else. Tells rows per second and the most memory it took. Thanh Hóa has 166 communes. Preparing the branches
 * takes three seconds of processor time each; they are kept for the day.
 */
export async function benchProvince(branches: number): Promise<Comparison[]> {
  const kept = join(
    KEPT,
    `province-${branches}-${fingerprint('src/features/bundles/core/seal', 'src/features/bundles/common')}`,
  )
  if (!existsSync(kept)) await prepare(kept, branches)
  const province = await openKeptProvince(join(kept, 'office'))
  const files = readdirSync(join(kept, 'files')).map((name) => join(kept, 'files', name))
  const { records, rss, cpu, ...times } = await openAll(province, files)
  const inserts = await timeBareInserts(province, TABLES)
  await province.close()
  const speed = Math.round(records / (times.total / 1000))
  const aim = `${files.length} files; ${speed} rows/s; at most ${Math.round(rss / 2 ** 20)} MB`
  return [{ ...compareTimes({ what: 'province', size: records, aim }, [times.total], [inserts]), cpu }]
}

interface Run {
  records: number
  /** Milliseconds for all of them. */
  total: number
  /** Milliseconds of processor time of all threads. */
  cpu: number
  /** The most memory seen after a file. */
  rss: number
}

async function openAll(province: BenchOffice, files: readonly string[]): Promise<Run> {
  const run: Run = { records: 0, total: 0, cpu: 0, rss: 0 }
  const before = process.cpuUsage()
  for (const [index, file] of files.entries()) {
    const ticket = province.app.services.tickets.put({ name: 'x.rcb', type: '', bytes: readFileSync(file) })
    run.total += await timed(async () => {
      const opened = await province.client.bundles.openFile({ ticket })
      if (opened.kind !== 'report') throw new Error(`${file} is no report`)
      run.records += opened.report.records
    })
    run.rss = Math.max(run.rss, process.memoryUsage.rss())
    process.stderr.write(`\r${index + 1} / ${files.length}`)
  }
  process.stderr.write('\n')
  const { user, system } = process.cpuUsage(before)
  return { ...run, cpu: (user + system) / 1000 }
}

async function prepare(kept: string, branches: number): Promise<void> {
  const province = await openBenchOffice({ kind: 'province' })
  await province.client.bundles.keys.makeRecovery()
  const making = `${kept}.new`
  mkdirSync(join(making, 'files'), { recursive: true })
  for (const [index, unitCode] of (await listCommunes(province, branches)).entries()) {
    const branch = await openSmallBranch(unitCode, { addresses: ADDRESSES, seed: index + 1 })
    await exchangeKeys(branch, province)
    const { bytes } = await makeReport(branch, province, QUARTER)
    writeFileSync(join(making, 'files', `${unitCode}.rcb`), bytes)
    await branch.close()
    process.stderr.write(`\rprepared ${index + 1} / ${branches}`)
  }
  process.stderr.write('\n')
  await province.app.holder.close()
  cpSync(province.rootDir, join(making, 'office'), { recursive: true })
  await province.close()
  renameSync(making, kept)
}

async function listCommunes({ app }: BenchOffice, branches: number): Promise<string[]> {
  const office = app.holder.office
  if (office === undefined) throw new Error('the office did not open')
  const communes = await office.database.read
    .selectFrom('unit')
    .innerJoin('unit_name', 'unit_name.unit_id', 'unit.id')
    .select('unit.code')
    .where('unit_name.parent_id', '=', office.unitId)
    .where('unit_name.valid_to', 'is', null)
    .where('unit.level', '=', 'commune')
    .orderBy('unit.code')
    .limit(branches)
    .execute()
  return communes.map(({ code }) => code)
}
