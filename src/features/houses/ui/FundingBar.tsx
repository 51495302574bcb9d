import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { HouseFile } from '../common/houseSchemas.ts'

const SHADES = 5
const WIDTH = 1000
const HEIGHT = 20

/** The funders side by side on the length of the budget; what is missing stays open, what is above it runs past the mark. */
export function FundingBar({ house }: { house: HouseFile }) {
  const { t } = useTranslation('houses')
  const { formatMoney } = useFormat()
  const whole = Math.max(house.budget, house.funded)
  if (whole === 0) return null
  const widthOf = (amount: number) => (amount / whole) * WIDTH
  let left = 0
  const parts = house.fundings.map((funding, index) => {
    const part = { funding, index, x: left, width: widthOf(funding.amount) }
    left += part.width
    return part
  })
  const money = (amount: number) => formatMoney({ amount, currency: house.currency })
  return (
    <svg className="nc-funding-bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
      <title>{`${t('funding.bar')}: ${t('funding.ofBudget', { funded: money(house.funded), budget: money(house.budget) })}`}</title>
      <rect className="nc-funding-open" x={0} y={0} width={WIDTH} height={HEIGHT} />
      {parts.map(({ funding, index, x, width }) => (
        <rect
          key={funding.id}
          className="nc-funding-part"
          data-shade={index % SHADES}
          x={x}
          y={0}
          width={Math.max(width - 2, 1)}
          height={HEIGHT}
        >
          <title>{`${funding.funderName}: ${money(funding.amount)}`}</title>
        </rect>
      ))}
      {house.funded > house.budget ? (
        <rect className="nc-funding-mark" x={widthOf(house.budget) - 1} y={0} width={3} height={HEIGHT} />
      ) : null}
    </svg>
  )
}
