import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome, Rig, RigContext } from '../rig.ts'

const USES = 'receipt,import,backup,open,bundle'
/** A control that is given no time would show nothing. */
const LEAST_MS = 15_000

export const faultRig: Rig = {
  name: 'io-fails',
  what: 'the n-th call that writes fails, once or from then on, while money is received, a register imported, a backup made, an old book opened, a report opened: nothing silently lost or half, a reason each time, the book opens again',
  aim: 5000,
  unable: () =>
    process.platform === 'linux' && existsSync('/usr/bin/gcc') ? undefined : 'needs Linux and gcc for the faults',
  run: (context) => failAgainAndAgain(context, USES),
  controlWhat: 'a writer that does not listen to the system',
  control: (context) => failAgainAndAgain({ ...context, most: 6 }, 'careless'),
}

function failAgainAndAgain(context: RigContext, uses: string): Promise<Outcome> {
  const dir = mkdtempSync(join(context.scratch, 'faults-'))
  const library = join(context.scratch, 'faults.so')
  const source = join(context.projectDir, 'tests/proof/children/faults.c')
  const made = spawnSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'])
  if (made.status !== 0) throw new Error(`the faults were not built: ${made.stderr}`)
  const ms = Math.max(LEAST_MS, context.msLeft())
  const { index, of } = context.share
  const args = ['--dir', dir, '--built', context.builtDir, '--uses', uses, '--most', String(context.most)]
  args.push('--share', `${index}/${of}`)
  const env = { ...process.env, LD_PRELOAD: library, FAULT_DIR: join(dir, 'work'), FAULT_OUT: join(dir, 'calls') }
  const child = join(context.builtDir, 'faultChild.mjs')
  const ran = spawnSync(process.execPath, [child, ...args, '--ms', String(ms)], { env, encoding: 'utf8' })
  if (ran.status !== 0) throw new Error(`the program with faults ended: ${ran.stderr}`)
  // Safe: the child's last line.
  const { done, bad, told } = JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '') as Outcome & { told: string }
  return Promise.resolve({ done, bad, note: told })
}
