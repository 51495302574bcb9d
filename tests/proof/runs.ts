import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** One sitting of one rig. */
export interface ProofRun {
  rig: string
  /** When it began, UTC. */
  at: string
  /** What was tried: a commit, with `+` when the tree was changed since. */
  commit: string
  machine: string
  seed: number
  done: number
  bad: number
  note?: string
  /** Where each try has a name: which were made, and which of them ended badly. */
  tried?: readonly string[]
  failed?: readonly string[]
  control: { done: number; bad: number }
  seconds: number
}

export function appendRun(file: string, run: ProofRun): void {
  appendFileSync(file, `${JSON.stringify(run)}\n`)
}

export function readRuns(file: string): ProofRun[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  // Safe: written by `appendRun`.
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ProofRun)
}

/** Whether the last try of each name was good; names that no run noted are not in it. */
export function triesByName(runs: readonly ProofRun[]): ReadonlyMap<string, boolean> {
  const tries = runs.flatMap(({ tried = [], failed = [] }) =>
    tried.map((name) => [name, !failed.includes(name)] as const),
  )
  return new Map(tries)
}

export function commitOf(): string {
  const git = (...words: string[]) => spawnSync('git', words, { encoding: 'utf8' })
  const head = git('rev-parse', '--short', 'HEAD')
  if (head.status !== 0) return 'unknown'
  const isChanged = git('diff', '--quiet', 'HEAD', '--', 'src', 'tests').status !== 0
  return `${head.stdout.trim()}${isChanged ? '+' : ''}`
}
