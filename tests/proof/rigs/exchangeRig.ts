import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runSchedule } from '../../simulator/schedule.ts'
import { openWorld } from '../../simulator/world.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const BRANCHES = [7, 7, 6] as const
/** Few, so that old files soon meet the office they were for. */
const BRANCHES_OF_CONTROL = [1, 1, 0] as const
const STEPS = 30
/** The control ends with the first harm; one in some twenty of its schedules shows it. */
const MOST_OF_CONTROL = 100
/** A run goes on after a fault, in a new world: there may be more than one to find. */
const MOST_FAULTS = 40
/** Then the offices begin anew: books that have grown long are slow. */
const SCHEDULES_OF_A_WORLD = 25

export const exchangeRig: Rig = {
  name: 'exchange',
  what: 'schedules of 30 steps of 1 centre, 3 provinces, 20 branches: files lost, copied, mixed up, replayed, cuts, restored backups, new and stolen keys, directories, decisions, money, photos, moved cases, mergers; the books agree to the dong and every gap is named',
  aim: 10_000,
  run: (context) => liveAgainAndAgain(context, false),
  controlWhat: 'offices above that forget which numbers they have taken in',
  control: (context) => liveAgainAndAgain({ ...context, goOn: (done) => done < MOST_OF_CONTROL, untilBad: true }, true),
}

async function liveAgainAndAgain(context: RigContext, forgetful: boolean): Promise<Outcome> {
  const outcome = { done: 0, bad: 0 }
  const fast = mkdtempSync(join(context.scratch, 'exchange-'))
  const begun = performance.now()
  const wrong: string[] = []
  const happened: Record<string, number> = {}
  const cpu = process.cpuUsage()
  while (!isOver(context, outcome) && wrong.length < MOST_FAULTS) {
    const seed = Math.floor(context.random() * 1_000_000_000)
    const found = await liveOnce(context, { fast, seed, forgetful, outcome, happened })
    if (found === undefined) continue
    wrong.push(`seed ${seed}: ${found}`)
    // At once: a long run need not end before somebody looks into it.
    if (!forgetful) process.stderr.write(`exchange, seed ${seed}: ${found}\n`)
  }
  rmSync(fast, { recursive: true, force: true })
  const each = (outcome.done / (performance.now() - begun)) * 60_000
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (user + system) / 1_000_000 / outcome.done
  const told = Object.entries(happened).map(([what, times]) => `${what} ${times}`)
  return {
    ...outcome,
    note: [
      `${each.toFixed(1)} a minute, ${seconds.toFixed(2)} s of the processor each`,
      ...(forgetful ? [] : [...told, ...wrong]),
    ].join('; '),
  }
}

interface Life {
  fast: string
  seed: number
  forgetful: boolean
  outcome: Outcome
  /** What happened how often, over all worlds. */
  happened: Record<string, number>
}

/** One world until its books are long, the time is over, or something went wrong. */
async function liveOnce(
  context: RigContext,
  { fast, seed, forgetful, outcome, happened }: Life,
): Promise<string | undefined> {
  const [templateDir, dir] = [join(fast, 'template'), join(fast, 'world')]
  const branches = forgetful ? BRANCHES_OF_CONTROL : BRANCHES
  const world = await openWorld({ templateDir, dir, builtDir: context.builtDir, branches, seed, forgetful })
  try {
    for (let schedule = 0; schedule < SCHEDULES_OF_A_WORLD && !isOver(context, outcome); schedule += 1) {
      outcome.done += 1
      await runSchedule(world, STEPS, { last: schedule === SCHEDULES_OF_A_WORLD - 1 })
    }
    return undefined
  } catch (error) {
    outcome.bad += 1
    return error instanceof Error ? error.message : String(error)
  } finally {
    for (const [what, times] of Object.entries(world.happened)) happened[what] = (happened[what] ?? 0) + times
    await world.close()
  }
}
