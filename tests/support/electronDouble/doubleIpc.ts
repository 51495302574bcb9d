import { EventEmitter } from 'node:events'
import { record } from './record.ts'

class IpcMain extends EventEmitter {
  override on(channel: string, listener: (...args: unknown[]) => void): this {
    record('ipcMain.on', channel)
    return super.on(channel, listener)
  }

  handle(channel: string): void {
    record('ipcMain.handle', channel)
    throw new Error('the double has no ipcMain.handle')
  }
}

export const ipcMain = new IpcMain()
