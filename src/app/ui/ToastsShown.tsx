import { Notifications } from '@mantine/notifications'

export function ToastsShown() {
  return <Notifications position="bottom-right" />
}
