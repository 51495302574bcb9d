/** `npm run build`: builds every part of the program, changed or not. */
import { buildWhenStale } from './preflight/buildWhenStale.mjs'
import { findNode24 } from './preflight/findNode24.mjs'
import { installPackages } from './preflight/installPackages.mjs'

await installPackages()
await buildWhenStale(findNode24(), { always: true })
