import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import { listPageFiles } from '../app/core/pageFiles.ts'

/** Serves exactly the files that were built. */
export function servePage(hono: Hono<{ Bindings: HttpBindings }>, pageDir: string): void {
  const findPageFile = listPageFiles(pageDir)
  hono.get('*', (call) => {
    const file = findPageFile(call.req.path)
    if (file === undefined) return call.text('not found', 404)
    for (const [name, value] of Object.entries(file.headers)) call.header(name, value)
    return call.body(file.body)
  })
}
