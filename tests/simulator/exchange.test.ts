import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { runSchedule } from './schedule.ts'
import { openWorld } from './world.ts'

/** `NHIP_CAU_SCHEDULES`, `NHIP_CAU_STEPS` and `NHIP_CAU_SEED` make it longer or repeat one; the whole world: `npm run proof -- --only exchange`. */
const SCHEDULES = Number(process.env.NHIP_CAU_SCHEDULES ?? 2)
const STEPS = Number(process.env.NHIP_CAU_STEPS ?? 40)
const SEED = Number(process.env.NHIP_CAU_SEED ?? 20_261_122)

const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-exchange-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('a centre, three provinces and their branches', () => {
  const wish = { templateDir: join(dir, 'template'), dir: join(dir, 'world'), branches: [2, 1, 0] as const, seed: SEED }

  test(`seed ${SEED}: ${SCHEDULES} schedules of every kind of file, lost, copied, mixed up and replayed, cuts, restored backups, new and stolen keys, moved cases and mergers end with equal books`, async () => {
    const world = await openWorld({ ...wish, builtDir: inject('coreDir') })
    try {
      for (let schedule = 0; schedule < SCHEDULES; schedule += 1) await runSchedule(world, STEPS)
      expect(world.everSent.length).toBeGreaterThan(SCHEDULES)
    } finally {
      await world.close()
    }
  }, 120_000)
})
