import { accountHandlers } from '../../features/accounts/core/accountHandlers.ts'
import { addressHandlers } from '../../features/addresses/core/addressHandlers.ts'
import { backupHandlers } from '../../features/backups/core/backupHandlers.ts'
import { consentHandlers } from '../../features/consents/core/consentHandlers.ts'
import { donorHandlers } from '../../features/donors/core/donorHandlers.ts'
import { fileHandlers } from '../../features/files/core/fileHandlers.ts'
import { historyHandlers } from '../../features/history/core/historyHandlers.ts'
import { houseHandlers } from '../../features/houses/core/houseHandlers.ts'
import { pairingHandlers } from '../../features/pairings/core/pairingHandlers.ts'
import { unitHandlers } from '../../features/units/core/unitHandlers.ts'

/** The handlers of every feature, in the shape of the contract. */
export const router = {
  accounts: accountHandlers,
  addresses: addressHandlers,
  backups: backupHandlers,
  consents: consentHandlers,
  donors: donorHandlers,
  files: fileHandlers,
  history: historyHandlers,
  houses: houseHandlers,
  pairings: pairingHandlers,
  units: unitHandlers,
}
