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
      // The door and the office are one file each, not ninety: a browser fetches six at a time and pays for each.
      output: {
        codeSplitting: {
          groups: [
            { name: 'door', test: /src[\\/]app[\\/]ui[\\/]main\.tsx$/, priority: 2 },
            { name: 'office', test: /src[\\/]app[\\/]ui[\\/]Office\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
})
