import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPdfPrinter } from '../../base/core/pdfPrinter.ts'
import { type App, type AppOptions, createApp } from './createApp.ts'
import { makePrivateFolder } from './makePrivateFolder.ts'

const WORKER_FILE = 'jobWorker.mjs'

/**
 * The app as a shell starts it: jobs in the built worker, the log (event codes only) in the office's folder, papers through an
 * installed browser unless the shell prints itself.
 */
export function startApp(options: Omit<AppOptions, 'jobWorkerFile' | 'writeLog'> & { coreDir: URL }): App {
  makePrivateFolder(options.rootDir)
  const logFile = join(options.rootDir, 'nhip-cau.log')
  const printer = options.printPdf === undefined ? createPdfPrinter() : undefined
  const app = createApp({
    ...options,
    ...(printer === undefined ? {} : { printPdf: printer.print }),
    jobWorkerFile: new URL(WORKER_FILE, options.coreDir),
    writeLog: (line) => appendOrLose(logFile, line),
  })
  return {
    ...app,
    close: async () => {
      await app.close()
      await printer?.close()
    },
  }
}

/** A log on a full disk, or one that somebody holds open, keeps nobody from working or from closing the book. */
function appendOrLose(file: string, line: string): void {
  try {
    appendFileSync(file, line)
  } catch {
    // There is nowhere else to tell it: what is written here is told by its reference on the screen too.
  }
}
