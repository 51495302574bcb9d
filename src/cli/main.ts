import { runCli } from './runCli.ts'

// The book, its log and its locks are for the person who works here alone, not for other users of the PC.
process.umask(0o077)

// Whoever reads our lines may stop early (`| head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  coreDir: new URL('./', import.meta.url),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
