import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFailureText } from '../../../base/ui/failureText.ts'
import { useFormat } from '../../../base/ui/useFormat.ts'
import { useFigureText } from '../../reports/ui/useFigureText.ts'
import type { StandingAbove as Standing } from '../common/bundleSchemas.ts'
import { useBundles } from './useBundles.ts'
import { useUnitName } from './useUnitName.ts'

/** What the office above says it has of us, from its newest receipt. */
export function StandingAbove() {
  const { t } = useTranslation('bundles')
  const { api } = useBundles()
  const above = useQuery(api.bundles.standing.queryOptions()).data?.above ?? []
  return (
    <section className="nc-bundle-panel" aria-label={t('receipt.title')}>
      <h2 className="nc-bundle-heading">{t('receipt.title')}</h2>
      {above.map((standing) => (
        <OneStanding key={standing.unit.id} standing={standing} />
      ))}
    </section>
  )
}

function OneStanding({ standing }: { standing: Standing }) {
  const { t } = useTranslation('bundles')
  const { formatMoment } = useFormat()
  const unitName = useUnitName()
  const failureText = useFailureText()
  const unit = unitName(standing.unit)
  const { seq, at } = standing
  return (
    <div role="status">
      <p className={seq === null ? 'nc-soft' : 'nc-bundle-done'}>
        {seq === null ? t('receipt.none', { unit }) : t('receipt.upTo', { unit, seq, at: at ? formatMoment(at) : '' })}
      </p>
      <ul className="nc-receipt-notes">
        {standing.refused.map((refused) => (
          <li key={`${refused.seq} ${refused.code}`}>
            <strong>{t('receipt.refused', { seq: refused.seq })}</strong> {failureText(refused)}
          </li>
        ))}
        {standing.waiting.map((waiting) => (
          <li key={waiting.seq}>{t('receipt.waiting', waiting)}</li>
        ))}
        {standing.questions.map((question) => (
          <Question key={question.id} question={question} />
        ))}
      </ul>
      {standing.questions.length === 0 ? null : <p className="nc-soft">{t('receipt.questionNext')}</p>}
    </div>
  )
}

function Question({ question }: { question: Standing['questions'][number] }) {
  const { t } = useTranslation('bundles')
  const figureText = useFigureText()
  const { year, quarter, note } = question
  const { name: figure, value } = figureText(question.figure, question.value)
  return (
    <li>
      <strong>{t('receipt.question', { year, quarter, figure, value })}</strong> {note}{' '}
      <Link className="nc-link" to={`/reports/quarter?year=${year}&quarter=${quarter}`}>
        {t('receipt.seeFigures')}
      </Link>
    </li>
  )
}
