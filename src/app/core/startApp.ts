import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type App, type AppOptions, createApp } from './createApp.ts'

const WORKER_FILE = 'jobWorker.mjs'

/** The app as a shell starts it: jobs in the built worker, the log (event codes only) in the office's folder. */
export function startApp(options: Omit<AppOptions, 'jobWorkerFile' | 'writeLog'> & { coreDir: URL }): App {
  mkdirSync(options.rootDir, { recursive: true, mode: 0o700 })
  const logFile = join(options.rootDir, 'nhip-cau.log')
  return createApp({
    ...options,
    jobWorkerFile: new URL(WORKER_FILE, options.coreDir),
    writeLog: (line) => appendFileSync(logFile, line),
  })
}
