import { Notifications } from '@mantine/notifications'
import { useLater } from '../../base/ui/useLater.ts'

/** Where messages come up; what was said before it is there is said then. */
export function Toasts() {
  return useLater() ? <Notifications position="bottom-right" /> : null
}
