import { app, type BrowserWindow, powerMonitor, session } from 'electron'
import { APP_ORIGIN, servePageFiles } from './appScheme.ts'
import { CoreSupervisor } from './coreSupervisor.ts'
import { handOverPort } from './handOverPort.ts'
import { keepClipboard } from './keepClipboard.ts'
import { lockDownSession } from './lockDownSession.ts'
import { openWindow } from './openWindow.ts'
import { printPaper } from './printPaper.ts'
import { saveDownloads } from './saveDownloads.ts'
import { saveFiles } from './saveFiles.ts'
import { setMenu } from './setMenu.ts'

export interface DesktopFiles {
  dataDir: string
  /** Goes straight to the practice branch on a first run. */
  practice: boolean
  pageDir: string
  preload: string
  coreModule: string
}

/** The desktop app: one window on the built page, one process for the core, one port between them. */
export async function startDesktop(files: DesktopFiles): Promise<void> {
  lockDownSession(session.defaultSession)
  saveDownloads(session.defaultSession)
  servePageFiles(session.defaultSession.protocol, files.pageDir)
  setMenu()
  const window = openMainWindow(files.preload)
  saveFiles(window)
  const copied = keepClipboard()
  app.on('window-all-closed', () => void copied.forget())
  const core = new CoreSupervisor({
    modulePath: files.coreModule,
    dataDir: files.dataDir,
    printPaper,
    onRestarted: () => port.renew(),
  })
  const port = handOverPort(core, window.webContents)
  lockWithThePc(core, { window, copied })
  keepTheWindow(core, window)
  await window.loadURL(`${APP_ORIGIN}/index.html${files.practice ? '#/?practice=1' : ''}`)
}

function openMainWindow(preload: string): BrowserWindow {
  const window = openWindow(
    {
      name: 'main',
      windowStatePersistence: true,
      title: 'Nhịp Cầu',
      width: 1366,
      height: 768,
      minWidth: 1024,
      minHeight: 600,
      show: false,
    },
    { preload },
  )
  window.setMenuBarVisibility(false)
  window.once('ready-to-show', () => window.show())
  return window
}

/** A PC that sleeps or is locked leaves no open session behind; the office itself stays open for work that runs. */
function lockWithThePc(
  core: CoreSupervisor,
  { window, copied }: { window: BrowserWindow; copied: ReturnType<typeof keepClipboard> },
): void {
  const lock = () => {
    void copied.forget()
    core.lockSessions()
    if (!window.isDestroyed()) window.webContents.send('nhip-cau:locked')
  }
  powerMonitor.on('suspend', lock)
  powerMonitor.on('lock-screen', lock)
}

function keepTheWindow(core: CoreSupervisor, window: BrowserWindow): void {
  app.on('second-instance', () => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload()
  })
  app.on('window-all-closed', () => void core.stop().then(() => app.quit()))
}
