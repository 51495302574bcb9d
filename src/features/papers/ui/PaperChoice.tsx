import { Alert, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import type { unitContract } from '../../units/common/contract.ts'
import { type PaperKind, type PaperSubject, paperNeeds } from '../common/paperKinds.ts'
import { useSubjectSearch } from './subjectSearch.ts'
import { usePaperApi } from './usePaperApi.ts'

export interface PaperChoices {
  subjectId: string | null
  villageId: string | null
  from: string | null
  to: string | null
  number: string
  transferAmount: number | null
}

export interface PaperChoiceProps {
  kind: PaperKind
  choices: PaperChoices
  onChange: (choices: PaperChoices) => void
}

/** What a paper has to know before it is made: its record, village, period, number, amount. */
export function PaperChoice({ kind, choices, onChange }: PaperChoiceProps) {
  const { t } = useTranslation('papers')
  const needs = paperNeeds(kind)
  const change = (part: Partial<PaperChoices>) => onChange({ ...choices, ...part })
  return (
    <div className="nc-papers-fields">
      {needs.subject === undefined ? null : (
        <SubjectField
          subject={needs.subject}
          optional={needs.subjectOptional === true}
          id={choices.subjectId}
          onChange={(subjectId) => change({ subjectId })}
        />
      )}
      {needs.village ? <VillageField id={choices.villageId} onChange={(villageId) => change({ villageId })} /> : null}
      {needs.period ? (
        <>
          <DayField
            label={t('page.from')}
            placeholder={t('page.fromHint')}
            value={choices.from ?? undefined}
            onChange={(from) => change({ from: from ?? null })}
          />
          <DayField
            label={t('page.to')}
            placeholder={t('page.toHint')}
            value={choices.to ?? undefined}
            onChange={(to) => change({ to: to ?? null })}
          />
        </>
      ) : null}
      {NUMBERED.has(kind) ? <NumberField number={choices.number} onChange={(number) => change({ number })} /> : null}
      {needs.transfer ? (
        <TransferField amount={choices.transferAmount} onChange={(transferAmount) => change({ transferAmount })} />
      ) : null}
    </div>
  )
}

/** Papers that stand in the register of outgoing papers. */
const NUMBERED: ReadonlySet<PaperKind> = new Set<PaperKind>([
  'proposalList',
  'selectionMinutes',
  'donorStatement',
  'agreement',
  'thankYouLetter',
  'houseHandover',
  'officerHandover',
])

interface SubjectFieldProps {
  subject: PaperSubject
  optional: boolean
  id: string | null
  onChange: (id: string | null) => void
}

function SubjectField({ subject, optional, id, onChange }: SubjectFieldProps) {
  const { t } = useTranslation('papers')
  const { find, read } = useSubjectSearch()[subject]
  const chosen = useQuery({
    queryKey: ['paper subject', subject, id],
    queryFn: () => read(id ?? ''),
    enabled: id !== null,
  })
  return (
    <SearchPicker
      label={t(`page.subject.${subject}`)}
      description={optional ? t('page.emptyForm') : undefined}
      placeholder={t(`page.subjectHint.${subject}`)}
      search={find}
      value={id === null ? undefined : chosen.data}
      onChange={(option) => onChange(option?.id ?? null)}
    />
  )
}

function VillageField({ id, onChange }: { id: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation('papers')
  const api = useApi<{ units: typeof unitContract }>()
  const villages = useQuery(api.units.villages.list.queryOptions({ input: { limit: 500 } }))
  return (
    <Select
      clearable
      label={t('page.village')}
      placeholder={t('page.allVillages')}
      data={(villages.data?.villages ?? []).map((village) => ({ value: village.id, label: village.name }))}
      value={id}
      onChange={onChange}
    />
  )
}

/** Taken when the field is left: every letter would make the paper anew. */
function NumberField({ number, onChange }: { number: string; onChange: (number: string) => void }) {
  const { t } = useTranslation('papers')
  const [typed, setTyped] = useState(number)
  const take = () => {
    if (typed !== number) onChange(typed)
  }
  return (
    <TextInput
      label={t('page.number')}
      placeholder={t('page.numberHint')}
      autoComplete="off"
      maxLength={40}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
    />
  )
}

function TransferField({ amount, onChange }: { amount: number | null; onChange: (amount: number | null) => void }) {
  const { t } = useTranslation('papers')
  const letterhead = useQuery(usePaperApi().letterhead.get.queryOptions({ input: {} }))
  const [typed, setTyped] = useState(amount ?? undefined)
  if (letterhead.data?.letterhead.account === '') return <Alert variant="light">{t('page.noAccount')}</Alert>
  return (
    <MoneyField
      label={t('page.transferAmount')}
      placeholder={t('page.transferHint')}
      value={typed}
      onChange={setTyped}
      onBlur={() => {
        if ((typed ?? null) !== amount) onChange(typed ?? null)
      }}
    />
  )
}
