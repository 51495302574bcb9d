import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import type { Hono } from 'hono'
import { contentSecurityPolicy, withNonce } from '../app/core/contentSecurityPolicy.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

/** Serves exactly the files that were built: a list made at start, so no path of a request ever reaches the disk. */
export function servePage(hono: Hono, pageDir: string): void {
  const files = new Map(listFiles(pageDir).map((file) => [`/${relative(pageDir, file).replaceAll('\\', '/')}`, file]))
  hono.get('*', (call) => {
    const path = call.req.path === '/' ? '/index.html' : call.req.path
    const file = files.get(path)
    if (file === undefined) return call.text('not found', 404)
    const nonce = randomBytes(16).toString('base64')
    call.header('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    call.header('content-security-policy', contentSecurityPolicy(nonce))
    if (path.startsWith('/assets/')) call.header('cache-control', 'private, max-age=31536000, immutable')
    if (path === '/index.html') return call.body(withNonce(readFileSync(file, 'utf8'), nonce))
    return call.body(new Uint8Array(readFileSync(file)))
  })
}

function listFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
