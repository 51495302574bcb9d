import { app, type Session } from 'electron'
import { APP_ORIGIN } from './appScheme.ts'

/** No permission, no device, no network, no dictionary: the page has the core's port and its own files. */
export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !staysInside(request.url) }))
}

/** `blob:` and `data:` are bytes the page already has: previews, and the fonts inside a paper. */
function staysInside(url: string): boolean {
  const { protocol } = new URL(url)
  if (protocol === 'devtools:') return !app.isPackaged
  if (protocol === 'blob:') return url.startsWith(`blob:${APP_ORIGIN}/`)
  return protocol === 'app:' || protocol === 'data:'
}
