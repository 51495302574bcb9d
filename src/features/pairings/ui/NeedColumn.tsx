import { Button, UnstyledButton } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { EmptyState } from '../../../base/ui/EmptyState.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { FilterSelect } from '../../../base/ui/FilterSelect.tsx'
import { FilterText, useFilterText } from '../../../base/ui/FilterText.tsx'
import type { PickerOption } from '../../../base/ui/SearchPicker.tsx'
import { StateBadge } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useMay } from '../../../base/ui/useMay.ts'
import type { unitContract } from '../../units/common/contract.ts'
import { CommunePicker } from '../../units/ui/CommunePicker.tsx'
import { useSignedIn } from '../../units/ui/useSignedIn.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { pairingContract } from '../common/contract.ts'
import type { NeedFilter, OpenNeed } from '../common/matchingSchemas.ts'

/** Ceilings a clerk looks for, in dong per month. */
const CEILINGS = [300_000, 500_000, 1_000_000, 2_000_000]

export interface NeedColumnProps {
  chosen: OpenNeed | undefined
  onChoose: (need: OpenNeed) => void
  onHold: (need: OpenNeed) => void
}

/** Approved addresses that still look for help, the longest waiting first. */
export function NeedColumn({ chosen, onChoose, onHold }: NeedColumnProps) {
  const { t } = useTranslation('pairings')
  const { formatNumber } = useFormat()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const { filter, controls } = useNeedFilter()
  const needs = useQuery(
    api.pairings.openNeeds.queryOptions({ input: { filter, limit: 100 }, placeholderData: keepPreviousData }),
  )
  const rows = needs.data?.rows ?? []
  const total = needs.data?.total
  return (
    <section className="nc-match-column" aria-label={t('match.needs')}>
      <div className="nc-match-head">
        <h2>{t('match.needs')}</h2>
        <span className="nc-soft num">
          {total === undefined ? '…' : t('match.needCount', { count: total, formatted: formatNumber(total) })}
        </span>
      </div>
      <div className="nc-match-filters">{controls}</div>
      {needs.error === null ? null : <FailureNotice failure={failureOf(needs.error)} />}
      <ul className="nc-match-options">
        {rows.map((need) => (
          <li key={need.addressId}>
            <NeedOption need={need} pressed={need.addressId === chosen?.addressId} onChoose={() => onChoose(need)} />
            <HoldLine need={need} pressed={need.addressId === chosen?.addressId} onHold={() => onHold(need)} />
          </li>
        ))}
        {needs.data && rows.length === 0 ? (
          <li>
            {Object.keys(filter).length > 0 ? (
              <EmptyState kind="noMatch" />
            ) : (
              <EmptyState kind="nothingYet" title={t('match.noNeeds')} hint={t('match.noNeedsHint')} />
            )}
          </li>
        ) : null}
      </ul>
    </section>
  )
}

function NeedOption({ need, pressed, onChoose }: { need: OpenNeed; pressed: boolean; onChoose: () => void }) {
  const { t } = useTranslation('pairings')
  const { formatMoney } = useFormat()
  const categories = useVocabulary('category')
  const dong = (amount: number) => formatMoney({ amount, currency: 'VND' })
  const { manyCommunes } = useSignedIn()
  const where = manyCommunes ? [need.villageName, need.communeName] : [need.villageName]
  const place = [need.birthDay?.slice(0, 4), ...where, categories.nameOf(need.category)]
  const helped = need.monthlySupport > 0 ? t('match.helpedNow', { amount: dong(need.monthlySupport) }) : undefined
  return (
    <UnstyledButton className="nc-match-option" aria-pressed={pressed} onClick={onChoose}>
      <span className="nc-match-name">{need.name}</span>
      <span className="num">
        {need.missing === null ? t('match.noAmount') : t('match.missing', { amount: dong(need.missing) })}
      </span>
      <span className="nc-match-more num">{[...place, helped].filter(Boolean).join(' · ')}</span>
      {need.needs === null ? null : <span className="nc-match-more">{need.needs}</span>}
    </UnstyledButton>
  )
}

