import { basename, join } from 'node:path'
import { app, type Session } from 'electron'
import { APP_ORIGIN } from './appScheme.ts'

/** A file made by the app is saved where the person says; anything else is not downloaded at all. */
export function saveDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${APP_ORIGIN}/`)) return event.preventDefault()
    const name = basename(item.getFilename())
    const defaultPath = join(app.getPath('documents'), name)
    const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]
    item.setSaveDialogOptions({
      defaultPath,
      ...(extension === undefined ? {} : { filters: [{ name: extension.toUpperCase(), extensions: [extension] }] }),
    })
  })
}
