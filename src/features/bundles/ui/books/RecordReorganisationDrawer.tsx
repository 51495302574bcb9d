import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { DayField } from '../../../../base/ui/DayField.tsx'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFailureText } from '../../../../base/ui/failureText.ts'
import { RecordDrawer } from '../../../../base/ui/RecordDrawer.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import { REORGANISATION_KINDS, type ReorganisationKind } from '../../../units/common/reorganiseContract.ts'
import { unitFullName } from '../../../units/common/unitNames.ts'
import type { UnitOption } from '../../../units/ui/CommunePicker.tsx'
import { useSignedIn } from '../../../units/ui/useSignedIn.ts'
import { EMPTY_UNIT, type NewUnitDraft, NewUnitFields } from './NewUnitFields.tsx'
import { OldUnits } from './OldUnits.tsx'
import { useReorganise } from './useReorganise.ts'

/** Kinds of one unit, which goes on under its code. */
const ITSELF: readonly ReorganisationKind[] = ['rename', 'retype']

/** Writes a reorganisation down as its paper says it. */
export function RecordReorganisationDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('bundles')
  const textOf = useFailureText()
  const { client, refreshAll } = useReorganise()
  const [kind, setKind] = useState<ReorganisationKind>('merge')
  const [onDay, setOnDay] = useState<string>()
  const [paper, setPaper] = useState('')
  const [note, setNote] = useState('')
  const own = useOwnUnit()
  const [chosen, setChosen] = useState<readonly UnitOption[]>()
  const from = chosen ?? own
  const [units, setUnits] = useState([EMPTY_UNIT])
  const keepsCode = ITSELF.includes(kind)
  const single = keepsCode || kind === 'split'
  const to = kind === 'abolish' ? [] : units.slice(0, kind === 'split' ? units.length : 1)
  const record = useMutation({
    mutationFn: () =>
      client.units.reorganisations.record({
        ...{ kind, onDay: onDay ?? '', paper, note },
        fromCodes: from.flatMap(({ code }) => code ?? []),
        to: to.map((unit) => (keepsCode ? { ...unit, code: from[0]?.code ?? '' } : unit)),
      }),
    onSuccess: async () => {
      onClose()
      await refreshAll()
    },
  })
  const choose = (next: ReorganisationKind) => {
    setKind(next)
    if (next === 'split' && units.length < 2) setUnits([...units, EMPTY_UNIT])
    if (next !== 'merge' && next !== 'abolish') setChosen(from.slice(0, 1))
  }
  const named = to.every(({ code, name }) => (keepsCode || code.trim() !== '') && name.trim() !== '')
  // A part under the old code would have to keep its rows, and a split hands every row over.
  const keepsPart = ({ code }: NewUnitDraft) => kind === 'split' && from.some((old) => old.code === code.trim())
  return (
    <RecordDrawer
      opened
      title={t('reorganise.record')}
      verb={t('reorganise.record')}
      saving={record.isPending}
      disabled={onDay === undefined || paper.trim() === '' || from.length === 0 || !named || to.some(keepsPart)}
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
      <OldUnits units={from} single={single} onChange={setChosen} />
      {to.map((unit, index) => (
        <NewUnitFields
          // biome-ignore lint/suspicious/noArrayIndexKey: the drafts have no other identity and are never reordered.
          key={index}
          n={index + 1}
          unit={unit}
          old={kind === 'split' ? [] : from}
          keepsCode={keepsCode}
          codeError={keepsPart(unit) ? textOf({ code: 'units.splitKeepsCode' }) : null}
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

/** A branch writes down what happens to itself. */
function useOwnUnit(): readonly UnitOption[] {
  const { api } = useReorganise()
  const { language } = useFormat()
  const { me } = useSignedIn()
  const search = me?.kind === 'branch' ? me.unitCode : ''
  const found = useQuery(api.units.searchCommunes.queryOptions({ input: { search, limit: 1 }, enabled: search !== '' }))
    .data?.communes[0]
  if (found === undefined || found.code !== search) return []
  return [{ id: found.id, code: found.code, label: unitFullName(found, language) }]
}
