import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../base/ui/api.tsx'
import type { pairingContract } from '../../pairings/common/contract.ts'

// The forms come when asked for: with them the first screen would carry day fields and pickers it does not show.
const ExtendDrawer = lazy(async () => ({
  default: (await import('../../pairings/ui/CarryOnDrawers.tsx')).ExtendDrawer,
}))
const PairingStepDrawer = lazy(async () => ({
  default: (await import('../../pairings/ui/PairingStepDrawer.tsx')).PairingStepDrawer,
}))

/** Gia hạn or kết thúc, without leaving the list of things to do. */
export function PairingOverActions({ pairingId }: { pairingId: string }) {
  const { t } = useTranslation('today')
  const api = useApi<{ pairings: typeof pairingContract }>()
  const [step, setStep] = useState<'extend' | 'end' | undefined>(undefined)
  const file = useQuery(api.pairings.get.queryOptions({ input: { id: pairingId }, enabled: step !== undefined }))
  const close = () => setStep(undefined)
  return (
    <span className="nc-work-actions">
      <Button size="compact-sm" variant="default" onClick={() => setStep('extend')}>
        {t('kinds.pairingOver.extend')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setStep('end')}>
        {t('kinds.pairingOver.end')}
      </Button>
      {file.data === undefined || step === undefined ? null : (
        <Suspense fallback={null}>
          <ExtendDrawer opened={step === 'extend'} pairing={file.data} onClose={close} />
          <PairingStepDrawer pairing={file.data} step={step === 'end' ? 'end' : undefined} onClose={close} />
        </Suspense>
      )}
    </span>
  )
}
