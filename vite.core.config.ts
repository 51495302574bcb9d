import { defineConfig } from 'vite'
import { builtIn } from './vite.packages.ts'

/** The Node side: command line, browser host, the desktop's core process, job worker. */
export default defineConfig({
  ssr: builtIn(),
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/core',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rollupOptions: {
      input: {
        cli: 'src/cli/main.ts',
        coreProcess: 'electron/coreProcess.ts',
        host: 'src/host/main.ts',
        jobWorker: 'src/app/core/jobWorker.ts',
      },
      output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
})
