import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../../../base/common/day.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import type { pairingContract } from '../common/contract.ts'
import { moveRemainder, type RemainderWay } from '../common/moveRemainder.ts'
import type { Instalment, PairingFile } from '../common/pairingSchemas.ts'
import type { CarryOnProps } from './CarryOnDrawers.tsx'

/** The kỳ one by one: amounts may move between them, the whole stays what was promised. */
export function ScheduleDrawer(props: CarryOnProps) {
  return <ScheduleForm key={props.opened ? props.pairing.version : 'closed'} {...props} />
}

const NOTHING_CHANGED = {}

type Kept = Instalment & { id: string }

function ScheduleForm({ opened, pairing, onClose }: CarryOnProps) {
  const { t } = useTranslation('pairings')
  const { formatMoney } = useFormat()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const kept = useKeptForm<Record<string, number | undefined>>({
    form: `pairings.schedule:${pairing.id}`,
    active: opened,
    start: NOTHING_CHANGED,
    editing: true,
  })
  const changed = kept.values
  const edit = useKeptWrite(kept, {
    write: api.pairings.editSchedule.call,
    onWritten: () => {
      void queries.invalidateQueries()
      onClose()
    },
  })
  const { id, version, terms } = pairing
  const instalments = pairing.instalments.filter((each): each is Kept => each.id !== null)
  const amountOf = (each: Kept) => (each.id in changed ? (changed[each.id] ?? 0) : each.amount)
  const promised = instalments.reduce((sum, { amount }) => sum + amount, 0)
  const difference = instalments.reduce((sum, each) => sum + amountOf(each), 0) - promised
  const money = (amount: number) => formatMoney({ amount, currency: terms.currency })
  const edited = instalments.filter((each) => amountOf(each) !== each.amount)
  const move = (each: Kept, way: RemainderWay) => {
    const schedule = instalments.map((kept) => ({ ...kept, amount: amountOf(kept), fixed: isFixed(kept) }))
    const moved = moveRemainder(schedule, { id: each.id, way })
    if (moved !== undefined) kept.change(Object.fromEntries(moved))
  }
  return (
    <KeptDrawer
      draft={kept.draft}
      opened={opened}
      size="lg"
      title={t('schedule.title')}
      verb={t('schedule.verb')}
      saving={edit.isPending}
      disabled={difference !== 0 || edited.length === 0}
      onSubmit={() =>
        edit.mutate({
          id,
          version,
          instalments: edited.map((each) => ({ id: each.id, amount: amountOf(each), dueOn: each.dueOn })),
        })
      }
      onClose={onClose}
      note={
        <span className="num" aria-live="polite" data-late={difference !== 0 || undefined}>
          {difference === 0
            ? t('schedule.agrees', { amount: money(promised) })
            : t('schedule.differs', { amount: money(Math.abs(difference)) })}
        </span>
      }
    >
      <p className="nc-soft">{t('schedule.hint', { amount: money(promised) })}</p>
      {/* What may be changed first; what was given years ago is only there to be seen. */}
      {[...instalments.filter((each) => !isFixed(each)), ...instalments.filter(isFixed)].map((each) => (
        <ScheduleRow
          key={each.id}
          instalment={each}
          currency={terms.currency}
          amount={amountOf(each)}
          onChange={(amount) => kept.change({ [each.id]: amount })}
          onMove={(way) => move(each, way)}
        />
      ))}
      <FailureNotice failure={edit.failure} />
    </KeptDrawer>
  )
}

/** Given in full, taken over, or on a list nobody has answered yet. */
function isFixed({ settled, delivered, amount }: Instalment): boolean {
  return delivered >= amount || (settled && delivered === 0)
}

interface ScheduleRowProps {
  instalment: Kept
  currency: PairingFile['terms']['currency']
  amount: number
  onChange: (amount: number | undefined) => void
  onMove: (way: RemainderWay) => void
}

function ScheduleRow({ instalment, currency, amount, onChange, onMove }: ScheduleRowProps) {
  const { t } = useTranslation('pairings')
  const { formatMoney } = useFormat()
  const { firstMonth, lastMonth, delivered } = instalment
  const months = firstMonth === lastMonth ? formatDay(firstMonth) : `${formatDay(firstMonth)} – ${formatDay(lastMonth)}`
  if (isFixed(instalment)) {
    return (
      <div className="nc-schedule-fixed num">
        <span>{months}</span>
        <span className="nc-soft">{t('schedule.fixed')}</span>
        <span>{formatMoney({ amount, currency })}</span>
      </div>
    )
  }
  const part = delivered > 0
  return (
    <div>
      <MoneyField
        label={t('schedule.amount', { months })}
        {...(part
          ? { description: t('schedule.given', { amount: formatMoney({ amount: delivered, currency }) }) }
          : {})}
        currency={currency}
        value={amount}
        onChange={onChange}
      />
      {part ? (
        <div className="nc-schedule-moves">
          <Button size="compact-xs" variant="default" onClick={() => onMove('next')}>
            {t('schedule.next')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onMove('spread')}>
            {t('schedule.spread')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
