import { SESSION_KEY as KEY } from '../../base/ui/keptNames.ts'

let held: string | undefined = sessionStorage.getItem(KEY) ?? undefined

/** The session's token: in memory and in this tab's own storage, so that a reload does not ask again; never in a cookie. */
export const sessionToken = {
  get: () => held,
  set: (token: string) => {
    held = token
    sessionStorage.setItem(KEY, token)
  },
  clear: () => {
    held = undefined
    sessionStorage.removeItem(KEY)
  },
}
