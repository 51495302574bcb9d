import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDay } from '../../../base/common/day.ts'
import { failureOf } from '../../../base/common/failures.ts'
import { useApi } from '../../../base/ui/api.tsx'
import { FailureNotice } from '../../../base/ui/FailureNotice.tsx'
import { StateBadge, type Tone } from '../../../base/ui/StateBadge.tsx'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { pairingContract } from '../common/contract.ts'
import type { AddressSupport } from '../common/supportSchemas.ts'
import './pairings.css'

/** Who helps an address together: the shares, what is missing or too much, and since when without a break. */
export function SupportPanel({ addressId }: { addressId: string }) {
  const { t } = useTranslation('pairings')
  const api = useApi<{ pairings: typeof pairingContract }>()
  const support = useQuery(api.pairings.support.queryOptions({ input: { addressId } }))
  if (support.error !== null) return <FailureNotice failure={failureOf(support.error)} />
  if (support.data === undefined || support.data.sponsors.length === 0) return null
  const { unbrokenSince, sponsors } = support.data
  const running = sponsors.filter((sponsor) => sponsor.running)
  // One sponsor alone is told of beside this; several share the need, and one may carry on another's help.
  const together = running.length > 1 || running.some(({ replaces }) => replaces !== null)
  return (
    <section className="nc-support num" aria-label={t('support.title')}>
      <span>
        {unbrokenSince === null ? t('support.nobody') : t('support.since', { month: formatDay(unbrokenSince) })}
      </span>{' '}
      <NeedBadge support={support.data} />
      {together ? (
        <ul>
          {running.map((sponsor) => (
            <SponsorLine key={sponsor.pairingId} sponsor={sponsor} />
          ))}
        </ul>
      ) : null}
    </section>
  )
}

function SponsorLine({ sponsor }: { sponsor: AddressSupport['sponsors'][number] }) {
  const { t } = useTranslation('pairings')
  const { formatMoney, formatNumber } = useFormat()
  const { pairingId, donorName, share, replaces, monthly } = sponsor
  return (
    <li>
      <Anchor component={Link} to={`/pairings/${pairingId}`}>
        {donorName}
      </Anchor>
      {monthly > 0 ? (
        <span>{t('perKy.monthly', { amount: formatMoney({ amount: monthly, currency: 'VND' }) })}</span>
      ) : null}
      {share === null ? null : (
        <span className="nc-soft">{t('support.share', { percent: `${formatNumber(Math.round(share) / 100)}%` })}</span>
      )}
      {replaces === null ? null : <span className="nc-soft">{t('support.carriesOn')}</span>}
    </li>
  )
}

function NeedBadge({ support }: { support: AddressSupport }) {
  const { t } = useTranslation('pairings')
  const { formatMoney } = useFormat()
  const { monthlyNeed, above, missing } = support
  if (monthlyNeed === null || missing === null) return null
  const dong = (amount: number) => formatMoney({ amount, currency: 'VND' })
  const need = dong(monthlyNeed)
  const [tone, label]: [Tone, string] =
    above > 0
      ? ['amber', t('support.above', { amount: dong(above), need })]
      : missing > 0
        ? ['neutral', t('support.missing', { amount: dong(missing), need })]
        : ['green', t('support.enough', { need })]
  return <StateBadge tone={tone} label={label} />
}
