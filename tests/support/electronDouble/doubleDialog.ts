import { record } from './record.ts'

let chosen: string | undefined

/** Where the person will save the next file; nobody chose = the dialog is closed again. */
export function chooseNextPath(path: string): void {
  chosen = path
}

export const dialog = {
  showSaveDialog: async (_window: unknown, options: object) => {
    record('dialog.showSaveDialog', options)
    const filePath = chosen ?? ''
    chosen = undefined
    return { canceled: filePath === '', filePath }
  },
}
