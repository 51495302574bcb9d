import { Button, NumberInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useMay } from '../../../base/ui/useMay.ts'
import { useProvince } from './useProvince.ts'

/** By when a quarter's report is due, and changing that. */
export function DueDays({ days }: { days: number }) {
  const { t } = useTranslation('province')
  const { client, refresh } = useProvince()
  const maySet = useMay('office.settings')
  const [typed, setTyped] = useState<number>()
  const save = useMutation({
    mutationFn: (wanted: number) => client.province.setDueDays({ days: wanted }),
    onSuccess: async () => {
      setTyped(undefined)
      await refresh()
    },
  })
  return (
    <>
      <p className="nc-soft">{t('grid.due', { days })}</p>
      {maySet ? (
        <details className="nc-due">
          <summary>{t('grid.changeDue')}</summary>
          <NumberInput
            label={t('grid.dueDays')}
            min={0}
            max={120}
            allowDecimal={false}
            value={typed ?? days}
            onChange={(value) => setTyped(Number(value))}
          />
          <Button
            size="xs"
            mt="xs"
            variant="default"
            disabled={typed === undefined || typed === days}
            loading={save.isPending}
            onClick={() => (typed === undefined ? undefined : save.mutate(typed))}
          >
            {t('grid.saveDue')}
          </Button>
          {save.error === null ? null : <FailureNotice failure={failureOf(save.error)} />}
        </details>
      ) : null}
    </>
  )
}
