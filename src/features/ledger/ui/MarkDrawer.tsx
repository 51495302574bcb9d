import { Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import type { RoundLine } from '../common/roundSchemas.ts'
import { useLedgerApi, useRefreshAll } from './useLedgerApi.ts'
import type { AskedMark } from './useMarkLine.ts'

export interface MarkDrawerProps {
  line: RoundLine
  mark: AskedMark
  onClose: () => void
}

/** Who received in their place, or why the line is taken off or taken back. */
export function MarkDrawer({ line, mark, onClose }: MarkDrawerProps) {
  const { t } = useTranslation('ledger')
  const api = useLedgerApi()
  const refresh = useRefreshAll()
  const [proxyName, setProxyName] = useState(line.proxyName ?? '')
  const [proxyRelation, setRelation] = useState(line.proxyRelation ?? '')
  const [reason, setReason] = useState('')
  const write = useMutation(
    api.rounds.markLine.mutationOptions({
      onSuccess: () => {
        refresh()
        onClose()
      },
    }),
  )
  const needsReason = mark === 'cancelled' || line.delivered
  const needsProxy = mark === 'byProxy'
  const ready = (!needsReason || reason.trim() !== '') && (!needsProxy || proxyName.trim() !== '')
  return (
    <RecordDrawer
      opened
      title={`${line.name} · ${t(`lineStates.${mark}`)}`}
      verb={t('mark.verb')}
      saving={write.isPending}
      disabled={!ready}
      onClose={onClose}
      onSubmit={() => write.mutate({ lineId: line.id, version: line.version, mark, proxyName, proxyRelation, reason })}
    >
      {line.delivered ? <p>{t('mark.takenBack')}</p> : null}
      {needsProxy ? (
        <>
          <TextInput
            label={t('mark.proxyName')}
            withAsterisk
            value={proxyName}
            onChange={(event) => setProxyName(event.currentTarget.value)}
          />
          <TextInput
            label={t('mark.proxyRelation')}
            value={proxyRelation}
            onChange={(event) => setRelation(event.currentTarget.value)}
          />
        </>
      ) : null}
      {needsReason ? (
        <Textarea
          label={t('reason')}
          withAsterisk
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      {write.error === null ? null : <FailureNotice failure={failureOf(write.error)} />}
    </RecordDrawer>
  )
}
