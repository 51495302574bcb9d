import { Button, UnstyledButton } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import type { historyContract } from '../../history/common/contract.ts'
import type { houseContract } from '../common/contract.ts'
import type { Funding, HouseFile } from '../common/houseSchemas.ts'
import { FundingBar } from './FundingBar.tsx'
import { FundingDrawer } from './FundingDrawer.tsx'

/** Who pays: a bar against the budget, and the same as a table to read and change. */
export function FundingSection({ house, mayWrite }: { house: HouseFile; mayWrite: boolean }) {
  const { t } = useTranslation('houses')
  const { formatMoney } = useFormat()
  const [editing, setEditing] = useState<Funding | 'new'>()
  const { remove, error } = useRemoveFunding()
  const money = (amount: number) => formatMoney({ amount, currency: house.currency })
  return (
    <section className="nc-house-part" aria-label={t('funding.title')}>
      <div className="nc-house-head">
        <h2>{t('funding.title')}</h2>
        <span className="nc-soft num">
          {t('funding.ofBudget', { funded: money(house.funded), budget: money(house.budget) })}
        </span>
        {mayWrite ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size="1rem" stroke={1.5} />}
            onClick={() => setEditing('new')}
          >
            {t('funding.add')}
          </Button>
        ) : null}
      </div>
      {error === null ? null : <FailureNotice failure={failureOf(error)} />}
      <FundingBar house={house} />
      {house.fundings.length === 0 ? (
        <p className="nc-soft">{t('funding.none')}</p>
      ) : (
        <FundingTable
          house={house}
          {...(mayWrite ? { onEdit: setEditing, onRemove: (funding: Funding) => remove(funding) } : {})}
        />
      )}
      <FundingDrawer house={house} editing={editing} onClose={() => setEditing(undefined)} />
    </section>
  )
}

function useRemoveFunding() {
  const { t } = useTranslation('houses')
  const api = useApi<{ houses: typeof houseContract }>()
  const client = useClient<{ history: typeof historyContract }>()
  const queries = useQueryClient()
  const offerUndo = useUndoToast()
  const remove = useMutation(api.houses.removeFunding.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  const undo = useMutation({
    mutationFn: () => client.history.undoLast(),
    onSuccess: () => queries.invalidateQueries(),
  })
  return {
    error: remove.error ?? undo.error,
    remove: ({ id, funderName }: Funding) =>
      remove.mutate(
        { id },
        {
          onSuccess: () =>
            offerUndo({ message: t('funding.removed', { name: funderName }), onUndo: () => undo.mutate() }),
        },
      ),
  }
}

interface FundingTableProps {
  house: HouseFile
  onEdit?: (funding: Funding) => void
  onRemove?: (funding: Funding) => void
}

function FundingTable({ house, onEdit, onRemove }: FundingTableProps) {
  const { t } = useTranslation('houses')
  const { formatMoney, formatNumber, formatPercent } = useFormat()
  const money = (amount: number) => formatMoney({ amount, currency: house.currency })
  const share = (amount: number) => (house.budget === 0 ? '' : formatPercent(amount / house.budget))
  return (
    <table className="nc-funders">
      <thead>
        <tr>
          <th>{t('fields.funder')}</th>
          <th>{t('fields.fundingKind')}</th>
          <th className="nc-end">{t('fields.amount')}</th>
          <th className="nc-end">{t('fields.share')}</th>
          {onRemove ? (
            <th>
              <span className="nc-visually-hidden">{t('funding.remove')}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {house.fundings.map((funding, index) => (
          <tr key={funding.id}>
            <td>
              <span className="nc-funder-swatch" data-shade={index % SHADES} aria-hidden="true" />
              {onEdit ? (
                <UnstyledButton className="nc-funder-name" onClick={() => onEdit(funding)}>
                  {funding.funderName}
                </UnstyledButton>
              ) : (
                funding.funderName
              )}
            </td>
            <td>
              {funding.days === null
                ? t(`fundingKinds.${funding.kind}`)
                : t('funding.days', { count: funding.days, formatted: formatNumber(funding.days) })}
            </td>
            <td className="nc-end num">{money(funding.amount)}</td>
            <td className="nc-end num">{share(funding.amount)}</td>
            {onRemove ? (
              <td className="nc-end">
                <UnstyledButton
                  className="nc-icon-button"
                  aria-label={`${t('funding.remove')}: ${funding.funderName}`}
                  onClick={() => onRemove(funding)}
                >
                  <IconX size="0.875rem" stroke={1.75} />
                </UnstyledButton>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th colSpan={2}>{t('funding.total')}</th>
          <td className="nc-end num">{money(house.funded)}</td>
          <td className="nc-end num">{share(house.funded)}</td>
          {onRemove ? <td /> : null}
        </tr>
        {house.funded < house.budget ? (
          <tr>
            <th colSpan={2}>{t('funding.missing')}</th>
            <td className="nc-end num">{money(house.budget - house.funded)}</td>
            <td className="nc-end num">{share(house.budget - house.funded)}</td>
            {onRemove ? <td /> : null}
          </tr>
        ) : null}
      </tfoot>
    </table>
  )
}

/** How many shades the bar and its table share. */
const SHADES = 5
