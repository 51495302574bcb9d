import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildProof } from '../support/buildForNode.ts'
import { MUTANTS } from './mutants.ts'
import { type Rig, type RigContext, seededRandom } from './rig.ts'
import { RIGS } from './rigs.ts'
import { makeScratchDir } from './scratchDir.ts'

/** Tries of each rig in every test run; `npm run proof` does as many as its aim. The mutants are only read here. */
const SAMPLE: Record<string, number> = {
  kill: 2,
  power: 120,
  flips: 120,
  canaries: 50,
  audit: 30,
  migrations: 5,
  races: 16,
  clock: 12,
  'disk-full': 1,
  payloads: 40,
  pages: 60,
  hosts: 510,
  'bundle-bits': 1500,
  'stock-tools': 3,
  forgeries: 29,
  'io-fails': 10,
  sheets: 6,
}
const SEED = 20_261_121
const LONGEST_MS = 30_000

const builtDir = resolve(`node_modules/.cache/nhip-cau-proof-${process.pid}`)
const scratch = makeScratchDir()

beforeAll(async () => {
  await buildProof(builtDir)
})

afterAll(() => {
  for (const dir of [builtDir, scratch]) rmSync(dir, { recursive: true, force: true })
})

describe('row 91: a sample of the proof', () => {
  for (const rig of RIGS.filter(({ name }) => name in SAMPLE)) {
    test.skipIf(rig.unable?.() !== undefined)(
      `${rig.name}: ${rig.what}`,
      async () => {
        const run = await rig.run(contextOf(rig))
        expect(run, run.note).toMatchObject({ bad: 0 })
        expect(run.done).toBeGreaterThan(0)
        // One of them builds the page first.
      },
      120_000,
    )

    test.skipIf(rig.unable?.() !== undefined)(
      `${rig.name}: the control shows the harm (${rig.controlWhat})`,
      async () => {
        const control = await rig.control({ ...contextOf(rig), untilBad: true })
        expect(control.bad).toBeGreaterThan(0)
      },
    )
  }

  test('mutants: at least forty checks, each once in its file and with tests that are there', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(40)
    for (const { name, file, find, tests } of MUTANTS) {
      expect(readFileSync(file, 'utf8').split(find).length - 1, `${name}: its text in ${file}`).toBe(1)
      expect(
        tests.filter((path) => !existsSync(path)),
        name,
      ).toEqual([])
    }
  })
})

function contextOf(rig: Rig): RigContext {
  const most = SAMPLE[rig.name] ?? 0
  return {
    builtDir,
    scratch: mkdtempSync(join(scratch, `${rig.name}-`)),
    projectDir: resolve('.'),
    random: seededRandom(SEED),
    share: { index: 0, of: 1 },
    goOn: (done) => done < most,
    known: new Set(),
    most,
    msLeft: () => LONGEST_MS,
  }
}
