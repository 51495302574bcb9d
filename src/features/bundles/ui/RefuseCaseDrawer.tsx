import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../base/common/result.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { CaseTransfer } from '../common/bundleSchemas.ts'
import { useUnitName } from './useUnitName.ts'

interface RefuseCaseDrawerProps {
  transfer: CaseTransfer
  opened: boolean
  saving: boolean
  failure: Failure | undefined
  onRefuse: (reason: string) => void
  onClose: () => void
}

/** No to an offered case, with the reason that goes back to who offered it. */
export function RefuseCaseDrawer(props: RefuseCaseDrawerProps) {
  const { transfer, opened, saving, failure, onRefuse, onClose } = props
  const { t } = useTranslation('bundles')
  const unitName = useUnitName()
  const [reason, setReason] = useState('')
  return (
    <RecordDrawer
      opened={opened}
      title={t('transfer.refuseTitle')}
      verb={t('transfer.refuseNow')}
      saving={saving}
      disabled={reason.trim() === ''}
      onSubmit={() => onRefuse(reason.trim())}
      onClose={onClose}
      note={<FailureNotice failure={failure} />}
    >
      <p>
        <strong>{transfer.address}</strong> <span className="nc-soft">{unitName(transfer.from)}</span>
      </p>
      <Textarea
        label={t('transfer.reason')}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </RecordDrawer>
  )
}
