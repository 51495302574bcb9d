import { Menu } from 'electron'

/**
 * Keys only, the bar itself stays hidden: the clipboard and the size of the letters. No reload and no developer tools, which
 * would lose what somebody is typing.
 */
export function setMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'Nhịp Cầu',
        submenu: [
          ...(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const).map((role) => ({ role })),
          ...(['resetZoom', 'zoomIn', 'zoomOut'] as const).map((role) => ({ role })),
        ],
      },
    ]),
  )
}
