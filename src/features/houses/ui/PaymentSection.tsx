import { Button, Select, UnstyledButton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi, useClient } from '../../../base/ui/api.tsx'
import { DayField } from '../../../base/ui/DayField.tsx'
import { LineField } from '../../../base/ui/LineField.tsx'
import { MoneyField } from '../../../base/ui/MoneyField.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import { useUndoToast } from '../../../base/ui/useUndoToast.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { type Unfilled, useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import type { historyContract } from '../../history/common/contract.ts'
import type { houseContract } from '../common/contract.ts'
import { HOUSE_STAGES, type HouseFile, type HousePayment, type HouseStage } from '../common/houseSchemas.ts'
import { mayPay } from '../common/rules.ts'
import { PayFromFundDrawer } from './PayFromFundDrawer.tsx'

/** The parts of the money in the order of their stages: paid, due now, or waiting. */
export function PaymentSection({ house, mayWrite }: { house: HouseFile; mayWrite: boolean }) {
  const { t } = useTranslation('houses')
  const { formatMoney } = useFormat()
  const [editing, setEditing] = useState<HousePayment | 'new'>()
  const [paying, setPaying] = useState<HousePayment>()
  const money = (amount: number) => formatMoney({ amount, currency: house.currency })
  return (
    <section className="nc-house-part" aria-label={t('payments.title')}>
      <div className="nc-house-head">
        <h2>{t('payments.title')}</h2>
        {house.payments.length === 0 ? null : (
          <span className="nc-soft num">
            {t('payments.summary', { paid: money(house.paid), funded: money(house.funded) })}
          </span>
        )}
        {mayWrite ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size="1rem" stroke={1.5} />}
            onClick={() => setEditing('new')}
          >
            {t('payments.add')}
          </Button>
        ) : null}
      </div>
      {house.payments.length === 0 ? <p className="nc-soft">{t('payments.none')}</p> : null}
      <ul className="nc-house-lines">
        {house.payments.map((payment) => (
          <PaymentLine
            key={payment.id}
            payment={payment}
            amount={money(payment.amount)}
            {...(mayWrite ? { onEdit: () => setEditing(payment), onPay: () => setPaying(payment) } : {})}
          />
        ))}
      </ul>
      {paying === undefined ? null : (
        <PayFromFundDrawer house={house} payment={paying} onClose={() => setPaying(undefined)} />
      )}
      {editing === undefined ? null : (
        <PaymentDrawer
          house={house}
          payment={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  )
}

interface PaymentLineProps {
  payment: HousePayment
  /** In words with its currency. */
  amount: string
  onEdit?: () => void
  onPay?: () => void
}

function PaymentLine({ payment, amount, onEdit, onPay }: PaymentLineProps) {
  const { t } = useTranslation('houses')
  const { formatDay } = useFormat()
  const remove = useRemovePayment(payment.id)
  const mayReadMoney = useMay('money.read')
  const { paidOn, due, plannedOn, payee, note, voucher } = payment
  const planned = plannedOn === null ? null : t('plan.planned', { day: formatDay(plannedOn) })
  return (
    <li>
      <strong>{t(`stages.${payment.stage}`)}</strong>
      <span className="num">{amount}</span>
      <span className="nc-soft num">{[payee, planned, note].filter(Boolean).join(' · ')}</span>
      {paidOn === null ? (
        <StateBadge tone={due ? 'amber' : 'neutral'} label={t(due ? 'payments.due' : 'payments.waiting')} />
      ) : (
        <StateBadge
          tone="green"
          label={
            voucher === null
              ? t('payments.paid', { day: formatDay(paidOn) })
              : t('payments.paidBy', { day: formatDay(paidOn), voucher })
          }
        />
      )}
      {voucher === null || !mayReadMoney ? null : (
        <span className="nc-house-line-actions">
          <Link className="nc-link" to="/books?tab=funds">
            {t('payments.openSlip')}
          </Link>
        </span>
      )}
      {onEdit === undefined || voucher !== null ? null : (
        <span className="nc-house-line-actions">
          {due ? (
            <UnstyledButton className="nc-link" onClick={onPay}>
              {t('payments.payFromFund')}
            </UnstyledButton>
          ) : null}
          <UnstyledButton className="nc-link" onClick={onEdit}>
            {t('payments.edit')}
          </UnstyledButton>
          <UnstyledButton className="nc-link" onClick={remove}>
            {t('payments.remove')}
          </UnstyledButton>
        </span>
      )}
    </li>
  )
}

function useRemovePayment(id: string): () => void {
  const { t } = useTranslation('houses')
  const api = useApi<{ houses: typeof houseContract }>()
  const client = useClient<{ history: typeof historyContract }>()
  const queries = useQueryClient()
  const offerUndo = useUndoToast()
  const refresh = () => queries.invalidateQueries()
  const undo = useMutation({ mutationFn: () => client.history.undoLast(), onSuccess: refresh })
  const remove = useMutation(
    api.houses.removePayment.mutationOptions({
      onSuccess: async () => {
        offerUndo({ message: t('payments.removed'), onUndo: () => undo.mutate() })
        await refresh()
      },
    }),
  )
  return () => remove.mutate({ id })
}

interface PaymentDrawerProps {
  house: HouseFile
  payment: HousePayment | undefined
  onClose: () => void
}

function PaymentDrawer({ house, payment, onClose }: PaymentDrawerProps) {
  const { t } = useTranslation('houses')
  const api = useApi<{ houses: typeof houseContract }>()
  const queries = useQueryClient()
  const kept = useKeptForm<Unfilled<HousePayment>>({
    form: `houses.payment:${payment?.id ?? house.id}`,
    start: payment ?? {},
    editing: payment !== undefined,
  })
  const { values: draft, change } = kept
  const save = useKeptWrite(kept, {
    write: api.houses.savePayment.call,
    onWritten: async () => {
      await queries.invalidateQueries()
      onClose()
    },
  })
  const { stage, amount } = draft
  const submit = () => {
    if (stage === undefined || amount === undefined) return
    const known = payment === undefined ? {} : { id: payment.id, version: payment.version }
    const { plannedOn = null, paidOn = null, payee = null, note = null } = draft
    save.mutate({ houseId: house.id, ...known, fields: { stage, amount, plannedOn, paidOn, payee, note } })
  }
  const payable = stage !== undefined && mayPay(house.stage, stage)
  return (
    <KeptDrawer
      draft={kept.draft}
      opened
      title={t(payment === undefined ? 'payments.add' : 'payments.edit')}
      verb={t('payments.verb')}
      onSubmit={submit}
      onClose={onClose}
      saving={save.isPending}
      disabled={stage === undefined || amount === undefined}
      failure={save.failure}
      note={t('payments.hint')}
    >
      <Select
        label={t('payments.stage')}
        required
        data={HOUSE_STAGES.map((each) => ({ value: each, label: t(`stages.${each}`) }))}
        value={stage ?? null}
        onChange={(each) => each !== null && change({ stage: each as HouseStage })}
      />
      <MoneyField
        label={t('payments.amount')}
        required
        currency={house.currency}
        value={amount}
        onChange={(next) => change({ amount: next })}
      />
      <LineField label={t('payments.payee')} value={draft.payee} onChange={(payee) => change({ payee })} />
      <DayField
        label={t('payments.plannedOn')}
        value={draft.plannedOn ?? undefined}
        onChange={(day) => change({ plannedOn: day ?? null })}
      />
      <DayField
        label={t('payments.paidOn')}
        disabled={!payable}
        value={draft.paidOn ?? undefined}
        onChange={(day) => change({ paidOn: day ?? null })}
        window={{ latest: officeToday() }}
      />
      <LineField label={t('fields.note')} value={draft.note} onChange={(note) => change({ note })} />
    </KeptDrawer>
  )
}
