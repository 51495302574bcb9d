import { serveJobs } from '../../base/core/serveJobs.ts'

/** Every job of the app, by name: `feature.job`. */
serveJobs({
  'backups.copyBook': async () => (await import('../../features/backups/core/backupJob.ts')).copyBook,
  'backups.verifyBook': async () => (await import('../../features/backups/core/backupJob.ts')).verifyBook,
  'bundles.read': async () => (await import('../../features/bundles/core/open/readReportJob.ts')).readReportJob,
  'bundles.seal': async () => (await import('../../features/bundles/core/seal/sealReportJob.ts')).sealReportJob,
  'imports.readRegister': async () => (await import('../../features/imports/core/readRegisterJob.ts')).readRegister,
})
