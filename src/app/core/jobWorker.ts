import { serveJobs } from '../../base/core/serveJobs.ts'
import { copyBook, verifyBook } from '../../features/backups/core/backupJob.ts'

/** Every job of the app, by name: `feature.job`. */
serveJobs({
  'backups.copyBook': copyBook,
  'backups.verifyBook': verifyBook,
})
