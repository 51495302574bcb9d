import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useProvince } from './useProvince.ts'

/** How many people live in a unit: nobody helps more than that. */
export function Population({ unitId }: { unitId: string }) {
  const { t } = useTranslation('province')
  const { language, formatNumber } = useFormat()
  const { api, client, refresh } = useProvince()
  const maySet = useMay('office.settings')
  const known = useQuery(api.reports.plausibility.queryOptions()).data?.populations[unitId] ?? null
  const [typed, setTyped] = useState<number | ''>()
  const save = useMutation({
    mutationFn: (people: number | null) => client.reports.setPopulation({ unitId, people }),
    onSuccess: async () => {
      setTyped(undefined)
      await refresh()
    },
  })
  if (!maySet) {
    return known === null ? null : (
      <p className="nc-soft num">{t('population.known', { people: formatNumber(known) })}</p>
    )
  }
  return (
    <form
      className="nc-population"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(typed === '' || typed === undefined ? null : typed)
      }}
    >
      <NumberInput
        label={t('population.label')}
        min={1}
        allowDecimal={false}
        hideControls
        thousandSeparator={language === 'en' ? ',' : '.'}
        decimalSeparator={language === 'en' ? '.' : ','}
        value={typed ?? known ?? ''}
        onChange={(value) => setTyped(value === '' ? '' : Number(value))}
      />
      <Button type="submit" variant="default" disabled={typed === undefined} loading={save.isPending}>
        {t('population.save')}
      </Button>
      {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
    </form>
  )
}
