/** One security check taken out of the source, and the tests that must notice. */
export interface Mutant {
  name: string
  file: string
  /** Occurs exactly once in the file. */
  find: string
  replace: string
  tests: string[]
}
