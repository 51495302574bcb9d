import { NumberInput, SegmentedControl } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { type PickerOption, SearchPicker } from '../../../base/ui/SearchPicker.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import type { donorContract } from '../../donors/common/contract.ts'
import type { houseContract } from '../common/contract.ts'
import {
  FUNDING_KINDS,
  type Funding,
  type FundingFields as FundingContent,
  type FundingKind,
  type HouseFile,
} from '../common/houseSchemas.ts'

/** A funder who is only a name, not a donor on file. */
const NAME_ONLY = ''

interface FundingDrawerProps {
  house: HouseFile
  /** `new`, the contribution to change, or undefined while closed. */
  editing: Funding | 'new' | undefined
  onClose: () => void
}

/** Who gives what to a house: a donor on file or a free name, cash, materials or labour days. */
export function FundingDrawer(props: FundingDrawerProps) {
  const { editing } = props
  return <FundingForm key={typeof editing === 'object' ? editing.id : editing} {...props} />
}

function FundingForm({ house, editing, onClose }: FundingDrawerProps) {
  const { t } = useTranslation('houses')
  const api = useApi<{ houses: typeof houseContract }>()
  const queries = useQueryClient()
  const funding = editing === 'new' ? undefined : editing
  const kept = useKeptForm({
    form: `houses.funding:${funding?.id ?? house.id}`,
    active: editing !== undefined,
    start: draftOf(funding),
    editing: funding !== undefined,
  })
  const draft = kept.values
  const save = useKeptWrite(kept, {
    write: async (fields: FundingContent, options) => {
      if (funding === undefined) return api.houses.addFunding.call({ houseId: house.id, fields }, options)
      return api.houses.updateFunding.call({ id: funding.id, version: funding.version, fields }, options)
    },
    onWritten: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  const { funder, amount } = draft
  const submit = () => {
    if (funder === undefined || amount === undefined) return
    const fields = {
      kind: draft.kind,
      donorId: funder.id === NAME_ONLY ? null : funder.id,
      funderName: funder.label,
      amount,
      days: draft.kind === 'labourDays' ? (draft.days ?? null) : null,
    }
    save.mutate(fields)
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened={editing !== undefined}
      title={t(funding === undefined ? 'funding.addTitle' : 'funding.editTitle')}
      verb={t('funding.save')}
      onSubmit={submit}
      onClose={onClose}
      saving={save.isPending}
      disabled={funder === undefined || amount === undefined}
      failure={save.failure}
    >
      <FundingFields draft={draft} house={house} onChange={kept.change} />
    </KeptDrawer>
  )
}

interface Draft {
  funder: PickerOption | undefined
  kind: FundingKind
  amount: number | undefined
  days: number | undefined
}

function draftOf(funding: Funding | undefined): Draft {
  return {
    funder: funding === undefined ? undefined : { id: funding.donorId ?? NAME_ONLY, label: funding.funderName },
    kind: funding?.kind ?? 'cash',
    amount: funding?.amount,
    days: funding?.days ?? undefined,
  }
}

interface FundingFieldsProps {
  draft: Draft
  house: HouseFile
  onChange: (part: Partial<Draft>) => void
}

function FundingFields({ draft, house, onChange }: FundingFieldsProps) {
  const { t } = useTranslation('houses')
  const client = useClient<{ donors: typeof donorContract }>()
  const search = async (text: string, signal: AbortSignal): Promise<PickerOption[]> => {
    const { rows } = await client.donors.list({ filter: { search: text }, sort: 'closest', limit: 20 }, { signal })
    return rows.map((row) => ({ id: row.id, label: row.name }))
  }
  return (
    <>
      <SearchPicker
        label={t('fields.funder')}
        description={t('fields.funderHint')}
        required
        value={draft.funder}
        onChange={(funder) => onChange({ funder })}
        search={search}
        onCreate={async (text) => (text === '' ? undefined : { id: NAME_ONLY, label: text })}
      />
      <SegmentedControl
        aria-label={t('fields.fundingKind')}
        data={FUNDING_KINDS.map((kind) => ({ value: kind, label: t(`fundingKinds.${kind}`) }))}
        value={draft.kind}
        onChange={(kind) => onChange({ kind })}
      />
      {draft.kind === 'labourDays' ? (
        <NumberInput
          label={t('fields.days')}
          min={0.5}
          decimalSeparator=","
          hideControls
          value={draft.days ?? ''}
          onChange={(days) => onChange({ days: typeof days === 'number' ? days : undefined })}
        />
      ) : null}
      <MoneyField
        label={t('fields.amount')}
        required
        currency={house.currency}
        value={draft.amount}
        onChange={(amount) => onChange({ amount })}
      />
    </>
  )
}
