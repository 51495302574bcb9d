import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { SecretSheet } from '../../../../base/ui/SecretSheet.tsx'
import { StateBadge } from '../../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import { useSignedIn } from '../../../units/ui/useSignedIn.ts'
import { useBundles } from '../useBundles.ts'

/** Makes the recovery key and shows its secret half this once, to be printed and sealed; a lost sheet is replaced. */
export function RecoveryKey({ made, onMade }: { made: boolean; onMade: () => void }) {
  const { t } = useTranslation('bundles')
  const { language } = useFormat()
  const { api, refresh } = useBundles()
  const { me } = useSignedIn()
  const make = useMutation(api.bundles.keys.makeRecovery.mutationOptions())
  const done = async () => {
    make.reset()
    onMade()
    await refresh()
  }
  const button = (
    <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate(undefined)}>
      {t(made ? 'keys.receive.renewRecovery' : 'keys.receive.makeRecovery')}
    </Button>
  )
  return (
    <>
      {make.error === null ? null : <FailureNotice failure={failureOf(make.error)} />}
      {made ? (
        <>
          <StateBadge tone="green" label={t('keys.receive.recoveryMade')} />
          <details className="nc-key-more">
            <summary>{t('keys.receive.recoveryLost')}</summary>
            <p className="nc-soft">{t('keys.receive.renewHint')}</p>
            {button}
          </details>
        </>
      ) : (
        button
      )}
      {make.data === undefined ? null : (
        <SecretSheet
          title={t('keys.receive.sheetTitle')}
          office={me?.officeName[language] ?? ''}
          explain={t('keys.receive.recoveryOnce')}
          secrets={[{ label: t('keys.receive.sheetLabel'), text: make.data.identity }]}
          onDone={() => void done()}
        />
      )}
    </>
  )
}
