import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Writes docs/licences.md from the lock file: every package we depend on with its licence; `node scripts/listLicences.ts`.
 * A test compares the file with the lock file and the licences with what fits a program under MIT.
 */
export interface Licensed {
  name: string
  version: string
  licence: string
  /** Only used to build and test; not part of what an office installs. */
  development: boolean
}

interface LockEntry {
  version?: string
  license?: string
  dev?: boolean
  name?: string
}

export function readLicences(lockFile = 'package-lock.json'): Licensed[] {
  // Safe: npm writes this shape (lockfileVersion 3).
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as { packages: Record<string, LockEntry> }
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      name: entry.name ?? path.replace(/^.*node_modules\//, ''),
      version: entry.version ?? '',
      licence: entry.license ?? 'unknown',
      development: entry.dev === true,
    }))
    .sort((one, other) =>
      one.name < other.name ? -1 : one.name > other.name ? 1 : one.version < other.version ? -1 : 1,
    )
}

export function licencesPage(packages: Licensed[]): string {
  const table = (rows: Licensed[]) =>
    [
      '| Package | Version | Licence |',
      '|---|---|---|',
      ...rows.map((row) => `| ${row.name} | ${row.version} | ${row.licence} |`),
    ].join('\n')
  return `# Licences of what we depend on

Made by \`node scripts/listLicences.ts\` from the lock file. Nhịp Cầu itself is under the MIT licence.

## Part of the program

${table(packages.filter((row) => !row.development))}

## Only to build and test

${table(packages.filter((row) => row.development))}
`
}

if (process.argv[1]?.endsWith('listLicences.ts')) writeFileSync('docs/licences.md', licencesPage(readLicences()))
