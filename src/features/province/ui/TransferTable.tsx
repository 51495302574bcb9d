import { Button, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { ReconciledUnit } from '../common/contract.ts'
import { useProvince } from './useProvince.ts'

const QUARTERS = [1, 2, 3, 4] as const
type QuarterNumber = (typeof QUARTERS)[number]
const TONES: Record<ReconciledUnit['rows'][number]['state'], Tone> = {
  matched: 'green',
  differs: 'red',
  notReceived: 'amber',
  notSent: 'amber',
}

/** Internal transfers of a quarter: what one unit says it paid against what the other says it received. */
export function TransferTable({ year }: { year: number }) {
  const { t } = useTranslation('province')
  const mayRead = useMay('money.read')
  const [quarter, setQuarter] = useState<QuarterNumber>()
  return mayRead ? (
    <section className="nc-province-part" aria-label={t('transfers.title')}>
      <h2 className="nc-cell-heading">{t('transfers.title')}</h2>
      <p className="nc-soft">{t('transfers.hint')}</p>
      <div className="nc-year">
        {QUARTERS.map((each) => (
          <Button
            key={each}
            size="xs"
            variant={each === quarter ? 'filled' : 'default'}
            aria-pressed={each === quarter}
            onClick={() => setQuarter(each)}
          >
            {t('grid.quarter', { quarter: each })}
          </Button>
        ))}
      </div>
      {quarter === undefined ? null : <Ways year={year} quarter={quarter} />}
    </section>
  ) : null
}

function Ways({ year, quarter }: { year: number; quarter: QuarterNumber }) {
  const { t } = useTranslation('province')
  const { api } = useProvince()
  const found = useQuery(api.province.transfers.queryOptions({ input: { year, quarter } }))
  if (found.error !== null) return <FailureNotice failure={failureOf(found.error)} />
  if (found.data === undefined) return null
  if (found.data.ways.length === 0) return <p role="status">{t('transfers.none')}</p>
  return found.data.ways.map((way) => <Way key={`${way.from.id} ${way.to.id} ${way.currency}`} way={way} />)
}

function Way({ way }: { way: ReconciledUnit }) {
  const { t } = useTranslation('province')
  const { formatMoney, language } = useFormat()
  const money = (amount: number) => formatMoney({ amount, currency: way.currency })
  const settled = way.rows.every(({ state }) => state === 'matched')
  return (
    <details open={!settled}>
      <summary className="num">
        {t('transfers.way', {
          from: way.from[language],
          to: way.to[language],
          paid: money(way.paid),
          received: money(way.received),
        })}
      </summary>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('transfers.paid')}</Table.Th>
            <Table.Th>{t('transfers.received')}</Table.Th>
            <Table.Th>{t('transfers.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {way.rows.map(({ state, paid, received, difference }) => (
            <Table.Tr key={`${paid?.id} ${received?.id}`}>
              <Table.Td className="num">
                {paid === null ? '–' : `${paid.paper} · ${formatDay(paid.onDay)} · ${money(paid.amount)}`}
              </Table.Td>
              <Table.Td className="num">
                {received === null
                  ? '–'
                  : `${received.paper} · ${formatDay(received.onDay)} · ${money(received.amount)}`}
              </Table.Td>
              <Table.Td className="num">
                <StateBadge tone={TONES[state]} label={t(`transfers.states.${state}`)} />{' '}
                {state === 'differs' ? money(difference) : ''}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </details>
  )
}
