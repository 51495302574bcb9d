import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { timeBareInserts } from './bareInserts.ts'
import { type BenchOffice, openBenchOffice } from './benchOffice.ts'
import { type Comparison, compareTimes, timed } from './measure.ts'

const PERIOD = { from: '2024-01-01', to: '2026-12-31' }
const PIPES_AIM = '≤ 4× tar | gzip | age'
/** A small report takes milliseconds, and one look at the clock says little: three rounds at least, nine at most. */
const MEASURED_CHARACTERS = 24_000_000
const INSERTS_AIM = '≤ 3× bare inserts'

/**
 * A branch's report made and opened, against `tar | gzip | age` over the same records as lines of JSON; opening also
 * against inserting the same rows and nothing else.
 */
export async function benchBundles(branch: BenchOffice): Promise<Comparison[]> {
  let size = 0
  const create: number[] = []
  const open: number[] = []
  const bareCreate: number[] = []
  const bareOpen: number[] = []
  const inserts: number[] = []
  const lines = exportLines(branch)
  const rounds = Math.min(9, Math.max(3, Math.round(MEASURED_CHARACTERS / (await lines).length)))
  for (let round = 0; round < rounds; round += 1) {
    const province = await openBenchOffice({ kind: 'province' })
    await province.client.bundles.keys.makeRecovery()
    await exchangeKeys(branch, province)
    let bytes = new Uint8Array()
    create.push(
      await timed(async () => {
        ;({ bytes, records: size } = await makeReport(branch, province, PERIOD))
      }),
    )
    const ticket = province.app.services.tickets.put({ name: 'x.rcb', type: '', bytes })
    open.push(await timed(() => province.client.bundles.open({ ticket, acceptGap: true })))
    const pipes = await timePipes(lines)
    bareCreate.push(pipes.create)
    bareOpen.push(pipes.open)
    inserts.push(await timeBareInserts(branch, TABLES))
    await province.close()
  }
  return [
    compareTimes({ what: 'bundle create', size, aim: PIPES_AIM }, create, bareCreate),
    compareTimes({ what: 'bundle open', size, aim: PIPES_AIM }, open, bareOpen),
    compareTimes({ what: 'bundle open', size, aim: INSERTS_AIM }, open, inserts),
  ]
}

/** Introduces a branch and its province to each other, as a request, its answer and two phone calls do. */
export async function exchangeKeys(branch: BenchOffice, province: BenchOffice): Promise<void> {
  const move = (ticket: string) =>
    province.app.services.tickets.put(
      branch.app.services.tickets.take(ticket) ?? { name: '', type: '', bytes: new Uint8Array() },
    )
  const request = await branch.client.bundles.keys.requestFile()
  const { digits } = await branch.client.bundles.keys.own()
  await province.client.bundles.keys.enrol({ file: { ticket: move(request.ticket) }, digits })
  const answer = await province.client.bundles.keys.answerFile()
  const own = await province.client.bundles.keys.own()
  await branch.client.bundles.keys.enrolReceiver({ file: { text: answer.text }, digits: own.digits })
}

export async function makeReport(
  branch: BenchOffice,
  province: BenchOffice,
  period: { from: string; to: string },
): Promise<{ bytes: Uint8Array<ArrayBuffer>; records: number }> {
  const toUnit = province.app.holder.office?.unitId ?? ''
  for await (const event of await branch.client.bundles.create({ toUnit, period })) {
    if (event.kind !== 'done') continue
    const { ticket, records } = event.bundle
    return { bytes: new Uint8Array(branch.app.services.tickets.take(ticket)?.bytes ?? []), records }
  }
  throw new Error('the report ended without its file')
}

/** What a report holds, but for what it leaves to others. */
export const TABLES = [
  'village',
  'person',
  'household',
  'address',
  'address_step',
  'decision',
  'donor',
  'pairing',
  'instalment',
  'receipt',
  'allocation',
  'round',
  'round_line',
  'delivery',
  'house',
  'house_funding',
  'consent',
] as const

/** The records a report holds, as plain lines: what the pipes have to carry. */
async function exportLines({ app }: BenchOffice): Promise<string> {
  const db = app.holder.office?.database.read
  if (db === undefined) throw new Error('no office')
  const parts: string[] = []
  for (const table of TABLES) {
    const rows = await db.selectFrom(table).selectAll().execute()
    parts.push(...rows.map((row) => JSON.stringify({ ...row, kind: table })))
  }
  return `${parts.join('\n')}\n`
}

async function timePipes(lines: Promise<string>): Promise<{ create: number; open: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-pipes-'))
  writeFileSync(join(dir, 'records.ndjson'), await lines)
  const key = spawnSync('age-keygen', ['-o', 'key.txt'], { cwd: dir, encoding: 'utf8' })
  const recipient = /age1[a-z0-9]+/.exec(`${key.stderr}${readFileSync(join(dir, 'key.txt'), 'utf8')}`)?.[0] ?? ''
  const shell = (command: string) => {
    const run = spawnSync('bash', ['-c', `set -o pipefail; ${command}`], { cwd: dir, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(run.stderr)
  }
  const create = await timed(() => shell(`tar -c records.ndjson | gzip | age -r ${recipient} > records.age`))
  const open = await timed(() => shell('age -d -i key.txt records.age | gunzip | tar -x -O > back.ndjson'))
  rmSync(dir, { recursive: true, force: true })
  return { create, open }
}
