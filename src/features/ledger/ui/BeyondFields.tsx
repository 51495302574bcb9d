import { NumberInput, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Currency } from '../../../base/common/money.ts'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'

export interface GoodsDraft {
  item: string
  quantity: number | undefined
  unit: string
  /** Of all of it together, minor units. */
  value: number | undefined
}

export const NO_GOODS: GoodsDraft = { item: '', quantity: undefined, unit: '', value: undefined }

/** Goods as the contract wants them; nothing named is nothing given. */
export function goodsInput({ item, quantity, unit, value }: GoodsDraft) {
  if (item.trim() === '') return { goods: null, goodsQuantity: null, goodsUnit: null, goodsValue: 0 }
  return {
    goods: item,
    goodsQuantity: quantity ?? null,
    goodsUnit: unit.trim() === '' ? null : unit,
    goodsValue: value ?? 0,
  }
}

export interface GoodsFieldsProps {
  label: string
  goods: GoodsDraft
  onGoods: (goods: GoodsDraft) => void
  currency: Currency
  /** The amounts of the entry are the value already. */
  withoutValue?: boolean
}

/** What, how many of which unit, and its value. */
export function GoodsFields({ label, goods, onGoods, currency, withoutValue = false }: GoodsFieldsProps) {
  const { t } = useTranslation('ledger')
  return (
    <>
      <TextInput
        label={label}
        value={goods.item}
        onChange={(event) => onGoods({ ...goods, item: event.currentTarget.value })}
      />
      <div className="nc-field-pair">
        <NumberInput
          label={t('line.goodsQuantity')}
          min={0}
          max={1_000_000}
          allowNegative={false}
          decimalScale={3}
          decimalSeparator=","
          thousandSeparator="."
          hideControls
          value={goods.quantity ?? ''}
          onChange={(quantity) =>
            onGoods({ ...goods, quantity: typeof quantity === 'number' && quantity > 0 ? quantity : undefined })
          }
        />
        <TextInput
          label={t('line.goodsUnit')}
          placeholder={t('line.goodsUnitHint')}
          value={goods.unit}
          onChange={(event) => onGoods({ ...goods, unit: event.currentTarget.value })}
        />
      </div>
      {withoutValue ? null : (
        <MoneyField
          label={t('line.goodsValue')}
          currency={currency}
          value={goods.value}
          onChange={(value) => onGoods({ ...goods, value })}
        />
      )}
    </>
  )
}

export interface BeyondFieldsProps extends Omit<GoodsFieldsProps, 'label' | 'withoutValue'> {
  extra: number | undefined
  onExtra: (extra: number | undefined) => void
  /** The free purpose that pays it; without one nothing beyond the kỳ is given. */
  purpose: string | null
}

/** Cash and goods beyond the kỳ, from the round's free purpose. */
export function BeyondFields({ extra, onExtra, purpose, ...goods }: BeyondFieldsProps) {
  const { t } = useTranslation('ledger')
  if (purpose === null) return <p className="nc-soft">{t('line.noPurpose')}</p>
  return (
    <>
      <MoneyField
        label={t('line.extra')}
        description={t('line.extraHint')}
        currency={goods.currency}
        value={extra}
        onChange={onExtra}
      />
      <GoodsFields label={t('line.goods')} {...goods} />
    </>
  )
}
