import { accountContract } from '../../features/accounts/common/contract.ts'
import { addressContract } from '../../features/addresses/common/contract.ts'
import { attachmentContract } from '../../features/attachments/common/contract.ts'
import { auditContract } from '../../features/audit/common/contract.ts'
import { backupContract } from '../../features/backups/common/contract.ts'
import { bundleContract } from '../../features/bundles/common/contract.ts'
import { clusterContract } from '../../features/clusters/common/contract.ts'
import { consentContract } from '../../features/consents/common/contract.ts'
import { cooperationContract } from '../../features/cooperation/common/contract.ts'
import { deskContract } from '../../features/desk/common/contract.ts'
import { donorContract } from '../../features/donors/common/contract.ts'
import { duplicateContract } from '../../features/duplicates/common/contract.ts'
import { fileContract } from '../../features/files/common/contract.ts'
import { historyContract } from '../../features/history/common/contract.ts'
import { houseContract } from '../../features/houses/common/contract.ts'
import { importContract } from '../../features/imports/common/contract.ts'
import { lanContract } from '../../features/lan/common/contract.ts'
import { ledgerContract } from '../../features/ledger/common/contract.ts'
import { mapContract } from '../../features/map/common/contract.ts'
import { pairingContract } from '../../features/pairings/common/contract.ts'
import { paperContract } from '../../features/papers/common/contract.ts'
import { practiceContract } from '../../features/practice/common/contract.ts'
import { provinceContract } from '../../features/province/common/contract.ts'
import { reportContract } from '../../features/reports/common/contract.ts'
import { sheetContract } from '../../features/sheets/common/contract.ts'
import { todayContract } from '../../features/today/common/contract.ts'
import { unitContract } from '../../features/units/common/contract.ts'
import { visitContract } from '../../features/visits/common/contract.ts'

/** The whole contract: every feature's procedures by feature. Shells and pages talk to the core through this and nothing else. */
export const contract = {
  accounts: accountContract,
  addresses: addressContract,
  attachments: attachmentContract,
  audit: auditContract,
  backups: backupContract,
  bundles: bundleContract,
  clusters: clusterContract,
  consents: consentContract,
  cooperation: cooperationContract,
  desk: deskContract,
  donors: donorContract,
  duplicates: duplicateContract,
  files: fileContract,
  history: historyContract,
  houses: houseContract,
  imports: importContract,
  lan: lanContract,
  ledger: ledgerContract,
  map: mapContract,
  pairings: pairingContract,
  papers: paperContract,
  practice: practiceContract,
  sheets: sheetContract,
  today: todayContract,
  province: provinceContract,
  reports: reportContract,
  units: unitContract,
  visits: visitContract,
}
