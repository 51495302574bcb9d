import { Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'

export interface ReasonDrawerProps {
  opened: boolean
  title: string
  verb: string
  label: string
  required: boolean
  saving: boolean
  error: Error | null
  onClose: () => void
  onSubmit: (reason: string) => void
  children?: ReactNode
}

/** Asks why, before something is taken back or ended. */
export function ReasonDrawer(props: ReasonDrawerProps) {
  return <ReasonForm key={String(props.opened)} {...props} />
}

function ReasonForm(props: ReasonDrawerProps) {
  const { opened, title, verb, label, required, saving, error, onClose, onSubmit, children } = props
  const [reason, setReason] = useState('')
  return (
    <RecordDrawer
      opened={opened}
      title={title}
      verb={verb}
      saving={saving}
      disabled={required && reason.trim() === ''}
      onClose={onClose}
      onSubmit={() => onSubmit(reason)}
    >
      <Textarea
        label={label}
        withAsterisk={required}
        autosize
        minRows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {children}
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
    </RecordDrawer>
  )
}
