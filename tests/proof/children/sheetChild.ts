import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { readXlsx } from 'hucre/xlsx'
import { JobRunner } from '../../../src/base/core/jobs.ts'
import { readWorkbook } from '../../../src/features/imports/core/reading/readWorkbook.ts'
import type { ReadRegisterInput, ReadRegisterOutput } from '../../../src/features/imports/core/readRegisterJob.ts'
import { HOSTILE_SHEETS } from '../../features/imports/reading/hostileSheets.ts'

/**
 * Reads one hostile file as the program does, in a thread beside this one, and says how it went, how long it took, how long this
 * thread was deaf, and how much memory it cost. `--bare` is the control: the library alone, on this thread.
 */
const { values } = parseArgs({
  options: {
    built: { type: 'string', default: '' },
    at: { type: 'string', default: '0' },
    bare: { type: 'boolean', default: false },
  },
})
const sheet = HOSTILE_SHEETS[Number(values.at)]
if (sheet === undefined) throw new Error('no such file')
const bytes = new Uint8Array(sheet.bytes())
globalThis.gc?.()
const rssBefore = process.memoryUsage.rss()
let rssMost = rssBefore
let deafMs = 0
let lastBeat = performance.now()
const beat = setInterval(() => {
  const now = performance.now()
  deafMs = Math.max(deafMs, now - lastBeat)
  lastBeat = now
  rssMost = Math.max(rssMost, process.memoryUsage.rss())
}, 20)
const begun = process.cpuUsage()
const answer = values.bare ? await readBare() : await readAsProgram()
const { user, system } = process.cpuUsage(begun)
// Of the processor: how long a person waits depends on what else the machine does.
const ms = Math.round((user + system) / 1000)
deafMs = Math.max(deafMs, performance.now() - lastBeat)
clearInterval(beat)
const grownMb = Math.round((Math.max(rssMost, process.memoryUsage.rss()) - rssBefore) / 1_048_576)
process.stdout.write(`${JSON.stringify({ answer, ms, deafMs: Math.round(deafMs), grownMb, kb: bytes.length >> 10 })}\n`)
process.exit(0)

async function readAsProgram(): Promise<string> {
  const runner = new JobRunner(pathToFileURL(join(values.built, 'jobWorker.mjs')))
  const communes = { ownId: '', communes: [], villages: [] } as unknown as ReadRegisterInput['communes']
  const input: ReadRegisterInput = {
    bytes,
    sheet: null,
    mapping: null,
    remembered: {},
    communes,
    communeAnswers: {},
    donors: [],
    today: '2026-11-21',
  }
  const onBatch = async () => undefined
  const read = await runner.run<ReadRegisterOutput>('imports.readRegister', input, { isolated: true, onBatch }).then(
    (output) => (output.ok ? 'imports.read' : output.failure.code),
    (error: unknown) => `thrown: ${error instanceof Error ? error.message : String(error)}`,
  )
  // What is no register is not read further; what its cells say is asked of the reader itself.
  return read === 'imports.noTable' || read === 'imports.read' ? `read as ${await firstCell()}` : read
}

async function firstCell(): Promise<string> {
  const workbook = await readWorkbook(bytes)
  return workbook.ok ? String(workbook.value.sheets[0]?.rows[0]?.[0] ?? '').slice(0, 40) : workbook.failure.code
}

async function readBare(): Promise<string> {
  try {
    const { sheets } = await readXlsx(bytes)
    return `read as ${String(sheets[0]?.rows[0]?.[0] ?? '').slice(0, 40)}`
  } catch (error) {
    return `thrown: ${error instanceof Error ? error.message : String(error)}`
  }
}
