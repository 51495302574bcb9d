import { accountHandlers } from '../../features/accounts/core/accountHandlers.ts'
import { addressHandlers } from '../../features/addresses/core/addressHandlers.ts'
import { fileHandlers } from '../../features/files/core/fileHandlers.ts'

/** The handlers of every feature, in the shape of the contract. */
export const router = {
  accounts: accountHandlers,
  addresses: addressHandlers,
  files: fileHandlers,
}
