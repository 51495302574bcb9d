import { type ChildProcess, fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { _electron, chromium, type Page } from 'playwright-core'
import type { Controls } from './electronDouble/control.ts'
import type { Recorded } from './electronDouble/record.ts'

type Asked<Call> = Call extends (...args: infer Args) => infer Value
  ? (...args: Args) => Promise<Awaited<Value>>
  : never

/** What the double tells and does; not there with a real Electron. */
export type DesktopDouble = { [Name in keyof Controls]: Asked<Controls[Name]> }

export interface Desktop {
  page: Page
  /** Undefined when the real program runs. */
  double: DesktopDouble | undefined
  close: () => Promise<void>
}

export interface DesktopOptions {
  dataDir: string
  /** Folder with the built `main`, `preload`, `core` and `ui`. */
  outDir?: string
  args?: string[]
  env?: Record<string, string>
}

/** Folder of the built app; `NHIP_CAU_OUT` names another. */
export const BUILT_DIR = resolve(process.env.NHIP_CAU_OUT ?? 'out')

/** Path of a real Electron, if this machine has one: `ELECTRON_BINARY`, or what its package downloaded. */
export function findElectron(): string | undefined {
  const named = process.env.ELECTRON_BINARY
  if (named !== undefined && named !== '') return named
  const pathFile = resolve('node_modules/electron/path.txt')
  if (!existsSync(pathFile)) return undefined
  const binary = resolve('node_modules/electron/dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

/** Starts the built desktop app in a real Electron. */
export async function launchElectron(binary: string, options: DesktopOptions): Promise<Desktop> {
  const main = join(options.outDir ?? BUILT_DIR, 'main/main.mjs')
  const running = await _electron.launch({
    executablePath: binary,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      main,
      '--data',
      options.dataDir,
      ...(options.args ?? []),
    ],
    env: { ...inheritedEnv(), ...options.env },
  })
  return { page: await running.firstWindow(), double: undefined, close: () => running.close() }
}

/** Starts the same built files against the double, and drives its page from here. */
export async function launchDouble(options: DesktopOptions): Promise<Desktop & { double: DesktopDouble }> {
  const child = forkMain(options)
  const double = talkTo(child)
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const url = await waitFor(() => double.debuggingUrl(), exited)
  const browser = await chromium.connectOverCDP(url)
  const page = await waitFor(async () => {
    const [first] = browser.contexts()[0]?.pages() ?? []
    if (first === undefined || first.url() === 'about:blank') throw new Error('the window is still empty')
    return first
  }, exited)
  const close = async () => {
    await browser.close()
    if (child.connected) await double.closeWindow().catch(() => {})
    await exited
  }
  return { page, double, close }
}

/** The main process under the double: for starts that are to end by themselves. */
export function forkMain({ dataDir, outDir = BUILT_DIR, args = [], env = {} }: DesktopOptions): ChildProcess {
  return fork(join(outDir, 'main/main.mjs'), ['--data', dataDir, ...args], {
    execPath: process.execPath,
    execArgv: ['--import', new URL('./electronDouble/register.ts', import.meta.url).href],
    env: { ...inheritedEnv(), ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

/** How often something of this kind was recorded, and with what. */
export function found(recorded: readonly Recorded[], what: string): unknown[] {
  return recorded.filter((entry) => entry.what === what).map((entry) => entry.details)
}

function inheritedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

function talkTo(child: ChildProcess): DesktopDouble {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  child.on('message', (answer: { id: number; value?: unknown; error?: string }) => {
    const asked = waiting.get(answer.id)
    if (answer.error === undefined) asked?.resolve(answer.value)
    else asked?.reject(new Error(answer.error))
  })
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the desktop ended with ${code}`))
  })
  const ask = (name: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      child.send({ id: lastId, name, args })
    })
  // Safe: the double answers exactly the names of Controls.
  return new Proxy(
    {},
    {
      get:
        (_target, name) =>
        (...args: unknown[]) =>
          ask(String(name), args),
    },
  ) as DesktopDouble
}

async function waitFor<Value>(attempt: () => Promise<Value>, exited: Promise<void>): Promise<Value> {
  let gone = false
  void exited.then(() => {
    gone = true
  })
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (gone || tries > 300) throw error
      await pause(100)
    }
  }
}
