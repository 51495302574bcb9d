import { app, BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'

/**
 * The only place where a window is made. The page is a stranger: no Node, no privileges, an isolated world for the preload,
 * nothing that calls home.
 */
export function openWindow(
  shape: Omit<BrowserWindowConstructorOptions, 'webPreferences'>,
  rest: { preload: string } | { partition: string; javascript: false },
): BrowserWindow {
  return new BrowserWindow({
    ...shape,
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      // Names of people are not for a spell checker, whose dictionaries would be downloaded.
      spellcheck: false,
      devTools: !app.isPackaged,
      ...rest,
    },
  })
}
