import { SegmentedControl, Stack, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ROW_HEIGHTS, TEXT_SCALES } from '../../base/ui/displaySettings.ts'
import { PageHeader } from '../../base/ui/PageHeader.tsx'
import { DevicePanel } from '../../features/accounts/ui/DevicePanel.tsx'
import { BackupPanel } from '../../features/backups/ui/BackupPanel.tsx'
import { LanPanel } from '../../features/lan/ui/LanPanel.tsx'
import { sessionToken } from './sessionToken.ts'
import { useDisplay } from './useDisplay.ts'

/** How the screen looks on this PC, and the copies of the book. */
export function SettingsPage() {
  const { t } = useTranslation(['app', 'units'])
  const { display, setDisplay } = useDisplay()
  const start = () => {
    sessionToken.clear()
    location.reload()
  }
  return (
    <>
      <PageHeader title={t('navigation.settings')} />
      <Stack className="nc-settings" gap="xl" maw="56rem">
        <Stack gap="sm" component="section" align="flex-start" aria-label={t('display.title')}>
          <Title order={2} size="h4">
            {t('display.title')}
          </Title>
          <label className="nc-soft" htmlFor="text-scale">
            {t('display.textScale')}
          </label>
          <SegmentedControl
            id="text-scale"
            aria-label={t('display.textScale')}
            data={TEXT_SCALES.map((scale) => ({ value: String(scale), label: `${scale} %` }))}
            value={String(display.textScale)}
            onChange={(value) => {
              const textScale = TEXT_SCALES.find((scale) => String(scale) === value)
              if (textScale !== undefined) setDisplay({ ...display, textScale })
            }}
          />
          <label className="nc-soft" htmlFor="row-height">
            {t('display.rowHeight')}
          </label>
          <SegmentedControl
            id="row-height"
            aria-label={t('display.rowHeight')}
            data={ROW_HEIGHTS.map((height) => ({ value: height, label: t(`display.rows.${height}`) }))}
            value={display.rowHeight}
            onChange={(value) => {
              const rowHeight = ROW_HEIGHTS.find((height) => height === value)
              if (rowHeight !== undefined) setDisplay({ ...display, rowHeight })
            }}
          />
        </Stack>
        <Stack gap="sm" component="section" align="flex-start" aria-label={t('units:words.title')}>
          <Title order={2} size="h4">
            {t('units:words.title')}
          </Title>
          <p className="nc-soft">{t('units:words.explain')}</p>
          <Link className="nc-link" to="/settings/words">
            {t('units:words.open')}
          </Link>
        </Stack>
        <BackupPanel onRestored={start} />
        <LanPanel />
        <DevicePanel />
      </Stack>
    </>
  )
}
