import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page: built once, served by the browser host and by the desktop window alike. */
export default defineConfig({
  root: 'src/app/ui',
  base: './',
  plugins: [react()],
  build: { outDir: '../../../out/ui', emptyOutDir: true, target: 'chrome123', sourcemap: false, assetsInlineLimit: 0 },
})
