/** Parameters of the address line whose value somebody typed: words that may be a person's name. */
export const TYPED_PARAMS = ['q', 'responsible'] as const

/** As long as the page lives; never stored. */
const kept: string[] = []
const SIGN = '~'

/**
 * A sign for typed words, `~1`, to stand in the address line instead of them: a browser keeps address lines for months, on the
 * disk of a shared PC, in plain text. The sign means its words until the page is loaded anew.
 */
export function signOf(words: string): string {
  const found = kept.indexOf(words)
  return `${SIGN}${found === -1 ? kept.push(words) : found + 1}`
}

/** The words of a sign; null for one of a page that is gone, and for anything else. */
export function wordsOf(sign: string | null): string | null {
  return sign?.startsWith(SIGN) === true ? (kept[Number(sign.slice(SIGN.length)) - 1] ?? null) : null
}

/** The line with the words themselves, to be kept in the encrypted book. */
export function withWords(line: URLSearchParams): URLSearchParams {
  return changeTyped(line, wordsOf)
}

/** The line as it may stand in the browser. */
export function withSigns(line: URLSearchParams): URLSearchParams {
  return changeTyped(line, signOf)
}

function changeTyped(line: URLSearchParams, change: (value: string) => string | null): URLSearchParams {
  const changed = new URLSearchParams(line)
  for (const name of TYPED_PARAMS) {
    const value = changed.get(name)
    if (value === null || value === '') continue
    const next = change(value)
    if (next === null) changed.delete(name)
    else changed.set(name, next)
  }
  return changed
}
