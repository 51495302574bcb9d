import { accountContract } from '../../features/accounts/common/contract.ts'
import { addressContract } from '../../features/addresses/common/contract.ts'
import { fileContract } from '../../features/files/common/contract.ts'

/** The whole contract: every feature's procedures by feature. Shells and pages talk to the core through this and nothing else. */
export const contract = {
  accounts: accountContract,
  addresses: addressContract,
  files: fileContract,
}
