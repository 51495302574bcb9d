import { UnstyledButton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { FilterSelect } from '../../../base/ui/FilterSelect.tsx'
import { FilterText, useFilterText } from '../../../base/ui/FilterText.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { DONOR_KINDS, type DonorKind } from '../../donors/common/donorSchemas.ts'
import type { pairingContract } from '../common/contract.ts'
import type { OpenOffer } from '../common/matchingSchemas.ts'
import { frequencySchema } from '../common/pairingSchemas.ts'
import { usePairingWords } from './usePairingWords.ts'

/** What a clerk looks for, in dong per kỳ. */
const FLOORS = [300_000, 500_000, 1_000_000, 2_000_000]

export interface OfferColumnProps {
  /** The address chosen: donors who fit it come first, with the reasons. */
  addressId: string | undefined
  chosen: OpenOffer | undefined
  onChoose: (offer: OpenOffer) => void
}

/** Donors, those who fit the chosen address first. */
export function OfferColumn({ addressId, chosen, onChoose }: OfferColumnProps) {
  const { t } = useTranslation(['pairings', 'donors'])
  const { formatMoney } = useFormat()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const { text, setText, search } = useFilterText()
  const [kind, setKind] = useState<DonorKind | null>(null)
  const [usual, setUsual] = useState<string | null>(null)
  const offers = useQuery(
    api.pairings.openOffers.queryOptions({
      input: {
        ...(addressId ? { addressId } : {}),
        ...(search === '' ? {} : { search }),
        kinds: kind === null ? [] : [kind],
        ...(usual === null ? {} : { usualFrom: Number(usual) }),
        limit: 100,
      },
      placeholderData: keepPreviousData,
    }),
  )
  const rows = offers.data?.rows ?? []
  return (
    <section className="nc-match-column" aria-label={t('match.offers')}>
      <div className="nc-match-head">
        <h2>{t('match.offers')}</h2>
      </div>
      <div className="nc-match-filters">
        <FilterText flex="1 1 9rem" label={t('match.searchOffers')} value={text} onChange={setText} />
        <FilterSelect
          flex="1 1 7rem"
          label={t('match.donorKind')}
          placeholder={t('filters.allDonorKinds')}
          options={DONOR_KINDS.map((each) => ({ value: each, label: t(`donors:kinds.${each}`) }))}
          value={kind}
          onChange={setKind}
        />
        <FilterSelect
          flex="1 1 7rem"
          label={t('match.usualFrom')}
          placeholder={t('match.usualFrom')}
          options={FLOORS.map((amount) => ({
            value: String(amount),
            label: `≥ ${formatMoney({ amount, currency: 'VND' })}`,
          }))}
          value={usual}
          onChange={setUsual}
        />
      </div>
      {offers.error === null ? null : <FailureNotice failure={failureOf(offers.error)} />}
      <ul className="nc-match-options">
        {rows.map((offer) => (
          <li key={offer.donorId}>
            <OfferOption offer={offer} pressed={offer.donorId === chosen?.donorId} onChoose={() => onChoose(offer)} />
          </li>
        ))}
        {offers.data && rows.length === 0 ? (
          <li>
            <EmptyState
              kind={search === '' ? 'nothingYet' : 'noMatch'}
              {...(search === '' ? { title: t('match.noOffers') } : {})}
            />
          </li>
        ) : null}
      </ul>
    </section>
  )
}

function OfferOption({ offer, pressed, onChoose }: { offer: OpenOffer; pressed: boolean; onChoose: () => void }) {
  const { t } = useTranslation('pairings')
  const { perKy } = usePairingWords()
  const { activePairings, sameVillage, sameCategory, intendedPairingId, usualAmount } = offer
  const frequency = frequencySchema.safeParse(offer.usualFrequency)
  const fits = [
    intendedPairingId !== null ? t('match.intended') : undefined,
    sameVillage > 0 ? t('match.sameVillage', { count: sameVillage }) : undefined,
    sameCategory > 0 ? t('match.sameCategory', { count: sameCategory }) : undefined,
  ].filter((fit) => fit !== undefined)
  const usual =
    usualAmount !== null && frequency.success
      ? t('match.usual', { amount: perKy({ amount: usualAmount, currency: 'VND', frequency: frequency.data }) })
      : ''
  const helps = activePairings > 0 ? t('match.active', { count: activePairings }) : t('match.helpsNobody')
  return (
    <UnstyledButton className="nc-match-option" aria-pressed={pressed} onClick={onChoose}>
      <span className="nc-match-name">{offer.name}</span>
      <span className="num">{usual}</span>
      <span className="nc-match-more num">{[offer.place, helps].filter(Boolean).join(' · ')}</span>
      {fits.length > 0 ? <span className="nc-match-fit num">{fits.join(' · ')}</span> : null}
    </UnstyledButton>
  )
}
