import { serveJobs } from '../../base/core/serveJobs.ts'
import { copyBook, verifyBook } from '../../features/backups/core/backupJob.ts'
import { readReportJob } from '../../features/bundles/core/open/readReportJob.ts'
import { sealReportJob } from '../../features/bundles/core/seal/sealReportJob.ts'
import { readRegister } from '../../features/imports/core/readRegisterJob.ts'

/** Every job of the app, by name: `feature.job`. */
serveJobs({
  'backups.copyBook': copyBook,
  'backups.verifyBook': verifyBook,
  'bundles.read': readReportJob,
  'bundles.seal': sealReportJob,
  'imports.readRegister': readRegister,
})
