import { Button, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import '../bundles.css'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'

/** A Lao office sends its own results to the Vietnamese office they were done with. */
export function PartnerReport() {
  const { t } = useTranslation('bundles')
  const { api, client, refresh } = useBundles()
  const unitName = useUnitName()
  const files = useFiles()
  const keys = useQuery(api.bundles.keys.list.queryOptions()).data?.keys ?? []
  const partners = keys.filter((key) => key.role === 'partner' && !key.replaced)
  const [chosen, setChosen] = useState<string>()
  const toUnit = chosen ?? partners[0]?.unit.id
  const make = useMutation({
    mutationFn: async (to: string) => {
      const made = await client.bundles.shares.report({ toUnit: to })
      await files.save(made.ticket)
      return made
    },
    onSuccess: refresh,
  })
  if (toUnit === undefined) return null
  const nameOf = (id: string) => partners.flatMap(({ unit }) => (unit.id === id ? unitName(unit) : [])).join()
  return (
    <section className="nc-bundle-panel" aria-label={t('share.reportTitle')}>
      <h2 className="nc-bundle-heading">{t('share.reportTitle')}</h2>
      <p className="nc-soft">{t('share.reportHint')}</p>
      <div className="nc-bundle-fields">
        <Select
          label={t('share.partner')}
          allowDeselect={false}
          data={partners.map(({ unit }) => ({ value: unit.id, label: unitName(unit) }))}
          value={toUnit}
          onChange={(value) => setChosen(value ?? toUnit)}
        />
      </div>
      {make.error === null ? null : <FailureNotice failure={failureOf(make.error)} />}
      {make.data === undefined ? null : (
        <p role="status" className={make.data.activities === 0 ? 'nc-bundle-held' : 'nc-bundle-done'}>
          {t(make.data.activities === 0 ? 'share.reportNone' : 'share.reportMade', {
            n: make.data.seq,
            count: make.data.activities,
            unit: nameOf(toUnit),
          })}
        </p>
      )}
      <div className="nc-bundle-actions">
        <Button loading={make.isPending} onClick={() => make.mutate(toUnit)}>
          {t('share.reportMake')}
        </Button>
      </div>
    </section>
  )
}
