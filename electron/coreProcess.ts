import { parseArgs } from 'node:util'
import type { MessagePortMain } from 'electron'
import type { App } from '../src/app/core/createApp.ts'
import { type CorePort, servePort } from '../src/app/core/servePort.ts'
import { startApp } from '../src/app/core/startApp.ts'
import type { ToCore } from './coreMessages.ts'
import { DeviceDesk } from './deviceDesk.ts'
import { PaperDesk } from './paperDesk.ts'

/** The core in a process of its own: a long query never freezes the window, a crash never takes it down. */
const { values } = parseArgs({ args: process.argv.slice(2), options: { data: { type: 'string' } } })
if (values.data === undefined) throw new Error('--data is missing')

const desk = new PaperDesk((request) => process.parentPort.postMessage(request))
const device = new DeviceDesk((request) => process.parentPort.postMessage(request))
const app = startApp({
  rootDir: values.data,
  // Built beside the job worker: `out/core/coreProcess.mjs`.
  coreDir: new URL('./', import.meta.url),
  printPdf: (html, options) => desk.print(html, options),
  deviceSecret: device,
  selfBackup: true,
})
let pagePort: MessagePortMain | undefined

// A page that sends nonsense, or goes while a stream runs, must not end the core.
process.on('unhandledRejection', (reason) => app.services.log.unexpected(reason))
process.parentPort.on('message', ({ data, ports }) => {
  // Safe: only the main process holds the other end.
  const message = data as ToCore
  if (message.kind === 'port' || message.kind === 'noPort') changePort(app, ports[0])
  else if (message.kind === 'lockSessions') app.holder.lockSessions()
  else if (message.kind === 'stop') void app.close().then(() => process.exit(0))
  else if (message.kind === 'deviceSecret') device.receive(message)
  else desk.receive(message)
})

function changePort(served: App, port: MessagePortMain | undefined): void {
  pagePort?.close()
  pagePort = port
  if (port === undefined) return
  servePort(served, corePort(port))
  port.start()
}

function corePort(port: MessagePortMain): CorePort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
  }
}
