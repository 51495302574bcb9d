import { Checkbox, SegmentedControl } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { monthOf } from '../../../base/common/day.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { officeToday } from '../../../base/ui/officeToday.ts'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { KeptDrawer } from '../../desk/ui/KeptDrawer.tsx'
import { useKeptForm } from '../../desk/ui/useKeptForm.ts'
import { useKeptWrite } from '../../desk/ui/useKeptWrite.ts'
import { DonorPicker } from '../../donors/ui/DonorPicker.tsx'
import type { pairingContract } from '../common/contract.ts'
import { type NewPairing, newPairingSchema, PAST_ANSWERS, type PairingTerms } from '../common/pairingSchemas.ts'
import { mayActivateFor } from '../common/rules.ts'
import { type AddressOption, AddressPicker } from './AddressPicker.tsx'
import { previewPlan } from './previewInstalments.ts'
import { isOrdered, TermFields } from './TermFields.tsx'
import './pairings.css'

export interface PairingDrawerProps {
  opened: boolean
  /** Given when the drawer is opened from an address, a donor or a match. */
  address?: AddressOption
  donor?: PickerOption
  /** First value of the amount, e.g. what is still missing. */
  amount?: number
  onClose: () => void
  onSaved: (pairingId: string) => void
}

/** Pairs an address with a donor and shows what the terms come to. */
export function PairingDrawer(props: PairingDrawerProps) {
  // A new form for every opening: nothing typed for one pairing may end in another.
  const key = props.opened ? [props.address?.id, props.donor?.id].join() : 'closed'
  return <PairingForm key={key} {...props} />
}

function PairingForm(props: PairingDrawerProps) {
  const { opened, onClose, onSaved } = props
  const { t } = useTranslation('pairings')
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const today = officeToday()
  const [start] = useState(() => firstDraft(props))
  const kept = useKeptForm({
    form: `pairings.pairing:${[props.address?.id, props.donor?.id].filter(Boolean).join(' ') || 'new'}`,
    active: opened,
    start,
  })
  const { address, donor, intended, past, terms } = kept.values
  const [evenAboveNeed, setEven] = useState(false)
  const add = useKeptWrite(kept, {
    write: api.pairings.add.call,
    // A pairing shows on addresses, donors, lists and today's work alike.
    onWritten: (pairing) => {
      void queries.invalidateQueries()
      if (pairing === undefined) onClose()
      else onSaved(pairing.id)
    },
  })
  const mustWait = !mayBeHelped(address)
  const asksPast = terms.firstMonth !== undefined && terms.firstMonth < monthOf(today)
  const state = intended || mustWait ? 'intended' : 'active'
  const answered = asksPast ? past : null
  const parsed = newPairingSchema.safeParse({
    ...terms,
    addressId: address?.id,
    donorId: donor?.id,
    state,
    past: answered,
    evenAboveNeed,
  })
  return (
    <KeptDrawer
      draft={kept.draft}
      failure={add.failure}
      opened={opened}
      size="lg"
      title={t('drawer.addTitle')}
      verb={t('actions.add')}
      saving={add.isPending}
      disabled={!parsed.success || !isOrdered(terms) || (asksPast && past === null)}
      onSubmit={() => parsed.success && add.mutate(parsed.data)}
      onClose={onClose}
    >
      <AddressPicker required value={address} onChange={(chosen) => kept.change({ address: chosen })} />
      <PresentDonors address={address} />
      <DonorPicker
        required
        autoFocus={props.address !== undefined && props.donor === undefined}
        value={donor}
        onChange={(chosen) => kept.change({ donor: chosen })}
      />
      <SegmentedControl
        aria-label={t('drawer.start')}
        disabled={mustWait}
        data={[
          { value: 'active', label: t('drawer.active') },
          { value: 'intended', label: t('drawer.intended') },
        ]}
        value={state}
        onChange={(next) => kept.change({ intended: next === 'intended' })}
      />
      {mustWait ? <div className="nc-field-reading">{t('drawer.notApproved')}</div> : null}
      <TermFields
        terms={terms}
        onChange={(changes) => kept.change({ terms: { ...terms, ...changes } })}
        plan={(complete) => previewPlan({ ...complete, past: answered, today })}
        afterPeriod={
          asksPast ? <PastQuestion value={past} onChange={(answer) => kept.change({ past: answer })} /> : null
        }
      />
      {add.failure?.code === 'pairings.aboveNeed' || evenAboveNeed ? (
        <Checkbox
          label={t('drawer.evenAboveNeed')}
          checked={evenAboveNeed}
          onChange={(event) => setEven(event.currentTarget.checked)}
        />
      ) : null}
    </KeptDrawer>
  )
}

/** Two sponsors for one address may be meant or a mistake: said, never blocked. */
function PresentDonors({ address }: { address: AddressOption | undefined }) {
  const { t } = useTranslation('pairings')
  if (!address?.donors || address.donors.length === 0) return null
  return <div className="nc-field-reading">{t('drawer.alreadyHelped', { donors: address.donors.join(', ') })}</div>
}

interface PastQuestionProps {
  value: NewPairing['past']
  onChange: (past: NewPairing['past']) => void
}

/** Months before this one came from somewhere: what became of them is asked, not assumed. */
function PastQuestion({ value, onChange }: PastQuestionProps) {
  const { t } = useTranslation('pairings')
  return (
    <fieldset className="nc-question">
      <legend>
        {t('drawer.past')} <span className="nc-must">*</span>
      </legend>
      <SegmentedControl
        aria-label={t('drawer.past')}
        data={PAST_ANSWERS.map((answer) => ({ value: answer, label: t(`past.${answer}`) }))}
        value={value as NonNullable<NewPairing['past']>}
        onChange={onChange}
      />
    </fieldset>
  )
}

/** True also while nothing is known of the address: the core decides in the end. */
function mayBeHelped(address: AddressOption | undefined): boolean {
  if (address?.state === undefined) return true
  // Safe: the state comes from the core as one of the address states.
  return mayActivateFor(address.state as Parameters<typeof mayActivateFor>[0])
}

interface Draft {
  address: AddressOption | undefined
  donor: PickerOption | undefined
  intended: boolean
  past: NewPairing['past']
  terms: Partial<PairingTerms>
}

function firstDraft({ address, donor, amount }: PairingDrawerProps): Draft {
  return { address, donor, intended: false, past: null, terms: firstTerms(amount) }
}

function firstTerms(amount: number | undefined): Partial<PairingTerms> {
  return {
    channel: 'fund',
    helpForm: 'cash',
    currency: 'VND',
    frequency: 'monthly',
    firstMonth: monthOf(officeToday()),
    lastMonth: null,
    note: null,
    ...(amount === undefined ? {} : { amount }),
  }
}
