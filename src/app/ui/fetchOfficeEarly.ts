/** What the office's first screen needs besides the door's files, by paths from the page's. */
export interface OfficeFiles {
  office: string[]
  /** By language. */
  words: Record<string, string[]>
  /** Under which names the browser keeps the session and the language. */
  keys: { session: string; language: string }
}

/**
 * Runs by itself in a small script of the page's head, before anything else has come, so it may use nothing but its argument:
 * whoever is signed in still gets the office, and its code is fetched and compiled while the door's is.
 */
export function fetchOfficeEarly({ office, words, keys }: OfficeFiles): void {
  if (sessionStorage.getItem(keys.session) === null) return
  const language = localStorage.getItem(keys.language) ?? 'vi'
  for (const href of [...office, ...(words[language] ?? [])]) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.href = href
    document.head.append(link)
  }
}
