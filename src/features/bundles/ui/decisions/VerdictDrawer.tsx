import { MultiSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { DayField } from '../../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import '../../../pairings/ui/pairings.css'
import { useBundles } from '../useBundles.ts'

interface VerdictDrawerProps {
  unitId: string
  opened: boolean
  onClose: () => void
}

const NO_PAPER = { title: '', number: '', onDay: undefined as string | undefined, signer: '' }

/** Approving or refusing proposed addresses of a unit by one paper. */
export function VerdictDrawer({ unitId, opened, onClose }: VerdictDrawerProps) {
  const { t } = useTranslation('bundles')
  const { api, client, refresh } = useBundles()
  const found = useQuery({
    ...api.bundles.decisions.candidates.queryOptions({ input: { unitId } }),
    enabled: opened,
  })
  const candidates = (found.data?.addresses ?? []).filter(({ mayDecide }) => mayDecide)
  const [addressIds, setAddressIds] = useState<string[]>([])
  const [verdict, setVerdict] = useState<'approved' | 'refused'>('approved')
  const [paper, setPaper] = useState(NO_PAPER)
  const [reason, setReason] = useState('')
  const decide = useMutation({
    mutationFn: () => {
      const { title, number, onDay, signer } = paper
      const written = { title, number: number || null, onDay: onDay ?? null, signer: signer || null }
      return client.bundles.decisions.decideAddresses({
        unitId,
        addressIds,
        verdict,
        paper: written,
        reason: reason || null,
      })
    },
    onSuccess: async () => {
      setAddressIds([])
      setReason('')
      onClose()
      await refresh()
    },
  })
  const change = (changes: Partial<typeof paper>) => setPaper((before) => ({ ...before, ...changes }))
  return (
    <RecordDrawer
      opened={opened}
      title={t('decisions.verdict')}
      verb={t('decisions.keep')}
      saving={decide.isPending}
      disabled={addressIds.length === 0 || paper.title.trim() === '' || (verdict === 'refused' && reason.trim() === '')}
      note={decide.error === null ? null : <FailureNotice failure={failureOf(decide.error)} />}
      onSubmit={() => decide.mutate()}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t('decisions.verdict')}
        data={(['approved', 'refused'] as const).map((value) => ({ value, label: t(`decisions.verdicts.${value}`) }))}
        value={verdict}
        onChange={(value) => setVerdict(value === 'refused' ? 'refused' : 'approved')}
      />
      <MultiSelect
        label={t('decisions.addresses')}
        description={found.isFetched && candidates.length === 0 ? t('decisions.noCandidates') : undefined}
        searchable
        data={candidates.map(({ id, name }) => ({ value: id, label: name }))}
        value={addressIds}
        onChange={setAddressIds}
      />
      <TextInput
        label={t('decisions.paper.title')}
        required
        value={paper.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <div className="nc-field-pair">
        <TextInput
          label={t('decisions.paper.number')}
          value={paper.number}
          onChange={(event) => change({ number: event.currentTarget.value })}
        />
        <DayField label={t('decisions.paper.onDay')} value={paper.onDay} onChange={(onDay) => change({ onDay })} />
      </div>
      <TextInput
        label={t('decisions.paper.signer')}
        value={paper.signer}
        onChange={(event) => change({ signer: event.currentTarget.value })}
      />
      <Textarea
        label={t('decisions.reasonDown')}
        required={verdict === 'refused'}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </RecordDrawer>
  )
}
