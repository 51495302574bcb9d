import { RPCHandler } from '@orpc/server/message-port'
import { RequestHeadersPlugin } from '@orpc/server/plugins'
import { FLOW_HEADER, FLOW_WINDOW, readFlowTaken } from '../common/portFlow.ts'
import type { App } from './createApp.ts'

/** The core's end of a message port. Node's, Electron's and the browser's are listened to in different ways. */
export interface CorePort {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

/**
 * Serves the contract over one message port. A port has no back-pressure of its own: here a stream runs at most
 * `FLOW_WINDOW` events ahead of what the page has taken, which the page tells (`src/app/ui/portLink.ts`).
 */
export function servePort(app: Pick<App, 'router' | 'context'>, port: CorePort): void {
  const flows = new Map<string, Flow>()
  const handler = new RPCHandler(app.router, {
    plugins: [new RequestHeadersPlugin()],
    interceptors: [
      async ({ next, request }) => {
        const result = await next()
        const number = request.headers[FLOW_HEADER]
        if (!result.matched || !isIterator(result.response.body) || typeof number !== 'string') return result
        const flow = new Flow(request.signal)
        flows.set(number, flow)
        const body = paceEvents(result.response.body, { flow, onEnd: () => flows.delete(number) })
        return { ...result, response: { ...result.response, body } }
      },
    ],
  })
  handler.upgrade(
    portBeside(port, (flow) => flows.get(String(flow))?.taken()),
    { context: app.context() },
  )
}

/** The port as oRPC listens to it; what the page tells about its streams goes past oRPC. */
function portBeside(port: CorePort, onTaken: (flow: number) => void) {
  return {
    postMessage: (message: unknown) => port.post(message),
    on: (event: string, listener: (event?: { data: unknown }) => void) => {
      if (event === 'close') port.onClose(() => listener())
      if (event !== 'message') return
      port.onMessage((data) => {
        const flow = readFlowTaken(data)
        if (flow === undefined) listener({ data })
        else onTaken(flow)
      })
    },
  }
}

/** Events of one stream that are on their way. */
class Flow {
  readonly #signal: AbortSignal | undefined
  #underway = 0
  #wake = () => {}

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal
    signal?.addEventListener('abort', () => this.#wake(), { once: true })
  }

  sent(): void {
    this.#underway += 1
  }

  taken(): void {
    this.#underway -= 1
    this.#wake()
  }

  /** Waits until the page has room; false when it has gone. */
  async room(): Promise<boolean> {
    while (this.#underway >= FLOW_WINDOW && this.#signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    return this.#signal?.aborted !== true
  }
}

async function* paceEvents(events: AsyncIterator<unknown>, { flow, onEnd }: { flow: Flow; onEnd: () => void }) {
  try {
    while (await flow.room()) {
      const next = await events.next()
      if (next.done === true) return next.value
      flow.sent()
      yield next.value
    }
    return undefined
  } finally {
    onEnd()
    await events.return?.()
  }
}

function isIterator(body: unknown): body is AsyncIterator<unknown> {
  return typeof body === 'object' && body !== null && 'next' in body && Symbol.asyncIterator in body
}
