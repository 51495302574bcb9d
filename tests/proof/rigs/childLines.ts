import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface TalkingChild {
  process: ChildProcess
  /** Everything it said so far, line by line. */
  lines: string[]
  exited: Promise<unknown>
  /** Waits until it says a line. */
  says: (line: string) => Promise<void>
}

interface ChildHome {
  builtDir: string
  /** Words for Node itself. */
  node?: readonly string[]
}

/** Starts a built child program and listens to it. */
export function startChild({ builtDir, node = [] }: ChildHome, name: string, args: string[]): TalkingChild {
  const child = spawn(process.execPath, [...node, join(builtDir, `${name}.mjs`), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const waiting: { line: string; heard: () => void }[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const wish of waiting.filter((each) => line.startsWith(each.line))) wish.heard()
  })
  const exited = once(child, 'close')
  return {
    process: child,
    lines,
    exited,
    says: (line) =>
      Promise.race([
        new Promise<void>((heard) => waiting.push({ line, heard })),
        exited.then(() => {
          throw new Error(`${name} ended before it said ${line}`)
        }),
      ]),
  }
}
