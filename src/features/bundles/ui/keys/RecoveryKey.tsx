import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { StateBadge } from '../../../../base/ui/StateBadge.tsx'
import { useBundles } from '../useBundles.ts'

/** Makes the recovery key and shows its secret half this once, to be printed and sealed. */
export function RecoveryKey({ made }: { made: boolean }) {
  const { t } = useTranslation('bundles')
  const { api, refresh } = useBundles()
  const make = useMutation(api.bundles.keys.makeRecovery.mutationOptions({ onSuccess: refresh }))
  if (make.data !== undefined) {
    return (
      <div className="nc-recovery" role="status">
        <output className="nc-recovery-key">{make.data.identity}</output>
        <p>{t('keys.receive.recoveryOnce')}</p>
        <Button size="xs" variant="default" onClick={() => window.print()}>
          {t('keys.receive.print')}
        </Button>
      </div>
    )
  }
  if (made) return <StateBadge tone="green" label={t('keys.receive.recoveryMade')} />
  return (
    <>
      {make.error === null ? null : <FailureNotice failure={failureOf(make.error)} />}
      <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate(undefined)}>
        {t('keys.receive.makeRecovery')}
      </Button>
    </>
  )
}