/** Who keeps the address until when, and letting go; or keeping the one chosen. */
function HoldLine({ need, pressed, onHold }: { need: OpenNeed; pressed: boolean; onHold: () => void }) {
  const { t } = useTranslation('pairings')
  const { formatDay } = useFormat()
  const api = useApi<{ pairings: typeof pairingContract }>()
  const queries = useQueryClient()
  const mayWrite = useMay('records.write')
  const release = useMutation(
    api.pairings.releaseHold.mutationOptions({ onSuccess: () => void queries.invalidateQueries() }),
  )
  const { hold } = need
  if (hold === null && (!pressed || !mayWrite)) return null
  return (
    <div className="nc-match-hold">
      {hold === null ? (
        <Button size="compact-xs" variant="default" onClick={onHold}>
          {t('match.hold')}
        </Button>
      ) : (
        <>
          <StateBadge
            tone="amber"
            label={t('hold.heldFor', { holder: hold.holderName, day: formatDay(hold.untilDay) })}
          />
          {mayWrite ? (
            <Button
              size="compact-xs"
              variant="default"
              loading={release.isPending}
              onClick={() => release.mutate({ id: hold.id })}
            >
              {t('match.release')}
            </Button>
          ) : null}
        </>
      )}
    </div>
  )
}

function useNeedFilter(): { filter: NeedFilter; controls: React.ReactNode } {
  const { t } = useTranslation('pairings')
  const { formatMoney } = useFormat()
  const api = useApi<{ units: typeof unitContract }>()
  const categories = useVocabulary('category')
  const villages = useQuery(api.units.villages.list.queryOptions({ input: { limit: 500 } }))
  const { text, setText, search } = useFilterText()
  const [category, setCategory] = useState<string | null>(null)
  const [villageId, setVillageId] = useState<string | null>(null)
  const [ceiling, setCeiling] = useState<string | null>(null)
  const [helpForm, setForm] = useState<string | null>(null)
  const [commune, setCommune] = useState<PickerOption | undefined>(undefined)
  const [params] = useSearchParams()
  const [held, setHeld] = useState<string | null>(params.get('held') === '1' ? 'only' : null)
  const helpForms = useVocabulary('helpForm')
  const { manyCommunes } = useSignedIn()
  const filter: NeedFilter = {
    ...(search === '' ? {} : { search }),
    ...(category === null ? {} : { category }),
    ...(villageId === null ? {} : { villageId }),
    ...(ceiling === null ? {} : { missingTo: Number(ceiling) }),
    ...(helpForm === null ? {} : { helpForm }),
    ...(commune === undefined ? {} : { communeId: commune.id }),
    ...(held === null ? {} : { held: held === 'only' }),
  }
  const controls = (
    <>
      <FilterText flex="1 1 8rem" label={t('match.searchNeeds')} value={text} onChange={setText} />
      <FilterSelect
        flex="1 1 7rem"
        label={t('match.category')}
        placeholder={t('match.allCategories')}
        options={categories.options}
        value={category}
        onChange={setCategory}
      />
      <FilterSelect
        flex="1 1 7rem"
        label={t('match.village')}
        placeholder={t('match.allVillages')}
        options={(villages.data?.villages ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={villageId}
        onChange={setVillageId}
      />
      <FilterSelect
        flex="1 1 7rem"
        label={t('match.missingTo')}
        placeholder={t('match.missingTo')}
        options={CEILINGS.map((amount) => ({
          value: String(amount),
          label: `≤ ${formatMoney({ amount, currency: 'VND' })}`,
        }))}
        value={ceiling}
        onChange={setCeiling}
      />
      <FilterSelect
        flex="1 1 7rem"
        label={t('match.form')}
        placeholder={t('match.allForms')}
        options={helpForms.options}
        value={helpForm}
        onChange={setForm}
      />
      <FilterSelect
        flex="1 1 7rem"
        label={t('match.holds')}
        placeholder={t('match.allHolds')}
        options={[
          { value: 'none', label: t('match.notHeld') },
          { value: 'only', label: t('match.onlyHeld') },
        ]}
        value={held}
        onChange={setHeld}
      />
      {manyCommunes ? <CommunePicker label={t('match.commune')} value={commune} onChange={setCommune} /> : null}
    </>
  )
  return { filter, controls }
}
