import { Button, Drawer, FileButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconFileUpload, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import type { MapPack } from '../common/contract.ts'
import { useMapApi } from './useMapApi.ts'

export interface PackDrawerProps {
  opened: boolean
  onClose: () => void
}

/** The packs of outlines on this PC: loaded from a stick, taken away again. */
export function PackDrawer({ opened, onClose }: PackDrawerProps) {
  const { t } = useTranslation(['map', 'common'])
  const api = useMapApi()
  const may = useMay('office.settings')
  const packs = useQuery(api.packs.queryOptions({ enabled: opened }))
  const { load, remove } = usePackChanges()
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="min(28rem, 100vw)"
      title={t('map:packs.title')}
      overlayProps={{ backgroundOpacity: 0.2 }}
      closeButtonProps={{ 'aria-label': t('common:actions.close') }}
    >
      <div className="nc-map-packs">
        <p>{t('map:packs.what')}</p>
        <p className="nc-soft">{t('map:packs.form')}</p>
        <ul>
          {(packs.data?.packs ?? []).map((pack) => (
            <PackLine key={pack.id} pack={pack} {...(may ? { onRemove: () => remove.mutate({ id: pack.id }) } : {})} />
          ))}
        </ul>
        {packs.data?.packs.length === 0 ? <p className="nc-soft">{t('map:packs.none')}</p> : null}
        {[packs.error, load.error, remove.error].map((error) =>
          error ? <FailureNotice key={error.name + error.message} failure={failureOf(error)} /> : null,
        )}
        {may ? (
          <FileButton
            accept=".json,.geojson,.topojson"
            onChange={(file) => file && load.mutate(file)}
            inputProps={{ 'aria-label': t('map:packs.load') }}
          >
            {(props) => (
              <Button
                {...props}
                size="xs"
                loading={load.isPending}
                leftSection={<IconFileUpload size="1rem" stroke={1.5} />}
              >
                {t('map:packs.load')}
              </Button>
            )}
          </FileButton>
        ) : null}
      </div>
    </Drawer>
  )
}

function usePackChanges() {
  const { t } = useTranslation('map')
  const { formatNumber } = useFormat()
  const api = useMapApi()
  const files = useFiles()
  const queries = useQueryClient()
  const load = useMutation({
    mutationFn: async (file: File) => api.loadPack.call({ ticket: (await files.put(file)).ticket }),
    onSuccess: async ({ pack, unknown }) => {
      const { outlines } = pack
      const lines = [t('packs.loaded', { count: outlines, formatted: formatNumber(outlines) })]
      if (unknown > 0) lines.push(t('packs.unknown', { count: unknown, formatted: formatNumber(unknown) }))
      notifications.show({ message: lines.join(' ') })
      await queries.invalidateQueries()
    },
  })
  const remove = useMutation(api.removePack.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  return { load, remove }
}

function PackLine({ pack, onRemove }: { pack: MapPack; onRemove?: () => void }) {
  const { t } = useTranslation('map')
  const { formatMoment, formatNumber } = useFormat()
  return (
    <li>
      <div>
        <strong>{pack.name}</strong>
        <span className="nc-soft">
          {t('packs.line', {
            count: pack.outlines,
            formatted: formatNumber(pack.outlines),
            when: formatMoment(pack.loadedAt),
          })}
        </span>
        {pack.source === null ? null : <span className="nc-soft">{t('packs.source', { source: pack.source })}</span>}
      </div>
      {onRemove === undefined ? null : (
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconTrash size="0.875rem" stroke={1.5} />}
          aria-label={t('packs.removeNamed', { name: pack.name })}
          onClick={onRemove}
        >
          {t('packs.remove')}
        </Button>
      )}
    </li>
  )
}
