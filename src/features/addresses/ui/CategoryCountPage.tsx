import { Anchor, Checkbox, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { PageHeader } from '../../../base/ui/PageHeader.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { CategoryCount } from '../common/fileSchemas.ts'
import './addresses.css'
import { AddressViews } from './AddressViews.tsx'
import { useAddressApi } from './useAddressApi.ts'

type By = 'commune' | 'village'
const SEXES = ['female', 'male', 'unknown'] as const

/** How many addresses of each category there are, place by place and by sex; each number opens its list. */
export function CategoryCountPage() {
  const { t } = useTranslation('addresses')
  const api = useAddressApi()
  const [by, setBy] = useState<By>('commune')
  const [mainOnly, setMainOnly] = useState(false)
  const counts = useQuery(api.countByCategory.queryOptions({ input: { by, mainOnly } }))
  const rows = counts.data?.rows ?? []
  return (
    <>
      <PageHeader title={t('title')} views={<AddressViews />} />
      <div className="nc-filters">
        <SegmentedControl
          size="xs"
          aria-label={t('counts.by')}
          data={[
            { value: 'commune', label: t('counts.byCommune') },
            { value: 'village', label: t('counts.byVillage') },
          ]}
          value={by}
          onChange={(value) => setBy(value as By)}
        />
        <Checkbox
          size="xs"
          label={t('counts.mainOnly')}
          checked={mainOnly}
          onChange={(event) => setMainOnly(event.currentTarget.checked)}
        />
      </div>
      {counts.error === null ? null : <FailureNotice failure={failureOf(counts.error)} />}
      {counts.data !== undefined && rows.length === 0 ? <EmptyState kind="nothingYet" /> : null}
      {rows.length === 0 ? null : <CountTable rows={rows} by={by} mainOnly={mainOnly} />}
    </>
  )
}

function CountTable({ rows, by, mainOnly }: { rows: readonly CategoryCount[]; by: By; mainOnly: boolean }) {
  const { t } = useTranslation('addresses')
  const { nameOf } = useVocabulary('category')
  const places = [...Map.groupBy(rows, (row) => row.placeId ?? '').values()]
  return (
    <div className="nc-counts-scroll">
      <table className="nc-counts">
        <caption className="nc-visually-hidden">{t('counts.title')}</caption>
        <thead>
          <tr>
            <th>{t(by === 'commune' ? 'columns.commune' : 'columns.village')}</th>
            <th>{t('columns.category')}</th>
            {SEXES.map((sex) => (
              <th key={sex} className="nc-end">
                {t(`counts.${sex}`)}
              </th>
            ))}
            <th className="nc-end">{t('counts.total')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map((own) =>
            own.map((row, index) => (
              <tr key={`${row.placeId ?? ''}:${row.category}`}>
                <td>{index === 0 ? row.placeName || t('counts.noPlace') : ''}</td>
                <td>{nameOf(row.category)}</td>
                {SEXES.map((sex) => (
                  <td key={sex} className="nc-end num">
                    <Count row={row} by={by} sex={sex} linked={!mainOnly} />
                  </td>
                ))}
                <td className="nc-end num">
                  <Count row={row} by={by} linked={!mainOnly} />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}

interface CountProps {
  row: CategoryCount
  by: By
  sex?: (typeof SEXES)[number]
  /** The list narrows by any of a person's categories, so a count by the main one has no list of its own. */
  linked: boolean
}

const SEX_CODES = { female: 'F', male: 'M', unknown: 'unknown' } as const

function Count({ row, by, sex, linked }: CountProps) {
  const { formatNumber } = useFormat()
  const count = sex === undefined ? row.male + row.female + row.unknown : row[sex]
  if (count === 0 || !linked || row.placeId === null) return <>{count === 0 ? '–' : formatNumber(count)}</>
  const params = new URLSearchParams({ category: row.category })
  if (by === 'commune') params.set('commune', row.placeId)
  else {
    params.set('village', row.placeId)
    params.set('villageName', row.placeName)
  }
  if (sex !== undefined) params.set('sex', SEX_CODES[sex])
  return (
    <Anchor component={Link} to={`/addresses?${params}`}>
      {formatNumber(count)}
    </Anchor>
  )
}
