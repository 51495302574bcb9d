import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { openBenchOffice } from './benchOffice.ts'
import { benchBundles } from './bundleBench.ts'
import { benchHandlers } from './handlerBench.ts'
import { benchImport } from './importBench.ts'
import { type Comparison, tableOf } from './measure.ts'
import { openPostgresOffice } from './postgresOffice.ts'
import { benchProvince } from './provinceBench.ts'
import { benchReads } from './readBench.ts'
import { benchStart } from './startBench.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    only: { type: 'string', default: 'reads,pages,import,bundle' },
    branches: { type: 'string', default: '166' },
    dialect: { type: 'string', default: 'sqlite' },
    out: { type: 'string', default: 'out/bench' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const only = new Set(values.only.split(','))
const rows: Comparison[] = []

for (const size of values.dialect === 'postgres' ? sizes : []) {
  const office = await openPostgresOffice(size)
  rows.push(...(await benchHandlers(office, size)))
  await office.close()
}
for (const size of values.dialect === 'postgres' ? [] : sizes) {
  if (['reads', 'pages', 'start', 'bundle'].some((each) => only.has(each))) {
    const office = await openBenchOffice({ kind: 'branch', addresses: size })
    if (only.has('reads')) rows.push(...(await benchReads(office, size)))
    if (only.has('pages')) rows.push(...(await benchHandlers(office, size)))
    if (only.has('bundle')) rows.push(...(await benchBundles(office)))
    if (only.has('start')) rows.push(...(await benchStart(office, size)))
    await office.close()
  }
  if (only.has('import')) rows.push(...(await benchImport(size)))
}
if (only.has('province') && values.dialect !== 'postgres') rows.push(...(await benchProvince(Number(values.branches))))

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
const peak = `peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`
process.stdout.write(`${machine}; ${peak}\n${tableOf(rows)}\n${growth(rows)}`)
mkdirSync(values.out, { recursive: true })
writeFileSync(
  `${values.out}/bench.json`,
  `${JSON.stringify({ at: new Date().toISOString(), machine, peak, rows }, null, 2)}\n`,
)

/** How much slower a list page is at 100,000 addresses than at 10,000. */
function growth(all: Comparison[]): string {
  const at = (size: number) => all.find((row) => row.what === 'list page' && row.size === size)?.ours.median
  const small = at(10_000)
  const large = at(100_000)
  return small === undefined || large === undefined
    ? ''
    : `list page, 100,000 against 10,000: ${(large / small).toFixed(2)}×\n`
}
