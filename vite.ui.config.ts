import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page: built once, served by the browser host and by the desktop window alike. */
export default defineConfig({
  root: 'src/app/ui',
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../../out/ui',
    emptyOutDir: true,
    target: 'chrome123',
    sourcemap: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // A schema nobody on the page parses with is left out, and with the last of them zod.
      treeshake: { manualPureFunctions: ['z'] },
      // In each language a file for the words of the door and one for those of the office (src/app/ui/words.ts).
      output: { codeSplitting: { groups: [{ name: wordsFile, debugName: 'words' }] } },
    },
  },
})

function wordsFile(id: string): string | null {
  const [, language, namespace = ''] = /locales[\\/](\w+)[\\/](\w+)\.json$/.exec(id) ?? []
  if (language === undefined) return null
  return /^(accounts|app|common|lan|practice)$/.test(namespace) ? `words-${language}-door` : `words-${language}`
}
