import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { contentSecurityPolicy, withNonce } from './contentSecurityPolicy.ts'

export interface PageFile {
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer>
}

/** One file of the built page by the path of a URL; undefined for everything else. */
export type FindPageFile = (path: string) => PageFile | undefined

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

/**
 * Exactly the files that were built: a list made at start, so no path of a request ever reaches the disk. Every answer
 * carries the page's policy with a nonce of its own.
 */
export function listPageFiles(pageDir: string): FindPageFile {
  const files = new Map(listFiles(pageDir).map((file) => [`/${relative(pageDir, file).replaceAll('\\', '/')}`, file]))
  return (asked) => {
    const path = asked === '/' ? '/index.html' : asked
    const file = files.get(path)
    if (file === undefined) return undefined
    const nonce = randomBytes(16).toString('base64')
    const headers: Record<string, string> = {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy(nonce),
    }
    if (path.startsWith('/assets/')) headers['cache-control'] = 'private, max-age=31536000, immutable'
    if (path === '/index.html') return { headers, body: withNonce(readFileSync(file, 'utf8'), nonce) }
    return { headers, body: new Uint8Array(readFileSync(file)) }
  }
}

function listFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
