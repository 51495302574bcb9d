import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFiles } from '../../../files/ui/useFiles.ts'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import '../bundles.css'
import { EnrolDrawer } from '../keys/EnrolDrawer.tsx'
import { KeyList } from '../keys/KeyList.tsx'
import { OwnDigits } from '../keys/OwnDigits.tsx'
import { WithdrawDrawer } from '../keys/WithdrawDrawer.tsx'
import { useBundles } from '../useBundles.ts'

/** How two offices on either side of the border come to trust each other's files: the same 30 digits, both ways. */
export function PartnerKeys() {
  const { t } = useTranslation('bundles')
  const { api, client } = useBundles()
  const files = useFiles()
  const keys = useQuery(api.bundles.keys.list.queryOptions())
  const [enrolling, setEnrolling] = useState(false)
  const [withdrawing, setWithdrawing] = useState<EnrolledKey>()
  const request = useMutation({
    mutationFn: async () => files.save((await client.bundles.keys.requestFile()).ticket),
  })
  const partners = (keys.data?.keys ?? []).filter((key) => key.role === 'partner')
  return (
    // Open while there is something to do; later it only takes up room.
    <details className="nc-bundle-panel" open={keys.data !== undefined && partners.length === 0}>
      <summary className="nc-bundle-heading">{t('share.keysTitle')}</summary>
      {request.error === null ? null : <FailureNotice failure={failureOf(request.error)} />}
      <ol className="nc-key-steps">
        <li>
          <span>{t('share.keysFile')}</span>
          <Button size="xs" variant="default" loading={request.isPending} onClick={() => request.mutate()}>
            {t('keys.send.saveFile')}
          </Button>
        </li>
        <li>
          <span>{t('share.keysRead')}</span>
          <OwnDigits />
        </li>
        <li>
          <span>{t('share.keysTake')}</span>
          <Button size="xs" variant="default" onClick={() => setEnrolling(true)}>
            {t('share.keysEnrol')}
          </Button>
        </li>
      </ol>
      <KeyList keys={partners} onWithdraw={setWithdrawing} />
      <WithdrawDrawer chosen={withdrawing} onClose={() => setWithdrawing(undefined)} />
      <EnrolDrawer kind="request" opened={enrolling} onClose={() => setEnrolling(false)} />
    </details>
  )
}
