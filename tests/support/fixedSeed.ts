import fc from 'fast-check'

/**
 * Property tests draw the same cases in every run, so that a build fails for what was changed and for nothing else.
 * `NHIP_CAU_SEED` draws others: any number, or `now`.
 */
const wish = process.env.NHIP_CAU_SEED ?? '20261121'
fc.configureGlobal({ seed: wish === 'now' ? Date.now() : Number(wish) })
