import { accountHandlers } from '../../features/accounts/core/accountHandlers.ts'
import { addressHandlers } from '../../features/addresses/core/addressHandlers.ts'
import { backupHandlers } from '../../features/backups/core/backupHandlers.ts'
import { bundleHandlers } from '../../features/bundles/core/bundleHandlers.ts'
import { consentHandlers } from '../../features/consents/core/consentHandlers.ts'
import { donorHandlers } from '../../features/donors/core/donorHandlers.ts'
import { fileHandlers } from '../../features/files/core/fileHandlers.ts'
import { historyHandlers } from '../../features/history/core/historyHandlers.ts'
import { houseHandlers } from '../../features/houses/core/houseHandlers.ts'
import { importHandlers } from '../../features/imports/core/importHandlers.ts'
import { ledgerHandlers } from '../../features/ledger/core/ledgerHandlers.ts'
import { pairingHandlers } from '../../features/pairings/core/pairingHandlers.ts'
import { practiceHandlers } from '../../features/practice/core/practiceHandlers.ts'
import { reportHandlers } from '../../features/reports/core/reportHandlers.ts'
import { todayHandlers } from '../../features/today/core/todayHandlers.ts'
import { unitHandlers } from '../../features/units/core/unitHandlers.ts'

/** The handlers of every feature, in the shape of the contract. */
export const router = {
  accounts: accountHandlers,
  addresses: addressHandlers,
  backups: backupHandlers,
  bundles: bundleHandlers,
  consents: consentHandlers,
  donors: donorHandlers,
  files: fileHandlers,
  history: historyHandlers,
  houses: houseHandlers,
  imports: importHandlers,
  ledger: ledgerHandlers,
  pairings: pairingHandlers,
  practice: practiceHandlers,
  today: todayHandlers,
  reports: reportHandlers,
  units: unitHandlers,
}
