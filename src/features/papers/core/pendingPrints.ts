import type { Language } from '../../../base/common/language.ts'
import type { PaperKind } from '../common/paperKinds.ts'
import type { PaperNumber } from './paperNumber.ts'

/** A paper that was made and may yet be printed. */
export interface MadePrint {
  kind: PaperKind
  language: Language
  subjectId: string
  label: string
  copy: number
  serial?: PaperNumber
  userId: string
}

/** Papers looked at and left are forgotten, the oldest first. */
const MOST_REMEMBERED = 1000
const made = new Map<string, MadePrint & { logged: boolean }>()

/** What a ticket stands for is known here, not told by the page: the log is of what was made. */
export function rememberPaper(ticket: string, print: MadePrint): void {
  made.set(ticket, { ...print, logged: false })
  const [oldest] = made.keys()
  if (made.size > MOST_REMEMBERED && oldest !== undefined) made.delete(oldest)
}

/** The paper behind a ticket, for whoever made it. */
export function madePaper(ticket: string, userId: string): (MadePrint & { logged: boolean }) | undefined {
  const print = made.get(ticket)
  return print?.userId === userId ? print : undefined
}

export function markLogged(ticket: string): void {
  const print = made.get(ticket)
  if (print !== undefined) print.logged = true
}
