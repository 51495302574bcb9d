import { serveJobs } from '../../base/core/serveJobs.ts'

/** Every job of the app, by name: `feature.job`. */
serveJobs({})
