import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Currency } from '../../../base/common/money.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import type { houseContract } from '../../houses/common/contract.ts'
import type { NewAllocation } from '../common/receiptSchemas.ts'

/** Money of a receipt that is for no family: a house under way, or a purpose in words. */
export interface FreeAllocation {
  key: number
  kind: 'house' | 'purpose'
  houseId: string | null
  purpose: string
  amount: number | undefined
}

/** Those that are whole; what is still being typed counts for nothing. */
export function freeAllocationsOf(free: readonly FreeAllocation[]): NewAllocation[] {
  return free.flatMap(({ kind, houseId, purpose, amount = 0 }): NewAllocation[] => {
    if (amount === 0) return []
    if (kind === 'house') return houseId === null ? [] : [{ kind, houseId, amount }]
    return purpose.trim() === '' ? [] : [{ kind, purpose, amount }]
  })
}

export interface FreeAllocationsProps {
  free: readonly FreeAllocation[]
  currency: Currency
  onChange: (free: readonly FreeAllocation[]) => void
}

/** Lines for houses and purposes, each with its amount. */
export function FreeAllocations({ free, currency, onChange }: FreeAllocationsProps) {
  const { t } = useTranslation('ledger')
  const houses = useHouses()
  const change = (key: number, changes: Partial<FreeAllocation>) =>
    onChange(free.map((each) => (each.key === key ? { ...each, ...changes } : each)))
  const add = () =>
    onChange([
      ...free,
      { key: (free.at(-1)?.key ?? 0) + 1, kind: 'purpose', houseId: null, purpose: '', amount: undefined },
    ])
  return (
    <fieldset className="nc-ledger-allocations">
      {free.map((each) => (
        <div key={each.key} className="nc-ledger-free">
          <Select
            label={t('receipts.freeKind')}
            allowDeselect={false}
            data={[
              { value: 'purpose', label: t('receipts.freePurpose') },
              { value: 'house', label: t('receipts.freeHouse') },
            ]}
            value={each.kind}
            onChange={(kind) => kind !== null && change(each.key, { kind })}
          />
          {each.kind === 'house' ? (
            <Select
              label={t('receipts.freeHouse')}
              searchable
              data={houses}
              value={each.houseId}
              onChange={(houseId) => change(each.key, { houseId })}
            />
          ) : (
            <TextInput
              label={t('receipts.freePurpose')}
              placeholder={t('newRound.purposeHint')}
              value={each.purpose}
              onChange={(event) => change(each.key, { purpose: event.currentTarget.value })}
            />
          )}
          <MoneyField
            label={t('receipts.freeAmount')}
            currency={currency}
            value={each.amount}
            onChange={(amount) => change(each.key, { amount })}
          />
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('receipts.removeFree')}
            onClick={() => onChange(free.filter(({ key }) => key !== each.key))}
          >
            <IconTrash size="1rem" stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button size="xs" variant="default" leftSection={<IconPlus size="1rem" stroke={1.5} />} onClick={add}>
          {t('receipts.addFree')}
        </Button>
      </div>
    </fieldset>
  )
}

function useHouses(): { value: string; label: string }[] {
  const api = useApi<{ houses: typeof houseContract }>()
  const { data } = useQuery(api.houses.list.queryOptions({ input: { limit: 200 } }))
  return (data?.rows ?? []).map((house) => ({
    value: house.id,
    label: [house.displayName, house.villageName].filter(Boolean).join(' · '),
  }))
}
