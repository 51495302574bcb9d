import { timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

/** The header in which the page sends its secret, and once, to `/launch`, the code it got that secret for. */
export const LAUNCH_HEADER = 'x-nhip-cau-launch'
export const LAUNCH_PATH = '/launch'

/** Who may talk to one server of ours. */
export interface PageDoor {
  scheme: 'http' | 'https'
  /** Exactly what the Host header may say, port included. */
  hosts: () => readonly string[]
  isPageSecret: (sent: string | undefined) => boolean
}

/**
 * Turns away everything that is not our own page: a name that was rebound to our address, another origin, a form or image of
 * another site, a call without the page's secret. Headers against caching, framing and sniffing go on every answer.
 */
export function guardPage({ scheme, hosts, isPageSecret }: PageDoor): MiddlewareHandler {
  return async (call, next) => {
    for (const [name, value] of Object.entries(SAFE_HEADERS)) call.header(name, value)
    const host = call.req.header('host')
    if (host === undefined || !hosts().includes(host)) return call.text('wrong host', 421)
    const own = `${scheme}://${host}`
    if (!isOwnOrigin(call.req.header('origin'), own)) return call.text('wrong origin', 403)
    if (!isOwnSite(call.req.header('sec-fetch-site'), call.req.method)) return call.text('wrong site', 403)
    if (!isPageRequest(call.req.method, call.req.path) && !isPageSecret(call.req.header(LAUNCH_HEADER))) {
      return call.text('not from the page', 401)
    }
    return next()
  }
}

const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

function isOwnOrigin(origin: string | undefined, own: string): boolean {
  return origin === undefined || origin === own
}

function isOwnSite(site: string | undefined, method: string): boolean {
  if (site === undefined) return true
  return site === 'same-origin' || (site === 'none' && method === 'GET')
}

/** The page itself is public and holds no data, and so is the place where it gets its secret; everything else is not. */
function isPageRequest(method: string, path: string): boolean {
  if (method === 'POST') return path === LAUNCH_PATH
  return method === 'GET' && !path.startsWith('/rpc/')
}

/** Compares in the same time wherever they differ. */
export function isSecret(sent: string | undefined, expected: string): boolean {
  const bytes = Buffer.from(sent ?? '')
  const right = Buffer.from(expected)
  return bytes.length === right.length && timingSafeEqual(bytes, right)
}
