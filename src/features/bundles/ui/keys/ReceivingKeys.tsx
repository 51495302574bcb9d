import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import { useSignedIn } from '../../../units/ui/useSignedIn.ts'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import { useBundles } from '../useBundles.ts'
import { EnrolDrawer } from './EnrolDrawer.tsx'
import { EnrolMany } from './EnrolMany.tsx'
import { KeyList } from './KeyList.tsx'
import { OwnDigits } from './OwnDigits.tsx'
import { RecoveryKey } from './RecoveryKey.tsx'
import { RotateKeys } from './RotateKeys.tsx'
import { RotationIn } from './RotationIn.tsx'
import { WithdrawDrawer } from './WithdrawDrawer.tsx'

/** What an office above needs before branches can send to it: a sealed recovery key, and each branch's keys. */
export function ReceivingKeys({ keys }: { keys: readonly EnrolledKey[] }) {
  const { t } = useTranslation('bundles')
  const { api, client } = useBundles()
  const { me } = useSignedIn()
  const files = useFiles()
  const own = useQuery(api.bundles.keys.own.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  // Decided once: enrolling the first unit must not close the panel in the middle of the work.
  const [opened] = useState(keys.length === 0)
  const [enrolling, setEnrolling] = useState(false)
  const [withdrawing, setWithdrawing] = useState<EnrolledKey>()
  const answer = useMutation({
    mutationFn: async () => files.save((await client.bundles.keys.answerFile()).ticket),
  })
  const units = new Set(keys.filter((key) => !key.replaced).map(({ unit }) => unit.id)).size
  return (
    <details className="nc-bundle-panel" open={opened}>
      <summary className="nc-bundle-heading">
        {t('keys.branchesTitle')}{' '}
        {units === 0 ? null : <span className="nc-key-count num">{t('keys.unitCount', { count: units })}</span>}
      </summary>
      <ol className="nc-key-steps">
        <li>
          <span>{t('keys.receive.recovery')}</span>
          <RecoveryKey made={own.data?.hasRecovery ?? false} onMade={answer.reset} />
        </li>
        <li>
          <span>{t('keys.receive.request')}</span>
          <Button size="xs" variant="default" onClick={() => setEnrolling(true)}>
            {t('keys.receive.enrol')}
          </Button>
        </li>
        <li>
          <span>{t('keys.receive.answer')}</span>
          <Button size="xs" variant="default" loading={answer.isPending} onClick={() => answer.mutate()}>
            {t('keys.receive.saveAnswer')}
          </Button>
          {answer.error === null ? null : <FailureNotice failure={failureOf(answer.error)} />}
        </li>
        <li>
          <span>{t('keys.receive.read')}</span>
          <OwnDigits />
        </li>
      </ol>
      <EnrolMany />
      <RotationIn />
      {me?.kind === 'central' ? <RotateKeys /> : null}
      <KeyList keys={keys} onWithdraw={setWithdrawing} />
      <WithdrawDrawer key={withdrawing?.id} chosen={withdrawing} onClose={() => setWithdrawing(undefined)} />
      <EnrolDrawer kind="request" opened={enrolling} onClose={() => setEnrolling(false)} />
    </details>
  )
}
