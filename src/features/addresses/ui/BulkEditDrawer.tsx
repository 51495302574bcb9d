import { Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import type { Failure } from '../../../base/common/result.ts'
import { useClient } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { ProgressPanel } from '../../../base/ui/ProgressPanel.tsx'
import { RecordDrawer } from '../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import type { historyContract } from '../../history/common/contract.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { BulkChanges } from '../common/addressSchemas.ts'
import type { addressContract } from '../common/contract.ts'
import type { BulkDrawerProps } from './ApproveDrawer.tsx'
import { useRefreshAfterWrite } from './useAddressApi.ts'

/** The same change for all selected files: what is left empty stays as it is in each. */
export function BulkEditDrawer({ ids, onClose, onDone }: BulkDrawerProps) {
  const { t } = useTranslation('addresses')
  const { formatNumber } = useFormat()
  const { options } = useVocabulary('category')
  const [changes, setChanges] = useState<BulkChanges>({})
  const { run, progress, failure, cancel } = useBulkEdit(onDone)
  const set = (part: { [Key in keyof BulkChanges]: BulkChanges[Key] | undefined }) => {
    const kept = Object.entries({ ...changes, ...part }).filter(([, value]) => value !== undefined && value !== '')
    setChanges(Object.fromEntries(kept))
  }
  return (
    <RecordDrawer
      opened
      title={t('bulk.title', { count: ids.length, formatted: formatNumber(ids.length) })}
      verb={t('bulk.verb')}
      onSubmit={() => void run([...ids], changes)}
      onClose={() => {
        cancel()
        onClose()
      }}
      saving={progress !== undefined}
      disabled={Object.keys(changes).length === 0}
      note={failure === undefined ? t('bulk.hint') : <FailureNotice failure={failure} />}
    >
      <CategorySelect
        label={t('bulk.mainCategory')}
        options={options}
        value={changes.mainCategory}
        onChange={(mainCategory) => set({ mainCategory })}
      />
      <CategorySelect
        label={t('bulk.addCategory')}
        options={options}
        value={changes.addCategory}
        onChange={(addCategory) => set({ addCategory })}
      />
      <CategorySelect
        label={t('bulk.removeCategory')}
        options={options}
        value={changes.removeCategory}
        onChange={(removeCategory) => set({ removeCategory })}
      />
      <TextInput
        label={t('fields.responsible')}
        autoComplete="off"
        value={changes.responsible ?? ''}
        onChange={(event) => set({ responsible: event.currentTarget.value })}
      />
      <DayField
        label={t('fields.nextVisitOn')}
        value={changes.nextVisitOn ?? undefined}
        onChange={(nextVisitOn) => set({ nextVisitOn })}
      />
      {progress === undefined ? null : (
        <ProgressPanel title={t('bulk.doing')} {...progress} unit={t('bulk.unit')} onCancel={cancel} />
      )}
    </RecordDrawer>
  )
}

interface CategorySelectProps {
  label: string
  options: { value: string; label: string }[]
  value: string | undefined
  onChange: (code: string | undefined) => void
}

function CategorySelect({ label, options, value, onChange }: CategorySelectProps) {
  return (
    <Select
      label={label}
      clearable
      searchable
      data={options}
      value={value ?? null}
      onChange={(code) => onChange(code ?? undefined)}
    />
  )
}

function useBulkEdit(onDone: () => void) {
  const { t } = useTranslation('addresses')
  const client = useClient<{ addresses: typeof addressContract; history: typeof historyContract }>()
  const refresh = useRefreshAfterWrite()
  const offerUndo = useUndoToast()
  const running = useRef<AbortController>(undefined)
  const [progress, setProgress] = useState<{ done: number; total: number }>()
  const [failure, setFailure] = useState<Failure>()
  const undo = async () => {
    await client.history
      .undoLast()
      .catch((error: unknown) => notifications.show({ message: t('bulk.notUndone', { code: failureOf(error).code }) }))
    await refresh()
  }
  const run = async (ids: string[], changes: BulkChanges) => {
    const stop = new AbortController()
    running.current = stop
    setFailure(undefined)
    setProgress({ done: 0, total: ids.length })
    try {
      const stream = await client.addresses.bulkEdit({ ids, changes }, { signal: stop.signal })
      let next = await stream.next()
      for (; !next.done; next = await stream.next()) setProgress(next.value)
      await refresh()
      offerUndo({ message: t('bulk.done', { count: next.value.changed }), onUndo: () => void undo() })
      onDone()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setProgress(undefined)
    }
  }
  return { run, progress, failure, cancel: () => running.current?.abort() }
}
