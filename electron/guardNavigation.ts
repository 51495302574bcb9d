import { app, type WebContents } from 'electron'
import { APP_ORIGIN } from './appScheme.ts'
import { changeZoom } from './changeZoom.ts'

/** Every page there is or will be stays where it was loaded: no other origin, no second window, no guest page. */
export function guardNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', blockForeign)
    contents.on('will-redirect', blockForeign)
    contents.on('will-frame-navigate', blockForeign)
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    limitZoom(contents)
  })
}

function blockForeign(details: { url: string; preventDefault: () => void }): void {
  if (!isOwnPage(details.url)) details.preventDefault()
}

/** Compared as parsed: `new URL` gives a scheme of our own no origin, and `app://main.evil` starts like ours. */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}` === APP_ORIGIN
}

/** Pinching would enlarge a part of the page and hide the rest; the wheel with Ctrl changes the size as the keys do. */
function limitZoom(contents: WebContents): void {
  contents.on('did-finish-load', () => void contents.setVisualZoomLevelLimits(1, 1))
  contents.on('zoom-changed', (_event, direction) => changeZoom(contents, direction === 'in' ? 1 : -1))
}
