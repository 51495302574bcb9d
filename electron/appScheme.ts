import { type Protocol, protocol } from 'electron'
import { contentSecurityPolicy } from '../src/app/core/contentSecurityPolicy.ts'
import { listPageFiles } from '../src/app/core/pageFiles.ts'

const SCHEME = 'app'
const HOST = 'main'
export const APP_ORIGIN = `${SCHEME}://${HOST}`

/** Before the app is ready: `app://` is a standard, secure scheme. It never bypasses the page's policy. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ])
}

/** Answers `app://main/…` with exactly the built files, everything else with 404; every answer carries a policy. */
export function servePageFiles(sessionProtocol: Protocol, pageDir: string): void {
  const findPageFile = listPageFiles(pageDir)
  sessionProtocol.handle(SCHEME, ({ url, method }) => {
    const { hostname, pathname } = new URL(url)
    const file = hostname === HOST && method === 'GET' ? findPageFile(pathname) : undefined
    if (file === undefined) return new Response('not found', { status: 404, headers: safeHeaders() })
    return new Response(file.body, { headers: { ...safeHeaders(), ...file.headers } })
  })
}

function safeHeaders(): Record<string, string> {
  return {
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': contentSecurityPolicy('none'),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  }
}
