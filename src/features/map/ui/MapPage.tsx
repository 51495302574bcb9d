import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconMap2, IconPrinter } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import type { PageAction } from '../../../base/ui/ActionButton.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { SkeletonRows } from '../../../base/ui/SkeletonRows.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { PointFormat } from '../../addresses/common/pointContract.ts'
import { AddressFilters } from '../../addresses/ui/AddressFilters.tsx'
import { type AddressView, writeView } from '../../addresses/ui/addressView.ts'
import { useAddressApi } from '../../addresses/ui/useAddressApi.ts'
import { useAddressView } from '../../addresses/ui/useAddressView.ts'
import { useFiles } from '../../files/ui/useFiles.ts'
import { AddressMap } from './AddressMap.tsx'
import { PackDrawer } from './PackDrawer.tsx'
import { useMapApi } from './useMapApi.ts'

/** Where the families of a filter live, drawn without a network. */
export function MapPage() {
  const { t } = useTranslation('map')
  const { formatNumber } = useFormat()
  const api = useAddressApi()
  const { view, change } = useAddressView()
  const input = { filter: view.filter }
  const points = useQuery(api.points.queryOptions({ input, placeholderData: keepPreviousData }))
  const count = useQuery(api.count.queryOptions({ input, placeholderData: keepPreviousData }))
  const outlines = useOutlines(points.data?.points)
  const [packsOpened, setPacksOpened] = useState(false)
  const exporting = useExport(view)
  const mayPrint = useMay('paper.print')
  const packs: PageAction = { label: t('packs.title'), icon: IconMap2, onSelect: () => setPacksOpened(true) }
  const print: PageAction = { label: t('print'), icon: IconPrinter, onSelect: () => window.print() }
  const { data } = points
  return (
    <>
      <PageHeader
        title={t('title')}
        {...(data === undefined
          ? {}
          : { count: t('count', { withPoint: formatNumber(data.withPoint), total: formatNumber(data.total) }) })}
        actions={[...(mayPrint ? [print] : []), ...exporting.actions, packs]}
      />
      <AddressFilters view={view} byState={count.data?.byState ?? {}} onChange={change} />
      {[points.error, outlines.error, exporting.error].map((error) =>
        error ? <FailureNotice key={error.name + error.message} failure={failureOf(error)} /> : null,
      )}
      {data === undefined || outlines.data === undefined ? (
        <SkeletonRows label={t('title')} columns={2} />
      ) : (
        <>
          {outlines.data.outlines.length > 0 ? null : (
            <NoPack bare={data.points.length === 0} onOpen={() => setPacksOpened(true)} />
          )}
          {data.points.length === 0 && outlines.data.outlines.length === 0 ? null : (
            <AddressMap points={data.points} {...outlines.data} more={data.withPoint - data.points.length} />
          )}
          <WithoutPoint count={data.total - data.withPoint} />
        </>
      )}
      <PackDrawer opened={packsOpened} onClose={() => setPacksOpened(false)} />
    </>
  )
}

/** The outlines of the office's area and of every commune a point belongs to. */
function useOutlines(points: readonly { communeId: string }[] | undefined) {
  const api = useMapApi()
  const communeIds = useMemo(() => [...new Set((points ?? []).map(({ communeId }) => communeId))].sort(), [points])
  return useQuery(
    api.outlines.queryOptions({
      input: { communeIds },
      enabled: points !== undefined,
      placeholderData: keepPreviousData,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )
}

/** What a pack is and how one comes onto this PC; points are drawn on a grid meanwhile. `bare`: there are none either. */
function NoPack({ bare, onOpen }: { bare: boolean; onOpen: () => void }) {
  const { t } = useTranslation('map')
  const may = useMay('office.settings')
  const actions: PageAction[] = may ? [{ label: t('packs.load'), icon: IconMap2, onSelect: onOpen }] : []
  if (bare) {
    return <EmptyState kind="nothingYet" title={t('noPack.nothing')} hint={t('noPack.nothingHint')} actions={actions} />
  }
  return (
    <div className="nc-map-note" role="note">
      <p>
        <strong>{t('noPack.title')}.</strong> {t('noPack.hint')}
      </p>
      {actions.map(({ label }) => (
        <Button key={label} size="compact-sm" variant="default" onClick={onOpen}>
          {label}
        </Button>
      ))}
    </div>
  )
}

function WithoutPoint({ count }: { count: number }) {
  const { t } = useTranslation('map')
  const { formatNumber } = useFormat()
  const navigate = useNavigate()
  const { view } = useAddressView()
  if (count <= 0) return null
  const listed = writeView({ ...view, page: 1, filter: { ...view.filter, hasPoint: false } })
  const open = () => void navigate(`/addresses?${listed}`)
  return (
    <p className="nc-map-without">
      <button type="button" className="nc-link" onClick={open}>
        {t('withoutPoint', { count, formatted: formatNumber(count) })}
      </button>
    </p>
  )
}

function useExport({ filter }: AddressView): { actions: PageAction[]; error: Error | null } {
  const { t } = useTranslation(['map', 'addresses'])
  const { language } = useFormat()
  const may = useMay('data.export')
  const api = useAddressApi()
  const files = useFiles()
  const exporting = useMutation({
    mutationFn: async (wish: { format: PointFormat; names: boolean }) => {
      const { ticket, withheld } = await api.exportPoints.call({ filter, language, ...wish })
      if (withheld > 0) notifications.show({ message: t('addresses:export.withheld', { count: withheld }) })
      await files.save(ticket)
    },
  })
  const choice = (format: PointFormat, names: boolean) => ({
    label: t(`map:export.${format}${names ? 'Names' : ''}`),
    onSelect: () => exporting.mutate({ format, names }),
  })
  const choices = [choice('xlsx', true), choice('xlsx', false), choice('csv', false), choice('geojson', false)]
  return {
    actions: may ? [{ label: t('map:export.verb'), loading: exporting.isPending, choices }] : [],
    error: exporting.error,
  }
}
