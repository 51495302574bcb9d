import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormat } from '../../../base/ui/useFormat.ts'
import type { DuplicateKind, KnownBy } from '../common/duplicateSchemas.ts'
import { pathOf } from './PairCard.tsx'
import { useDuplicateApi } from './useDuplicateApi.ts'
import { useUndoMerge } from './useUndoMerge.ts'

export interface DecidedPairsProps {
  kind: DuplicateKind
  mayWrite: boolean
}

/** What was decided and can be taken back: merges of the last 30 days, and pairs that are two people. */
export function DecidedPairs({ kind, mayWrite }: DecidedPairsProps) {
  return (
    <>
      <RecentMerges kind={kind} mayWrite={mayWrite} />
      <DismissedPairs kind={kind} mayWrite={mayWrite} />
    </>
  )
}

function RecentMerges({ kind, mayWrite }: DecidedPairsProps) {
  const { t } = useTranslation('duplicates')
  const { formatMoment } = useFormat()
  const api = useDuplicateApi()
  const merges = useQuery(api.merges.queryOptions({ input: {} }))
  const undo = useUndoMerge()
  const rows = (merges.data?.merges ?? []).filter((each) => each.kind === kind)
  if (rows.length === 0) return null
  return (
    <section className="nc-duplicate-decided" aria-label={t('merges.title')}>
      <h2>{t('merges.title')}</h2>
      <p className="nc-soft">{t('merges.hint')}</p>
      <ul>
        {rows.map(({ id, survivorId, survivorName, otherName, at, byName, undoUntil }) => (
          <li key={id}>
            <Link className="nc-link" to={pathOf(kind, survivorId)}>
              {t('merges.row', { other: otherName, survivor: survivorName })}
            </Link>
            <span className="nc-soft">
              {t('merges.by', { day: formatMoment(at), name: byName })} ·{' '}
              {t('merges.until', { day: formatMoment(undoUntil) })}
            </span>
            {mayWrite ? (
              <Button
                size="compact-xs"
                variant="default"
                loading={undo.isPending}
                aria-label={t('merges.undoOf', { other: otherName, survivor: survivorName })}
                onClick={() => undo.mutate({ mergeId: id })}
              >
                {t('merges.undo')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

const MOST_SHOWN = 50

function DismissedPairs({ kind, mayWrite }: DecidedPairsProps) {
  const { t } = useTranslation('duplicates')
  const api = useDuplicateApi()
  const queries = useQueryClient()
  const said = useQuery(api.dismissed.queryOptions({ input: { kind, limit: MOST_SHOWN } }))
  const reconsider = useMutation(api.reconsider.mutationOptions({ onSuccess: () => queries.invalidateQueries() }))
  const rows = said.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section className="nc-duplicate-decided" aria-label={t('dismissed.title')}>
      <h2>{t('dismissed.title')}</h2>
      <ul>
        {rows.map(({ id, firstId, first, firstKnownBy, secondId, second, secondKnownBy }) => (
          <li key={id}>
            <span>
              <Link className="nc-link" to={pathOf(kind, firstId)}>
                {first}
              </Link>
              <KnownByWords knownBy={firstKnownBy} />
            </span>
            <span>
              <Link className="nc-link" to={pathOf(kind, secondId)}>
                {second}
              </Link>
              <KnownByWords knownBy={secondKnownBy} />
            </span>
            {mayWrite ? (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('dismissed.reconsiderOf', { first, second })}
                onClick={() => reconsider.mutate({ id })}
              >
                {t('dismissed.reconsider')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Year of birth and village after a name: namesakes are the usual pair of this list. */
function KnownByWords({ knownBy: { birthDay, place } }: { knownBy: KnownBy }) {
  const words = [birthDay?.slice(0, 4), place].filter((word) => typeof word === 'string' && word !== '')
  return words.length === 0 ? null : <span className="nc-soft"> ({words.join(', ')})</span>
}
