import { converge, convergeAll } from './converge.ts'
import { takeStep } from './steps.ts'
import { takeSeat, type World } from './world.ts'

/** One random schedule, after which all books agree. `last`: every office reports. Throws what went wrong with the steps that led there. */
export async function runSchedule(world: World, steps: number, { last = false } = {}): Promise<void> {
  for (const node of world.nodes) takeSeat(node)
  const taken: string[] = []
  try {
    for (let step = 0; step < steps; step += 1) taken.push(await takeStep(world))
    taken.push('converge')
    await (last ? convergeAll(world) : converge(world))
  } catch (error) {
    const why = error instanceof Error ? error.message : JSON.stringify(error)
    throw new Error(`${why} (after ${taken.join(', ')})`, { cause: error })
  }
}
