import { type BaseWindow, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import { changeZoom } from './changeZoom.ts'

/**
 * Keys only, the bar itself stays hidden: the clipboard and the size of the letters. No reload and no developer tools, which
 * would lose what somebody is typing.
 */
export function setMenu(): void {
  const clipboard = (['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const).map((role) => ({ role }))
  const zoom = [
    zoomItem('CommandOrControl+Plus', 1),
    zoomItem('CommandOrControl+=', 1),
    zoomItem('CommandOrControl+-', -1),
    zoomItem('CommandOrControl+0', 0),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'Nhịp Cầu', submenu: [...clipboard, ...zoom] }]))
}

function zoomItem(accelerator: string, step: -1 | 0 | 1): MenuItemConstructorOptions {
  const click = (_item: unknown, window: BaseWindow | undefined) => {
    if (window instanceof BrowserWindow) changeZoom(window.webContents, step)
  }
  return { label: accelerator, accelerator, click }
}
