import { LAUNCH_HEADER } from './launchHeader.ts'

const SECRET_KEY = 'nhipcau.pc'

/** Only the server for other PCs of the network speaks TLS. */
export function isOverNetwork(): boolean {
  return location.protocol === 'https:'
}

/** What this PC's browser got for its code: kept until the PC is removed, so that nobody types a code every morning. */
export const pcSecret = {
  get: () => localStorage.getItem(SECRET_KEY),
  clear: () => localStorage.removeItem(SECRET_KEY),
}

/** Lets this PC in for a code that was shown at the PC with the book. */
export async function joinNetwork(code: string): Promise<'joined' | 'wrong' | 'unreachable'> {
  try {
    // A header takes only Latin letters; whatever else was typed is wrong anyway.
    const typed = code.replace(/[^0-9 -]/g, '')
    const answer = await fetch('/launch', { method: 'POST', headers: { [LAUNCH_HEADER]: typed } })
    if (!answer.ok) return 'wrong'
    localStorage.setItem(SECRET_KEY, await answer.text())
    return 'joined'
  } catch {
    return 'unreachable'
  }
}
