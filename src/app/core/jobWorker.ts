import { serveJobs } from '../../base/core/serveJobs.ts'

/** Every job of the app, by name: `feature.job`. */
serveJobs({
  'accounts.rekeyBook': async () => (await import('../../features/accounts/core/rekeyJob.ts')).rekeyBook,
  'backups.copyBook': async () => (await import('../../features/backups/core/backupJob.ts')).copyBook,
  'backups.verifyBook': async () => (await import('../../features/backups/core/backupJob.ts')).verifyBook,
  'bundles.read': async () => (await import('../../features/bundles/core/open/readReportJob.ts')).readReportJob,
  'bundles.readLines': async () => (await import('../../features/bundles/core/open/readLinesJob.ts')).readLinesJob,
  'bundles.seal': async () => (await import('../../features/bundles/core/seal/sealReportJob.ts')).sealReportJob,
  'duplicates.scanBook': async () => (await import('../../features/duplicates/core/scanBookJob.ts')).scanBook,
  'map.readPack': async () => (await import('../../features/map/core/readPackJob.ts')).readPack,
  'imports.readRegister': async () => (await import('../../features/imports/core/readRegisterJob.ts')).readRegister,
})
