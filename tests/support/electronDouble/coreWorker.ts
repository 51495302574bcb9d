import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { MessagePortMain } from './doublePort.ts'

/** A utility process as its module sees it: `process.parentPort`, whose messages wait for the first listener. */
class ParentPort extends EventEmitter {
  constructor() {
    super()
    this.once('newListener', () => {
      parentPort?.on('message', ({ message, ports }: { message: unknown; ports: MessagePort[] }) =>
        this.emit('message', { data: message, ports: ports.map((port) => new MessagePortMain(port)) }),
      )
    })
  }

  postMessage(message: unknown): void {
    parentPort?.postMessage(message)
  }
}

Object.defineProperty(process, 'parentPort', { value: new ParentPort() })
await import(pathToFileURL(workerData.modulePath).href)
