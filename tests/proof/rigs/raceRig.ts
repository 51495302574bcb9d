import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'
import { startChild } from './childLines.ts'

const AT_ONCE = 8

export const raceRig: Rig = {
  name: 'races',
  what: 'programs starting on one folder at the same moment: exactly one opens it',
  aim: 1000,
  run: (context) => raceAgainAndAgain(context, false),
  controlWhat: 'a lock file that is looked for and then written',
  control: (context) => raceAgainAndAgain({ ...context, goOn: (done) => done < 3 * AT_ONCE && context.goOn(0) }, true),
}

async function raceAgainAndAgain(context: RigContext, naive: boolean): Promise<Outcome> {
  const outcome = { done: 0, bad: 0 }
  while (!isOver(context, outcome)) {
    const dir = join(context.scratch, `race-${outcome.done}`)
    mkdirSync(dir, { recursive: true })
    const args = ['--dir', dir, ...(naive ? ['--naive'] : [])]
    const children = Array.from({ length: AT_ONCE }, () => startChild(context, 'lockChild', args))
    // All are up before any begins, however slowly they start.
    await Promise.all(children.map((child) => child.says('ready')))
    const answers = children.map((child) => Promise.race([child.says('opened'), child.says('refused')]))
    for (const child of children) child.process.stdin?.write('go\n')
    await Promise.all(answers)
    const opened = children.filter((child) => child.lines.includes('opened')).length
    for (const child of children) child.process.stdin?.write('\n')
    await Promise.all(children.map((child) => child.exited))
    outcome.bad += opened === 1 ? 0 : 1
    outcome.done += AT_ONCE
    rmSync(dir, { recursive: true, force: true })
  }
  return outcome
}
