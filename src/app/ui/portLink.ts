import { LinkMessagePortClient } from '@orpc/client/message-port'
import { StandardRPCLink } from '@orpc/client/standard'
import type { CallContext } from '../../base/ui/callContext.ts'
import { FLOW_HEADER, flowTaken } from '../common/portFlow.ts'

/** A message port of the browser, or one that behaves alike. */
export type PagePort = Pick<MessagePort, 'addEventListener' | 'postMessage'>

type PortClient = LinkMessagePortClient<CallContext>
type Call = Parameters<PortClient['call']>

/** The core behind the port ended, or has not come back yet. */
export class CoreGone extends Error {
  override readonly name = 'CoreGone'
}

/**
 * The link to the core over message ports: one at a time. When the core's process dies, its calls fail at once; after
 * `attach` with the port of the new process the same client works again.
 */
export class PortLink extends StandardRPCLink<CallContext> {
  readonly #lines: Lines

  constructor({ headers }: { headers: (call: { context: CallContext }) => Record<string, string> }) {
    const lines = new Lines()
    super(lines, { url: 'http://core', headers })
    this.#lines = lines
  }

  attach(port: PagePort): void {
    this.#lines.attach(port)
  }
}

class Lines {
  #line: { port: PagePort; client: PortClient; gone: AbortController } | undefined
  #calls = 0

  attach(port: PagePort): void {
    const gone = new AbortController()
    this.#line?.gone.abort()
    this.#line = { port, client: new LinkMessagePortClient({ port }), gone }
    port.addEventListener('close', () => gone.abort())
  }

  async call(...[request, options, path, input]: Call): ReturnType<PortClient['call']> {
    const line = this.#line
    if (line === undefined || line.gone.signal.aborted) throw new CoreGone()
    this.#calls += 1
    const flow = this.#calls
    const numbered = { ...request, headers: { ...request.headers, [FLOW_HEADER]: String(flow) } }
    const response = await orGone(line.client.call(numbered, options, path, input), line.gone.signal)
    const body = async () => {
      const value = await response.body()
      return isIterator(value) ? tellTaken(value, { ...line, flow }) : value
    }
    return { ...response, body }
  }
}

/** Tells the core of each event that was taken, so that it may send another. */
function tellTaken(
  events: AsyncIterator<unknown>,
  { port, gone, flow }: { port: PagePort; gone: AbortController; flow: number },
): AsyncIterableIterator<unknown> {
  return {
    next: async () => {
      const next = await orGone(events.next(), gone.signal)
      port.postMessage(flowTaken(flow))
      return next
    },
    return: async (value) => (await events.return?.(value)) ?? { done: true, value },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** The work's outcome, or `CoreGone` when the port closed under it: oRPC would call that cancelled. */
async function orGone<Value>(work: Promise<Value>, gone: AbortSignal): Promise<Value> {
  let stop = () => {}
  const ended = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new CoreGone())
    gone.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, ended])
  } catch (error) {
    throw gone.aborted ? new CoreGone() : error
  } finally {
    gone.removeEventListener('abort', stop)
  }
}

function isIterator(value: unknown): value is AsyncIterator<unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && Symbol.asyncIterator in value
}
