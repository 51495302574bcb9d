import { Button } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Currency } from '../../../base/common/money.ts'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { goodsWords } from '../common/goodsWords.ts'
import type { Advance, RoundFile, RoundLine, RoundVillage } from '../common/roundSchemas.ts'
import { isAdvanceOverdue, isRoundOpen } from '../common/rules.ts'
import { LineDrawer } from './LineDrawer.tsx'
import { LineMenu } from './LineMenu.tsx'
import { months, villageWords } from './lineWords.ts'
import { MarkDrawer } from './MarkDrawer.tsx'
import { LineStateBadge } from './RoundStateBadge.tsx'
import { type AskedMark, useMarkLine } from './useMarkLine.ts'

export type VillageAsk = 'hand' | 'settle' | 'confirm'

export interface RoundVillageLinesProps {
  round: RoundFile
  village: RoundVillage
  onAsk: (ask: VillageAsk, village: RoundVillage) => void
}

/** One village's list. Keys mark the line in focus as the paper is read: V vắng, T nhận thay, B bỏ, C chờ trao; Enter changes a draft's line. */
export function RoundVillageLines({ round, village, onAsk }: RoundVillageLinesProps) {
  const { t } = useTranslation('ledger')
  const [asked, setAsked] = useState<{ line: RoundLine; mark: AskedMark } | undefined>(undefined)
  const [changing, setChanging] = useState<RoundLine | undefined>(undefined)
  const marking = useMarkLine((line, mark) => setAsked({ line, mark }))
  const open = useMay('money.write') && isRoundOpen(round.state)
  return (
    <section className="nc-ledger-village">
      <VillageHeader round={round} village={village} onAsk={onAsk} />
      <FailureNotice failure={marking.failure} />
      <table className="nc-ledger-table">
        <colgroup>
          {['number', 'name', 'year', 'months', 'state', 'note', 'amount', 'menu'].map((key) => (
            <col key={key} className={`nc-ledger-${key}`} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {['number', 'name', 'birthYear', 'months', 'state', 'note'].map((key) => (
              <th key={key}>{t(`rounds.lines.${key}`)}</th>
            ))}
            <th className="nc-ledger-amount">{t('rounds.lines.amount')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {village.lines.map((line, index) => (
            <tr
              key={line.id}
              tabIndex={open ? 0 : -1}
              data-off={line.state === 'cancelled' || undefined}
              onKeyDown={(event) => {
                if (moveFocus(event) || !open) return
                if (event.key === 'Enter' && round.state === 'draft') setChanging(line)
                else marking.onKey(event, line)
              }}
            >
              <LineCells line={line} number={index + 1} currency={round.currency} />
              <td>
                {open ? (
                  <LineMenu
                    line={line}
                    onMark={(mark) => marking.markAs(line, mark)}
                    onChange={round.state === 'draft' ? () => setChanging(line) : undefined}
                  />
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changing === undefined ? null : (
        <LineDrawer line={changing} round={round} onClose={() => setChanging(undefined)} />
      )}
      {asked === undefined ? null : <MarkDrawer {...asked} onClose={() => setAsked(undefined)} />}
    </section>
  )
}

/** Arrows move between the lines of all villages. */
function moveFocus(event: KeyboardEvent<HTMLTableRowElement>): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return false
  const rows = [...document.querySelectorAll<HTMLTableRowElement>('.nc-ledger-table tr[tabindex]')]
  rows[rows.indexOf(event.currentTarget) + step]?.focus()
  event.preventDefault()
  return true
}

function LineCells({ line, number, currency }: { line: RoundLine; number: number; currency: Currency }) {
  const { t } = useTranslation('ledger')
  const { formatAmount, formatNumber } = useFormat()
  const { name, birthDay, instalments, state, delivered, proxyName, proxyRelation, reason, amount } = line
  const goods = goodsWords(line, formatNumber)
  const unclear = line.failing.map((right) => t(`rights.missing.${right}`)).join(', ')
  const proxy = proxyName === null ? '' : [proxyName, proxyRelation].filter(Boolean).join(', ')
  return (
    <>
      <td className="num nc-soft">{number}</td>
      <td className="nc-ledger-name">{name}</td>
      <td className="num">{birthDay?.slice(0, 4)}</td>
      <td className="num">{months(instalments)}</td>
      <td>
        <LineStateBadge state={state} waiting={state === 'byProxy' && !delivered} />
      </td>
      <td className="nc-soft">{[proxy, goods, reason, unclear].filter(Boolean).join(' · ')}</td>
      <td className="num nc-ledger-amount">{formatAmount(amount, currency)}</td>
    </>
  )
}

function VillageHeader({ round, village, onAsk }: RoundVillageLinesProps) {
  const { t } = useTranslation('ledger')
  const { formatMoney, formatNumber } = useFormat()
  const { advance, totals } = village
  const open = useMay('money.write') && isRoundOpen(round.state)
  const { currency } = round
  const place = villageWords(village, round)
  const people = totals.lines - totals.cancelled
  const ask = (kind: VillageAsk) => () => onAsk(kind, village)
  return (
    <header>
      <h2>{place ?? t('rounds.noVillage')}</h2>
      <span className="nc-soft num">
        {t('rounds.people', { count: people, formatted: formatNumber(people) })} ·{' '}
        {formatMoney({ amount: totals.amount, currency })}
      </span>
      {advance === null ? null : <AdvanceBadge advance={advance} currency={currency} />}
      <div className="nc-ledger-actions">
        {open && advance === null && totals.planned > 0 ? (
          <SmallButton label={t('rounds.actions.hand')} onClick={ask('hand')} />
        ) : null}
        {open && totals.planned > 0 ? (
          <SmallButton label={t('rounds.actions.confirmVillage')} onClick={ask('confirm')} />
        ) : null}
        {open && advance !== null && advance.settledOn === null && totals.planned === 0 ? (
          <SmallButton label={t('rounds.actions.settle')} onClick={ask('settle')} />
        ) : null}
      </div>
    </header>
  )
}

function SmallButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="default" onClick={onClick}>
      {label}
    </Button>
  )
}

function AdvanceBadge({ advance, currency }: { advance: Advance; currency: Currency }) {
  const { t } = useTranslation('ledger')
  const { formatMoney, formatDay } = useFormat()
  const { holderName: name, amount, dueOn, settledOn } = advance
  if (settledOn !== null)
    return <StateBadge tone="green" label={t('rounds.advanceSettled', { name, day: formatDay(settledOn) })} />
  const label = t('rounds.advanceOpen', { name, amount: formatMoney({ amount, currency }), day: formatDay(dueOn) })
  return <StateBadge tone={isAdvanceOverdue(advance, officeToday()) ? 'red' : 'amber'} label={label} />
}
