import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { App } from '../app/core/createApp.ts'
import { type RunningHost, startHost } from './startHost.ts'

const LOWEST = 20_000
const COUNT = 20_000

/**
 * The port on which a folder is served whenever it is free: a browser keeps widths of columns and the language per port. It lies
 * below those that systems hand out by themselves.
 */
export function usualPort(rootDir: string): number {
  return LOWEST + (createHash('sha256').update(resolve(rootDir)).digest().readUInt32BE(0) % COUNT)
}

/** Serves on the folder's own port, or on any free one when another program has it. */
export async function startOnUsualPort({
  app,
  pageDir,
  rootDir,
}: {
  app: App
  pageDir: string
  rootDir: string
}): Promise<RunningHost> {
  try {
    return await startHost({ app, pageDir, port: usualPort(rootDir) })
  } catch (error) {
    if (!isTaken(error)) throw error
    return startHost({ app, pageDir, port: 0 })
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
}
