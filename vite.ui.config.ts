import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { hurryFirstScreen } from './vite.firstScreen.ts'

/** What the frame of the office has beside the first screen, in one file. */
const AFTER_THE_FIRST_SCREEN =
  /src[\\/](app[\\/]ui[\\/]SearchDialog|features[\\/]accounts[\\/]ui[\\/]ChangePassphraseDrawer|base[\\/]ui[\\/](UserMenu|ChoicesButton|NameBeside))\.tsx$/

/** The page: built once, served by the browser host and by the desktop window alike. */
export default defineConfig({
  root: 'src/app/ui',
  base: './',
  plugins: [react(), hurryFirstScreen()],
  build: {
    outDir: '../../../out/ui',
    emptyOutDir: true,
    target: 'chrome123',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // A schema nobody on the page parses with is left out, and with the last of them zod.
      treeshake: { manualPureFunctions: ['z'] },
      // The door and the office are a few files, not ninety: a browser fetches six at a time and pays for each. React is one of its
      // own, since two files are compiled at the same time.
      output: {
        codeSplitting: {
          groups: [
            { name: 'asked', test: /src[\\/]app[\\/]ui[\\/]asked\.ts$/, priority: 4 },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'start', test: /src[\\/]app[\\/]ui[\\/]main\.tsx$/, priority: 2 },
            { name: 'office', test: /src[\\/]app[\\/]ui[\\/]Office\.tsx$/, priority: 1 },
            { name: 'door', test: /src[\\/]app[\\/]ui[\\/]doorPages\.ts$/, priority: 1 },
            { name: 'later', test: AFTER_THE_FIRST_SCREEN },
          ],
        },
      },
    },
  },
})
