import { runCli } from './runCli.ts'

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  coreDir: new URL('./', import.meta.url),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
