/** Packages that bring a program of their own, or look for one that may be missing (pg): they stay where they are. */
const OUTSIDE = ['@node-rs/argon2', 'better-sqlite3', 'pg', 'playwright-core']

/**
 * All others are built into our files: a thousand small ones are slow to open on an old disk that a virus scanner watches.
 * `more` stay outside, too.
 */
export function builtIn(more: readonly string[] = []): { noExternal: true; external: string[] } {
  return { noExternal: true, external: [...OUTSIDE, ...more] }
}
