/**
 * `node scripts/makeFonts.ts`: makes the screen's own fonts (src/base/ui/fonts) anew from their packages. Be Vietnam Pro comes in files for
 * each script, and a Vietnamese word is then put together from two; here it is one file a weight with the letters of both and
 * nothing else. The figures of the ledgers are the ten of Noto Sans Lao.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import subsetFont from 'subset-font'

const FOLDER = fileURLToPath(new URL('../src/base/ui/fonts/', import.meta.url))
const PACKAGES = fileURLToPath(new URL('../node_modules/', import.meta.url))
/** Latin with its extensions, Vietnamese, their marks, punctuation, currency signs, arrows. */
const LETTERS: [first: number, last: number][] = [
  [0x20, 0x2ff],
  [0x300, 0x301],
  [0x303, 0x304],
  [0x308, 0x309],
  [0x323, 0x323],
  [0x329, 0x329],
  [0x1e00, 0x1eff],
  [0x2000, 0x206f],
  [0x20a0, 0x20c0],
  [0x2113, 0x2122],
  [0x2191, 0x2193],
  [0x2212, 0x2215],
]
const WEIGHTS = { 400: '400Regular', 500: '500Medium', 600: '600SemiBold' }

/** The file's bytes by its name; nothing is written. */
export async function makeFonts(): Promise<Record<string, Buffer>> {
  const fonts: Record<string, Buffer> = {}
  for (const [weight, name] of Object.entries(WEIGHTS)) {
    const whole = `@expo-google-fonts/be-vietnam-pro/${name}/BeVietnamPro_${name}.ttf`
    fonts[`be-vietnam-pro-${weight}.woff2`] = await part(whole, LETTERS.map(lettersFrom).join(''))
    const figures = `@fontsource/noto-sans-lao/files/noto-sans-lao-latin-${weight}-normal.woff2`
    fonts[`ledger-figures-${weight}.woff2`] = await part(figures, '0123456789')
  }
  return fonts
}

function part(file: string, letters: string): Promise<Buffer> {
  return subsetFont(readFileSync(join(PACKAGES, file)), letters, { targetFormat: 'woff2' })
}

function lettersFrom([first, last]: [first: number, last: number]): string {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, each) => first + each))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [name, bytes] of Object.entries(await makeFonts())) writeFileSync(join(FOLDER, name), bytes)
}
