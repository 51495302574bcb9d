import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRights } from '../../../base/ui/useMay.ts'
import { PlanVisitsDrawer } from '../../visits/ui/PlanVisitsDrawer.tsx'
import { ApproveDrawer } from './ApproveDrawer.tsx'
import { BulkEditDrawer } from './BulkEditDrawer.tsx'
import { MoveDrawer } from './MoveDrawer.tsx'
import { StepDrawer, type SteppedAddress } from './StepDrawer.tsx'

export interface AddressBulkActionsProps {
  rows: readonly SteppedAddress[]
  onDone: () => void
}

/** What can be done with all selected addresses at once. */
export function AddressBulkActions({ rows, onDone }: AddressBulkActionsProps) {
  const { t } = useTranslation(['addresses', 'visits'])
  const may = useRights()
  const [doing, setDoing] = useState<'approve' | 'step' | 'move' | 'edit' | 'plan'>()
  const ids = rows.map((row) => row.id)
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
          <Button size="compact-xs" variant="default" onClick={() => setDoing('edit')}>
            {t('bulk.open')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setDoing('plan')}>
            {t('visits:plan.verb')}
          </Button>
        </>
      ) : null}
      {doing === 'approve' ? <ApproveDrawer ids={ids} onClose={close} onDone={done} /> : null}
      {doing === 'step' ? <StepDrawer rows={rows} onClose={close} onDone={done} /> : null}
      {doing === 'move' ? <MoveDrawer ids={ids} onClose={close} onDone={done} /> : null}
      {doing === 'edit' ? <BulkEditDrawer ids={ids} onClose={close} onDone={done} /> : null}
      {doing === 'plan' ? <PlanVisitsDrawer ids={ids} onClose={close} onDone={done} /> : null}
    </>
  )
}
