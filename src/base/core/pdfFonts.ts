import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const FACE = /\/\* [\w-]+ \*\/\s*@font-face \{[^}]*\}/g
const SOURCES = /url\(\.\/(files\/[\w-]+\.woff2)\) format\('woff2'\)(?:, url\([^)]*\) format\('woff'\))?/

/**
 * Tinos has the measures of Times New Roman, which Decree 30/2020 wants on official papers; Noto Sans Lao shapes Lao. Only
 * the letters these three languages use.
 */
const FACES = [
  { sheet: '@fontsource/tinos/400.css', letters: ['vietnamese', 'latin-ext', 'latin'] },
  { sheet: '@fontsource/tinos/700.css', letters: ['vietnamese', 'latin-ext', 'latin'] },
  { sheet: '@fontsource/tinos/400-italic.css', letters: ['vietnamese', 'latin-ext', 'latin'] },
  { sheet: '@fontsource/noto-sans-lao/400.css', letters: ['lao'] },
  { sheet: '@fontsource/noto-sans-lao/700.css', letters: ['lao'] },
] as const

let remembered: string | undefined

/** `@font-face` rules with the fonts inside as data: URLs, so a paper needs neither network nor installed fonts. */
export function pdfFontCss(): string {
  remembered ??= FACES.map(({ sheet, letters }) => embeddedSheet(sheet, letters)).join('\n')
  return remembered
}

function embeddedSheet(sheet: string, letters: readonly string[]): string {
  const file = require.resolve(sheet)
  const faces = readFileSync(file, 'utf8').match(FACE) ?? []
  const wanted = faces.filter((face) => letters.some((name) => face.includes(`-${name}-`) && isSubset(face, name)))
  return wanted.map((face) => embedded(face, dirname(file))).join('\n')
}

/** The comment above a face names its letters: `tinos-latin-400-normal` is latin, `tinos-latin-ext-400-normal` is not. */
function isSubset(face: string, letters: string): boolean {
  return new RegExp(`^/\\* [\\w-]*?-${letters}-\\d+-`).test(face)
}

function embedded(face: string, dir: string): string {
  return face.replace(SOURCES, (_all, path: string) => {
    const bytes = readFileSync(join(dir, path)).toString('base64')
    return `url(data:font/woff2;base64,${bytes}) format('woff2')`
  })
}
