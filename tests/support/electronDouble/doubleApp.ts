import { EventEmitter } from 'node:events'
import { homedir } from 'node:os'
import { setImmediate as turn } from 'node:timers/promises'
import { closeChromium } from './chromium.ts'
import { record } from './record.ts'

class DoubleApp extends EventEmitter {
  readonly isPackaged = process.env.ELECTRON_DOUBLE_PACKAGED === '1'
  readonly commandLine = {
    hasSwitch: (name: string) => process.argv.some((word) => word === `--${name}` || word.startsWith(`--${name}=`)),
  }
  readonly #paths = new Map<string, string>()

  enableSandbox(): void {
    record('app.enableSandbox')
  }

  requestSingleInstanceLock(): boolean {
    record('app.requestSingleInstanceLock')
    return process.env.ELECTRON_DOUBLE_SECOND !== '1'
  }

  async whenReady(): Promise<void> {
    await turn()
    record('app.ready')
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? homedir()
  }

  quit(): void {
    record('app.quit')
    void closeChromium().then(() => process.exit(0))
  }

  exit(code: number): void {
    process.exit(code)
  }
}

export const app = new DoubleApp()
export const powerMonitor = new EventEmitter()
