import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import { ApproveDrawer } from './ApproveDrawer.tsx'
import { MoveDrawer } from './MoveDrawer.tsx'
import { StepDrawer, type SteppedAddress } from './StepDrawer.tsx'

export interface AddressBulkActionsProps {
  rows: readonly SteppedAddress[]
  onDone: () => void
}

/** What can be done with all selected addresses at once. */
export function AddressBulkActions({ rows, onDone }: AddressBulkActionsProps) {
  const { t } = useTranslation('addresses')
  const { may } = useSignedIn()
  const [doing, setDoing] = useState<'approve' | 'step' | 'move'>()
  const close = () => setDoing(undefined)
  const done = () => {
    close()
    onDone()
  }
  return (
    <>
      {may('records.approve') ? (
        <Button size="compact-xs" variant="default" onClick={() => setDoing('approve')}>
          {t('actions.approve')}
        </Button>
      ) : null}
      {may('records.write') ? (
        <>
          <Button size="compact-xs" variant="default" onClick={() => setDoing('step')}>
            {t('actions.step')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setDoing('move')}>
            {t('actions.move')}
          </Button>
        </>
      ) : null}
      {doing === 'approve' ? <ApproveDrawer ids={rows.map((row) => row.id)} onClose={close} onDone={done} /> : null}
      {doing === 'step' ? <StepDrawer rows={rows} onClose={close} onDone={done} /> : null}
      {doing === 'move' ? <MoveDrawer ids={rows.map((row) => row.id)} onClose={close} onDone={done} /> : null}
    </>
  )
}
