import { defineConfig } from 'vite'

/**
 * The desktop's thin part: `out/main/main.mjs` and `out/preload/preload.cjs` (a sandboxed preload is one CommonJS file). The
 * core process is built with the core. One run builds both: they differ in format, hence two environments.
 */
export default defineConfig({
  environments: {
    main: {
      consumer: 'server',
      // One file to read at start.
      resolve: { noExternal: true },
      build: {
        ssr: true,
        target: 'node24',
        outDir: 'out/main',
        emptyOutDir: true,
        sourcemap: true,
        minify: false,
        rollupOptions: {
          input: { main: 'electron/main.ts' },
          external: ['electron'],
          output: { entryFileNames: '[name].mjs' },
        },
      },
    },
    preload: {
      consumer: 'server',
      build: {
        ssr: true,
        target: 'chrome150',
        outDir: 'out/preload',
        emptyOutDir: true,
        minify: false,
        rollupOptions: {
          input: { preload: 'electron/preload.ts' },
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload']) {
        const environment = builder.environments[name]
        if (environment !== undefined) await builder.build(environment)
      }
    },
  },
})
