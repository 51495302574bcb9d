import { createORPCClient } from '@orpc/client'
import { RPCLink as HttpLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../common/contract.ts'
import { PortLink } from './portLink.ts'
import { sessionToken } from './sessionToken.ts'

export type AppClient = ContractRouterClient<typeof contract>

const LAUNCH_HEADER = 'x-nhip-cau-launch'
const LAUNCH_KEY = 'nhipcau.launch'

/** The client of the core: over the desktop window's message port, or over HTTP to the loopback host. */
export async function connectCore(): Promise<AppClient> {
  const headers = () => {
    const token = sessionToken.get()
    return token === undefined ? {} : { authorization: `Bearer ${token}` }
  }
  if ('nhipCauDesktop' in window) {
    const link = new PortLink({ headers })
    await receivePorts(link)
    return createORPCClient(link)
  }
  const launch = takeLaunchSecret()
  const url = `${location.origin}/rpc`
  return createORPCClient(new HttpLink({ url, headers: () => ({ ...headers(), [LAUNCH_HEADER]: launch }) }))
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

/** The launch secret arrives in the fragment, which no server and no log sees, and is kept for this tab only. */
function takeLaunchSecret(): string {
  const sent = new URLSearchParams(location.hash.replace(/^#\/?/, '')).get('launch')
  if (sent !== null) {
    sessionStorage.setItem(LAUNCH_KEY, sent)
    const practice = location.hash.includes('practice=1')
    history.replaceState(null, '', practice ? '#/?practice=1' : '#/')
  }
  return sessionStorage.getItem(LAUNCH_KEY) ?? ''
}
