/** What stands where nobody is signed in, and the lock: a file of its own, which whoever is signed in needs only later. */
export { FirstRunPage } from '../../features/accounts/ui/FirstRunPage.tsx'
export { LockScreen } from '../../features/accounts/ui/LockScreen.tsx'
export { UnlockPage } from '../../features/accounts/ui/UnlockPage.tsx'
export { JoinPage } from '../../features/lan/ui/JoinPage.tsx'
