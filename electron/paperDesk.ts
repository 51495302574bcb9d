import type { PrintOptions } from '../src/app/core/createApp.ts'
import type { PaperRequest, ToCore } from './coreMessages.ts'

interface Waiting {
  resolve: (pdf: Uint8Array) => void
  reject: (error: Error) => void
}

/** The core's side of printing: asks the main process for the PDF of a paper and waits for it. */
export class PaperDesk {
  readonly #send: (request: PaperRequest) => void
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0

  constructor(send: (request: PaperRequest) => void) {
    this.#send = send
  }

  print(html: string, { landscape = false }: PrintOptions = {}): Promise<Uint8Array> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#send({ kind: 'print', id, html, landscape })
    })
  }

  receive(answer: Extract<ToCore, { kind: 'printed' | 'notPrinted' }>): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.kind === 'printed') waiting?.resolve(answer.pdf)
    else waiting?.reject(new Error('the paper was not printed'))
  }
}
