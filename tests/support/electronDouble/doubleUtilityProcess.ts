import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { MessagePortMain } from './doublePort.ts'
import { record } from './record.ts'

const running = new Set<UtilityProcess>()

class UtilityProcess extends EventEmitter {
  readonly #worker: Worker

  constructor(modulePath: string, args: string[]) {
    super()
    // execArgv: the core must not find an `electron` module at all.
    this.#worker = new Worker(new URL('./coreWorker.ts', import.meta.url), {
      argv: args,
      execArgv: [],
      workerData: { modulePath },
    })
    running.add(this)
    this.#worker.on('message', (message) => this.emit('message', message))
    this.#worker.on('error', (error) => process.stderr.write(`core: ${error.stack ?? error.message}\n`))
    this.#worker.on('exit', (code) => {
      running.delete(this)
      this.emit('exit', code)
    })
  }

  postMessage(message: unknown, ports: MessagePortMain[] = []): void {
    const { kind, pdf } = message as { kind: string; pdf?: Uint8Array }
    record('utilityProcess.postMessage', {
      kind,
      ports: ports.length,
      ...(pdf === undefined ? {} : { pdf: { bytes: pdf.length, starts: Buffer.from(pdf.subarray(0, 5)).toString() } }),
    })
    const raw = ports.map((port) => port.raw)
    this.#worker.postMessage({ message, ports: raw }, raw)
  }

  kill(): boolean {
    void this.#worker.terminate()
    return true
  }
}

export const utilityProcess = {
  fork(modulePath: string, args: string[], options: object): UtilityProcess {
    record('utilityProcess.fork', { modulePath, args, options })
    return new UtilityProcess(modulePath, args)
  },
}

/** Stands for a message of the core. */
export function coreSays(message: unknown): void {
  for (const child of running) child.emit('message', message)
}

/** What a crash of the core looks like from outside. */
export function killCores(): void {
  for (const child of running) child.kill()
}
