import { expect, test } from 'vitest'
import { exchangeKeys, openOtherBranch } from '../features/bundles/offices.ts'
import { openTestApp } from '../support/openTestApp.ts'
import { converge, openWorld, takeStep } from './randomSchedule.ts'

/** `NHIP_CAU_SCHEDULES`, `NHIP_CAU_STEPS` and `NHIP_CAU_SEED` make it longer or repeat one; the seed is in every failure. */
const SCHEDULES = Number(process.env.NHIP_CAU_SCHEDULES ?? 1)
const STEPS = Number(process.env.NHIP_CAU_STEPS ?? 30)
const FIRST_SEED = Number(process.env.NHIP_CAU_SEED ?? 20_261_121)
const OTHER_BRANCHES = ['14845']

for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed += 1) {
  test(`schedule ${seed}: files lost, copied, mixed up and replayed, power cuts, restored backups and new keys`, async () => {
    const province = await openTestApp({ kind: 'province' })
    const branches = [await openTestApp(), ...(await Promise.all(OTHER_BRANCHES.map(openOtherBranch)))]
    for (const branch of branches) await exchangeKeys(branch, province)
    const world = await openWorld({ province, branches, seed })
    const taken: string[] = []
    try {
      for (let step = 0; step < STEPS; step += 1) taken.push(await takeStep(world))
      await converge(world)
    } catch (error) {
      throw new Error(`seed ${seed} after ${taken.join(', ')}`, { cause: error })
    }
    expect(taken).toHaveLength(STEPS)
  }, 120_000)
}
