import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { DayField } from '../../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import {
  NEW_UNIT_TYPES,
  REORGANISATION_KINDS,
  type ReorganisationKind,
} from '../../../units/common/reorganiseContract.ts'
import { useSignedIn } from '../../../units/ui/useSignedIn.ts'
import { useReorganise } from './useReorganise.ts'

interface NewUnitDraft {
  code: string
  type: (typeof NEW_UNIT_TYPES)[number]
  name: string
}

const EMPTY_UNIT: NewUnitDraft = { code: '', type: 'commune', name: '' }

/** Writes a reorganisation down as its paper says it. */
export function RecordReorganisationDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('bundles')
  const { client, refreshAll } = useReorganise()
  const [kind, setKind] = useState<ReorganisationKind>('merge')
  const [onDay, setOnDay] = useState<string>()
  const [paper, setPaper] = useState('')
  const [note, setNote] = useState('')
  const { me } = useSignedIn()
  // A branch writes down what happens to itself.
  const [from, setFrom] = useState(me?.kind === 'branch' ? me.unitCode : '')
  const [units, setUnits] = useState<NewUnitDraft[]>([EMPTY_UNIT])
  const to = kind === 'abolish' ? [] : units.slice(0, kind === 'split' ? units.length : 1)
  const record = useMutation({
    mutationFn: () =>
      client.units.reorganisations.record({
        kind,
        onDay: onDay ?? '',
        paper,
        note,
        fromCodes: from.split(/[\s,;]+/).filter(Boolean),
        to,
      }),
    onSuccess: async () => {
      onClose()
      await refreshAll()
    },
  })
  const choose = (next: ReorganisationKind) => {
    setKind(next)
    if (next === 'split' && units.length < 2) setUnits([...units, EMPTY_UNIT])
  }
  return (
    <RecordDrawer
      opened
      title={t('reorganise.record')}
      verb={t('reorganise.record')}
      saving={record.isPending}
      disabled={onDay === undefined || paper.trim() === '' || from.trim() === ''}
      onSubmit={() => record.mutate()}
      onClose={onClose}
      note={record.error === null ? null : <FailureNotice failure={failureOf(record.error)} />}
    >
      <Select
        label={t('reorganise.kind')}
        allowDeselect={false}
        data={REORGANISATION_KINDS.map((value) => ({ value, label: t(`reorganise.kinds.${value}`) }))}
        value={kind}
        onChange={(value) => choose(REORGANISATION_KINDS.find((each) => each === value) ?? 'merge')}
      />
      <DayField label={t('reorganise.onDay')} required value={onDay} onChange={setOnDay} />
      <TextInput
        label={t('reorganise.paper')}
        required
        value={paper}
        onChange={(event) => setPaper(event.currentTarget.value)}
      />
      <TextInput
        label={t('reorganise.from')}
        description={t('reorganise.fromHint')}
        required
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      {to.map((unit, index) => (
        <NewUnitFields
          // biome-ignore lint/suspicious/noArrayIndexKey: the drafts have no other identity and are never reordered.
          key={index}
          n={index + 1}
          unit={unit}
          onChange={(next) => setUnits(units.map((each, at) => (at === index ? next : each)))}
        />
      ))}
      {kind === 'split' ? (
        <Button size="xs" variant="default" onClick={() => setUnits([...units, EMPTY_UNIT])}>
          {t('reorganise.addUnit')}
        </Button>
      ) : null}
      <Textarea
        label={t('reorganise.note')}
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </RecordDrawer>
  )
}

interface NewUnitFieldsProps {
  n: number
  unit: NewUnitDraft
  onChange: (unit: NewUnitDraft) => void
}

function NewUnitFields({ n, unit, onChange }: NewUnitFieldsProps) {
  const { t } = useTranslation('bundles')
  return (
    <div className="nc-bundle-fields">
      <TextInput
        label={t('reorganise.code', { n })}
        required
        value={unit.code}
        onChange={(event) => onChange({ ...unit, code: event.currentTarget.value })}
      />
      <Select
        label={t('reorganise.type', { n })}
        allowDeselect={false}
        data={NEW_UNIT_TYPES.map((value) => ({ value, label: t(`reorganise.types.${value}`) }))}
        value={unit.type}
        onChange={(value) => onChange({ ...unit, type: NEW_UNIT_TYPES.find((each) => each === value) ?? 'commune' })}
      />
      <TextInput
        label={t('reorganise.name', { n })}
        required
        value={unit.name}
        onChange={(event) => onChange({ ...unit, name: event.currentTarget.value })}
      />
    </div>
  )
}
