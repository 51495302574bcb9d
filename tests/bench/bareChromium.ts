import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from 'playwright-core'

/** A command of the developer tools' protocol, its parameters and its answer; rejects when Chromium refuses. */
type Send = CDPSession['send']

/**
 * A Chromium asked through its own pipe and nothing else. A testing library turns on what developer tools turn on (`Runtime.enable`), and
 * then each `new Error()` of a page stops it until the whole file is parsed again for line numbers: 20 to 30 ms for React alone,
 * which nobody at a desk ever waits for.
 */
export class BareChromium {
  readonly #process: ChildProcess
  readonly #answers = new Map<number, PromiseWithResolvers<never>>()
  #lastId = 0
  #unread = ''

  constructor(executable: string, args: string[]) {
    const words = ['--headless', '--remote-debugging-pipe', '--no-first-run', '--no-default-browser-check', ...args]
    this.#process = spawn(executable, [...words, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    })
    const output = this.#process.stdio[4] as Readable
    output.setEncoding('utf8').on('data', (text: string) => this.#read(text))
    this.#process.once('exit', () => this.#giveUp())
  }

  readonly send: Send = this.#sendTo(undefined)

  /** An empty tab of its own: what is sent to it. */
  async openTab(): Promise<Send> {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true })
    return this.#sendTo(sessionId)
  }

  #sendTo(sessionId: string | undefined): Send {
    return async (method, params) => {
      const id = ++this.#lastId
      const answer = Promise.withResolvers<never>()
      this.#answers.set(id, answer)
      const input = this.#process.stdio[3] as Writable
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      return await answer.promise
    }
  }

  async close(): Promise<void> {
    // It may be gone before it has answered.
    await Promise.all([once(this.#process, 'exit'), this.send('Browser.close').catch(() => undefined)])
  }

  #read(text: string): void {
    const messages = (this.#unread + text).split('\0')
    this.#unread = messages.pop() ?? ''
    for (const message of messages) this.#settle(JSON.parse(message))
  }

  #giveUp(): void {
    for (const answer of this.#answers.values()) answer.reject(new Error('Chromium has ended'))
    this.#answers.clear()
  }

  #settle({ id, result, error }: { id?: number; result?: never; error?: { message: string } }): void {
    const answer = this.#answers.get(id ?? 0)
    if (answer === undefined) return
    this.#answers.delete(id ?? 0)
    if (error === undefined) answer.resolve(result as never)
    else answer.reject(new Error(error.message))
  }
}
