/** What the first screen needs before the door's code has come, by paths from the page's. */
export interface EarlyFiles {
  /** Asks the core (`asked.ts`). */
  asked: string
  office: string[]
  styles: string[]
  /** By language. */
  words: Record<string, string[]>
  /** Under which names the browser keeps the session and the language. */
  keys: { session: string; language: string }
}

/**
 * Runs by itself in a small script of the page's head, before anything else has come, so it may use nothing but its argument:
 * the core is asked, and for whoever is signed in still the office's code is fetched and compiled while the door's is.
 */
export function fetchOfficeEarly({ asked, office, styles, words, keys }: EarlyFiles): void {
  // By the page's address: a script's own imports are looked for beside the script.
  void import(new URL(asked, document.baseURI).href)
  if (sessionStorage.getItem(keys.session) === null) return
  const language = localStorage.getItem(keys.language) ?? 'vi'
  const files = [...office, ...(words[language] ?? [])]
  for (const [rel, hrefs] of [
    ['stylesheet', styles],
    ['modulepreload', files],
  ] as const) {
    for (const href of hrefs) document.head.append(Object.assign(document.createElement('link'), { rel, href }))
  }
}
