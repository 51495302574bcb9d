import { ClipboardKeeper } from './clipboardKeeper.ts'

let keeper: ClipboardKeeper | undefined

/**
 * Puts a number or a code on the clipboard for `CLIPBOARD_SECONDS`.
 * @returns whether it will surely go again: a browser that lets the page write but not read cannot promise it
 */
export async function copyText(text: string): Promise<boolean> {
  if (inDesktop()) {
    window.postMessage({ kind: 'nhip-cau-clipboard', text }, location.origin)
    return true
  }
  keeper ??= listenForTab()
  await keeper.copy(text)
  return mayRead()
}

/** On a lock or when somebody leaves. */
export function forgetCopied(): void {
  if (inDesktop()) window.postMessage({ kind: 'nhip-cau-clipboard', text: null }, location.origin)
  else void keeper?.forget().catch(() => undefined)
}

function inDesktop(): boolean {
  return 'nhipCauDesktop' in window
}

function listenForTab(): ClipboardKeeper {
  const made = new ClipboardKeeper({
    write: (text) => navigator.clipboard.writeText(text),
    read: async () => ((await mayRead()) ? navigator.clipboard.readText() : undefined),
    isInFront: () => document.hasFocus(),
  })
  window.addEventListener('blur', () => made.left())
  window.addEventListener('focus', () => void made.cameBack().catch(() => undefined))
  window.addEventListener('pagehide', () => void made.forget().catch(() => undefined))
  for (const event of ['copy', 'cut']) document.addEventListener(event, () => made.replaced())
  return made
}

/** Never asks: a question about the clipboard in the middle of work would be answered blindly. */
async function mayRead(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })
    return state === 'granted'
  } catch {
    return false
  }
}
