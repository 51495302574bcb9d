import { Drawer } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PaperView, type PaperWish } from './PaperView.tsx'

export interface PaperDrawerProps {
  opened: boolean
  title: string
  wish: PaperWish
  onClose: () => void
}

/** A paper to look at before it is printed or saved: what is shown is the very file. */
export function PaperDrawer({ opened, title, wish, onClose }: PaperDrawerProps) {
  const { t } = useTranslation('common')
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(58rem, 100vw)"
      title={title}
      overlayProps={{ backgroundOpacity: 0.2 }}
      closeButtonProps={{ 'aria-label': t('actions.close') }}
      classNames={{
        content: 'nc-drawer',
        header: 'nc-drawer-header',
        title: 'nc-drawer-title',
        body: 'nc-drawer-body',
      }}
    >
      {opened ? <PaperView wish={wish} /> : null}
    </Drawer>
  )
}
