/**
 * A small stand-in for the `electron` module, for machines that cannot have the binary. It runs the built main process,
 * preload and page for real: windows are pages of a real Chromium, the preload runs in an isolated world of its own, the core
 * is a thread with a `process.parentPort`, message ports are real at both ends and bridged in between.
 *
 * What it cannot prove: Electron's own enforcement of the options it is given (they are recorded instead), packaging, native
 * dialogs and menus. Chromium knows no scheme of ours, so `https://main.app.internal` stands in for `app://main`; nothing of
 * it reaches the network. Ports carry text and bytes only, which is all oRPC sends.
 */

import { serveControl } from './control.ts'
import { app } from './doubleApp.ts'

export { app, powerMonitor } from './doubleApp.ts'
export { clipboard } from './doubleClipboard.ts'
export { dialog } from './doubleDialog.ts'
export { ipcMain } from './doubleIpc.ts'
export { Menu } from './doubleMenu.ts'
export { MessageChannelMain } from './doublePort.ts'
export { safeStorage } from './doubleSafeStorage.ts'
export { protocol, session } from './doubleSession.ts'
export { utilityProcess } from './doubleUtilityProcess.ts'
export { BrowserWindow } from './doubleWindow.ts'

serveControl(app)
