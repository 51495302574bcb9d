import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. The scripts of this folder run before anything is installed, on Node 20 or newer. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
