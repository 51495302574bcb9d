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
      // In one file with zod, so that it is set before any other file makes a schema.
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|zodWithoutEval/ }] } },
    },
  },
})
