import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnrolledKey } from '../../common/bundleSchemas.ts'
import { EnrolDrawer } from './EnrolDrawer.tsx'
import { KeyList } from './KeyList.tsx'
import { WithdrawDrawer } from './WithdrawDrawer.tsx'

/** Units of the same level: a case or a whole book goes to them only when both sides hold each other's keys. */
export function NeighbourKeys({ keys }: { keys: readonly EnrolledKey[] }) {
  const { t } = useTranslation('bundles')
  const [enrolling, setEnrolling] = useState(false)
  const [withdrawing, setWithdrawing] = useState<EnrolledKey>()
  return (
    <div className="nc-key-more">
      <h2 className="nc-bundle-heading">{t('keys.neighbours.title')}</h2>
      <p className="nc-soft">{t('keys.neighbours.hint')}</p>
      <Button size="xs" variant="default" onClick={() => setEnrolling(true)}>
        {t('keys.neighbours.enrol')}
      </Button>
      <KeyList keys={keys} onWithdraw={setWithdrawing} />
      <WithdrawDrawer key={withdrawing?.id} chosen={withdrawing} onClose={() => setWithdrawing(undefined)} />
      <EnrolDrawer kind="request" neighbour opened={enrolling} onClose={() => setEnrolling(false)} />
    </div>
  )
}
