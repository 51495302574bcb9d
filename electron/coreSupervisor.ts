import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import type { DeviceRequest, PaperRequest, ToCore } from './coreMessages.ts'
import { answerDevice } from './deviceSecret.ts'

export interface CoreSupervisorOptions {
  /** Path of the built `coreProcess.mjs`. */
  modulePath: string
  dataDir: string
  printPaper: (request: PaperRequest) => Promise<Uint8Array>
  /** The core died and runs again: whoever had a port needs a new one. */
  onRestarted: () => void
}

/** A backup of a large book is made while it closes. */
const STOP_WITHIN_MS = 60_000
const LONGEST_PAUSE_MS = 30_000
const CALM_MS = 60_000

/** Keeps the core's process running and makes ports to it. */
export class CoreSupervisor {
  readonly #options: CoreSupervisorOptions
  #child: UtilityProcess
  #stopping = false
  #crashes: number[] = []

  constructor(options: CoreSupervisorOptions) {
    this.#options = options
    this.#child = this.#fork()
  }

  /** The page's end of a new channel to the core; the channel before is closed. */
  connect(): MessagePortMain {
    const { port1, port2 } = new MessageChannelMain()
    this.#send({ kind: 'port' }, [port1])
    return port2
  }

  disconnect(): void {
    this.#send({ kind: 'noPort' })
  }

  lockSessions(): void {
    this.#send({ kind: 'lockSessions' })
  }

  /** Lets the core close the office; one that does not answer is ended. */
  async stop(): Promise<void> {
    if (this.#stopping) return
    this.#stopping = true
    const child = this.#child
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => child.kill(), STOP_WITHIN_MS)
      child.once('exit', () => {
        clearTimeout(timer)
        resolve()
      })
      this.#send({ kind: 'stop' })
    })
  }

  #fork(): UtilityProcess {
    const { modulePath, dataDir } = this.#options
    const child = utilityProcess.fork(modulePath, ['--data', dataDir], { serviceName: 'nhip-cau-core' })
    child.on('message', (request: PaperRequest | DeviceRequest) => {
      if (request.kind === 'print') void this.#print(request)
      else void answerDevice(dataDir, request).then((answer) => this.#send(answer))
    })
    child.once('exit', () => this.#restart())
    return child
  }

  /** At once after a first crash; after more within a minute each time twice as late. */
  #restart(): void {
    if (this.#stopping) return
    const now = Date.now()
    this.#crashes = [...this.#crashes.filter((at) => now - at < CALM_MS), now]
    const pause = this.#crashes.length === 1 ? 0 : Math.min(500 * 2 ** this.#crashes.length, LONGEST_PAUSE_MS)
    setTimeout(() => {
      if (this.#stopping) return
      this.#child = this.#fork()
      this.#options.onRestarted()
    }, pause)
  }

  async #print(request: PaperRequest): Promise<void> {
    try {
      this.#send({ kind: 'printed', id: request.id, pdf: await this.#options.printPaper(request) })
    } catch {
      // The core answers its caller with a typed failure; a paper's content must not reach a log.
      this.#send({ kind: 'notPrinted', id: request.id })
    }
  }

  #send(message: ToCore, ports: MessagePortMain[] = []): void {
    this.#child.postMessage(message, ports)
  }
}
