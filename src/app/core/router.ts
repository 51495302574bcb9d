import { accountHandlers } from '../../features/accounts/core/accountHandlers.ts'
import { addressHandlers } from '../../features/addresses/core/addressHandlers.ts'
import { attachmentHandlers } from '../../features/attachments/core/attachmentHandlers.ts'
import { auditHandlers } from '../../features/audit/core/auditHandlers.ts'
import { backupHandlers } from '../../features/backups/core/backupHandlers.ts'
import { bundleHandlers } from '../../features/bundles/core/bundleHandlers.ts'
import { clusterHandlers } from '../../features/clusters/core/clusterHandlers.ts'
import { consentHandlers } from '../../features/consents/core/consentHandlers.ts'
import { cooperationHandlers } from '../../features/cooperation/core/cooperationHandlers.ts'
import { deskHandlers } from '../../features/desk/core/deskHandlers.ts'
import { donorHandlers } from '../../features/donors/core/donorHandlers.ts'
import { duplicateHandlers } from '../../features/duplicates/core/duplicateHandlers.ts'
import { fileHandlers } from '../../features/files/core/fileHandlers.ts'
import { historyHandlers } from '../../features/history/core/historyHandlers.ts'
import { houseHandlers } from '../../features/houses/core/houseHandlers.ts'
import { importHandlers } from '../../features/imports/core/importHandlers.ts'
import { lanHandlers } from '../../features/lan/core/lanHandlers.ts'
import { ledgerHandlers } from '../../features/ledger/core/ledgerHandlers.ts'
import { mapHandlers } from '../../features/map/core/mapHandlers.ts'
import { pairingHandlers } from '../../features/pairings/core/pairingHandlers.ts'
import { paperHandlers } from '../../features/papers/core/paperHandlers.ts'
import { practiceHandlers } from '../../features/practice/core/practiceHandlers.ts'
import { provinceHandlers } from '../../features/province/core/provinceHandlers.ts'
import { reportHandlers } from '../../features/reports/core/reportHandlers.ts'
import { sheetHandlers } from '../../features/sheets/core/sheetHandlers.ts'
import { todayHandlers } from '../../features/today/core/todayHandlers.ts'
import { unitHandlers } from '../../features/units/core/unitHandlers.ts'
import { visitHandlers } from '../../features/visits/core/visitHandlers.ts'

/** The handlers of every feature, in the shape of the contract. */
export const router = {
  accounts: accountHandlers,
  addresses: addressHandlers,
  attachments: attachmentHandlers,
  audit: auditHandlers,
  backups: backupHandlers,
  bundles: bundleHandlers,
  clusters: clusterHandlers,
  consents: consentHandlers,
  cooperation: cooperationHandlers,
  desk: deskHandlers,
  donors: donorHandlers,
  duplicates: duplicateHandlers,
  files: fileHandlers,
  history: historyHandlers,
  houses: houseHandlers,
  imports: importHandlers,
  lan: lanHandlers,
  ledger: ledgerHandlers,
  map: mapHandlers,
  pairings: pairingHandlers,
  papers: paperHandlers,
  practice: practiceHandlers,
  sheets: sheetHandlers,
  today: todayHandlers,
  province: provinceHandlers,
  reports: reportHandlers,
  units: unitHandlers,
  visits: visitHandlers,
}
