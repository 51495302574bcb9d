import { EventEmitter } from 'node:events'
import { record } from './record.ts'

type Answer = (request: Request) => Response | Promise<Response>
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void

class DoubleProtocol {
  readonly handlers = new Map<string, Answer>()

  handle(scheme: string, answer: Answer): void {
    if (this.handlers.has(scheme)) throw new Error(`${scheme} has a handler already`)
    this.handlers.set(scheme, answer)
  }

  unhandle(scheme: string): void {
    this.handlers.delete(scheme)
  }

  registerSchemesAsPrivileged(schemes: unknown): void {
    record('protocol.registerSchemesAsPrivileged', schemes)
  }
}

export class DoubleSession extends EventEmitter {
  readonly protocol = new DoubleProtocol()
  requestHandler: ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void) | undefined
  checkHandler: ((contents: unknown, permission: string) => boolean) | undefined
  deviceHandler: ((details: { deviceType: string }) => boolean) | undefined
  #beforeRequest: BeforeRequest | undefined
  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener
    },
  }

  setPermissionRequestHandler(handler: NonNullable<DoubleSession['requestHandler']>): void {
    this.requestHandler = handler
  }

  setPermissionCheckHandler(handler: NonNullable<DoubleSession['checkHandler']>): void {
    this.checkHandler = handler
  }

  setDevicePermissionHandler(handler: NonNullable<DoubleSession['deviceHandler']>): void {
    this.deviceHandler = handler
  }

  setDisplayMediaRequestHandler(handler: unknown): void {
    record('setDisplayMediaRequestHandler', handler)
  }

  setSpellCheckerEnabled(enabled: boolean): void {
    record('setSpellCheckerEnabled', enabled)
  }

  /** Whether the program lets this request go on. */
  lets(url: string): boolean {
    let cancelled = false
    this.#beforeRequest?.({ url }, ({ cancel }) => {
      cancelled = cancel === true
    })
    return !cancelled
  }
}

const partitions = new Map<string, DoubleSession>()

export const session = {
  defaultSession: new DoubleSession(),
  fromPartition(partition: string): DoubleSession {
    const found = partitions.get(partition) ?? new DoubleSession()
    partitions.set(partition, found)
    return found
  },
}

export const protocol = session.defaultSession.protocol
