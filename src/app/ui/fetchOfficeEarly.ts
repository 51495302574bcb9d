/** What the first screen needs before the start's code has come, by paths from the page's. */
export interface EarlyFiles {
  /** Asks the core (`asked.ts`). */
  asked: string
  office: string[]
  door: string[]
  styles: string[]
  /** By language. */
  words: Record<string, string[]>
  /** Under which names the browser keeps the session and the language. */
  keys: { session: string; language: string }
}

/**
 * Runs by itself in a small script of the page's head, before anything else has come, so it may use nothing but its argument:
 * the core is asked, and while the start's code is compiled, the office's is fetched for whoever is signed in still, the door's for anybody else.
 */
export function fetchOfficeEarly({ asked, office, door, styles, words, keys }: EarlyFiles): void {
  // By the page's address: a script's own imports are looked for beside the script.
  void import(new URL(asked, document.baseURI).href)
  const language = localStorage.getItem(keys.language) ?? 'vi'
  const signedIn = sessionStorage.getItem(keys.session) !== null
  for (const [rel, hrefs] of [
    ['stylesheet', signedIn ? styles : []],
    ['modulepreload', signedIn ? [...office, ...(words[language] ?? [])] : door],
  ] as const) {
    for (const href of hrefs) document.head.append(Object.assign(document.createElement('link'), { rel, href }))
  }
}
