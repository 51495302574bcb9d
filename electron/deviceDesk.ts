import type { DeviceSecret } from '../src/app/core/createApp.ts'
import type { DeviceAnswer, DeviceRequest } from './coreMessages.ts'

/** The core's side of this PC's secret: asks the main process and waits. */
export class DeviceDesk implements DeviceSecret {
  readonly #send: (request: DeviceRequest) => void
  readonly #waiting = new Map<number, (answer: DeviceAnswer) => void>()
  #lastId = 0

  constructor(send: (request: DeviceRequest) => void) {
    this.#send = send
  }

  async available(): Promise<boolean> {
    return (await this.#ask('available')).available
  }

  async read(): Promise<Uint8Array | undefined> {
    return (await this.#ask('read')).secret
  }

  async make(): Promise<Uint8Array | undefined> {
    return (await this.#ask('make')).secret
  }

  receive(answer: DeviceAnswer): void {
    this.#waiting.get(answer.id)?.(answer)
    this.#waiting.delete(answer.id)
  }

  #ask(act: DeviceRequest['act']): Promise<DeviceAnswer> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve)
      this.#send({ kind: 'deviceSecret', id, act })
    })
  }
}
