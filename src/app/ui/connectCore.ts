import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink as HttpLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { CallContext } from '../../base/ui/callContext.ts'
import type { contract } from '../common/contract.ts'
import { callHeaders } from './callHeaders.ts'
import { fetchOrGone } from './fetchOrGone.ts'
import { isOverNetwork, pcSecret } from './joinNetwork.ts'
import { LAUNCH_HEADER } from './launchHeader.ts'
import { PortLink } from './portLink.ts'
import { sessionToken } from './sessionToken.ts'

export type AppClient = ContractRouterClient<typeof contract, CallContext>

const SECRET_KEY = 'nhipcau.launch'

/** The client of the core: over the desktop window's message port, or over HTTP to the host, on this PC or on the office's other one. */
export async function connectCore(): Promise<AppClient> {
  if ('nhipCauDesktop' in window) {
    const link = new PortLink({ headers: headersOf })
    await receivePorts(link)
    return createORPCClient(link)
  }
  if (isOverNetwork()) return connectOverNetwork()
  const secret = await takePageSecret()
  const url = `${location.origin}/rpc`
  const headers = (call: Call) => {
    // Without it every call would be turned away; the page says what to do instead.
    if (secret === null) throw new ORPCError('app.launchUsed')
    return { ...headersOf(call), [LAUNCH_HEADER]: secret }
  }
  return createORPCClient(new HttpLink<CallContext>({ url, headers, fetch: fetchOrGone }))
}

/** What of a call its headers tell. */
interface Call {
  context: CallContext
}

const headersOf = ({ context }: Call) => callHeaders(sessionToken.get(), context)

/** A PC that has not joined, or was removed since, is told so by every call. */
function connectOverNetwork(): AppClient {
  const headers = (call: Call) => {
    const secret = pcSecret.get()
    if (secret === null) throw new ORPCError('lan.notJoined')
    return { ...headersOf(call), [LAUNCH_HEADER]: secret }
  }
  const send = async (request: Request, init: RequestInit) => {
    const answer = await fetchOrGone(request, init)
    if (answer.status !== 401) return answer
    pcSecret.clear()
    throw new ORPCError('lan.notJoined')
  }
  return createORPCClient(new HttpLink<CallContext>({ url: `${location.origin}/rpc`, headers, fetch: send }))
}

/** Ports the desktop's preload hands over: one when the page asks for it, another whenever the core had to be restarted. */
function receivePorts(link: PortLink): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener('message', (event) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'nhip-cau-port' || port === undefined) return
      link.attach(port)
      port.start()
      resolve()
    })
    window.postMessage('nhip-cau-ready', location.origin)
  })
}

/**
 * The launch code arrives in the fragment, which no server and no log sees. It is exchanged once for the page's secret, which
 * is kept for this tab only: a reload goes on, a second tab with the same address does not.
 */
async function takePageSecret(): Promise<string | null> {
  const code = new URLSearchParams(location.hash.replace(/^#\/?/, '')).get('launch')
  if (code !== null) {
    const practice = location.hash.includes('practice=1')
    history.replaceState(null, '', practice ? '#/?practice=1' : '#/')
    const answer = await fetch('/launch', { method: 'POST', headers: { [LAUNCH_HEADER]: code } })
    if (answer.ok) sessionStorage.setItem(SECRET_KEY, await answer.text())
  }
  return sessionStorage.getItem(SECRET_KEY)
}
