import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../../../base/common/failures.ts'
import { FailureNotice } from '../../../../base/ui/FailureNotice.tsx'
import { useFormat } from '../../../../base/ui/useFormat.ts'
import { useBundles } from '../useBundles.ts'
import { useUnitName } from '../useUnitName.ts'
import { ShareContentView } from './ShareContentView.tsx'

/** What Vietnamese offices last shared with this one; read only. */
export function ReceivedShares() {
  const { t } = useTranslation('bundles')
  const { api } = useBundles()
  const { formatMoment } = useFormat()
  const unitName = useUnitName()
  const received = useQuery(api.bundles.shares.received.queryOptions())
  if (received.error !== null) return <FailureNotice failure={failureOf(received.error)} />
  const shares = received.data?.shares ?? []
  return (
    <section className="nc-bundle-panel" aria-label={t('share.receivedTitle')}>
      <h2 className="nc-bundle-heading">{t('share.receivedTitle')}</h2>
      {shares.length === 0 ? <p className="nc-soft">{t('share.receivedNone')}</p> : null}
      {shares.map(({ from, seq, openedAt, lines }) => (
        <article key={from.id}>
          <p className="nc-soft">
            {t('share.receivedFrom', { unit: unitName(from), n: seq, at: formatMoment(openedAt) })}
          </p>
          <ShareContentView lines={lines} />
          {lines.some((line) => line.kind === 'about' && line.heldBack) ? <p>{t('share.someHeldBack')}</p> : null}
        </article>
      ))}
    </section>
  )
}
