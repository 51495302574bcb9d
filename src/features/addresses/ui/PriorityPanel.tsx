import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRights } from '../../../base/ui/useMay.ts'
import { useVocabulary } from '../../units/ui/useVocabulary.ts'
import type { Priority } from '../common/fileSchemas.ts'
import { FilePart } from './FilePart.tsx'
import { useAddressApi } from './useAddressApi.ts'
import { WeightsDrawer } from './WeightsDrawer.tsx'

/** The priority score and what it is made of; the points are the office's own. */
export function PriorityPanel({ addressId }: { addressId: string }) {
  const { t } = useTranslation('addresses')
  const may = useRights()
  const api = useAddressApi()
  const [editing, setEditing] = useState(false)
  const priority = useQuery(api.priority.get.queryOptions({ input: { addressId } }))
  const words = useReasonWords()
  if (priority.data === undefined) return null
  const { score, reasons } = priority.data
  return (
    <FilePart title={t('priority.title')}>
      <p className="nc-priority">
        <strong className="num">{t('priority.score', { count: score })}</strong>
        {reasons.length === 0 ? <span className="nc-soft">{t('priority.none')}</span> : null}
      </p>
      <ul className="nc-priority-reasons">
        {reasons.map((reason) => (
          <li key={`${reason.code}:${reason.detail ?? ''}`}>
            <span>{words(reason)}</span>
            <span className="num nc-soft">+{reason.points}</span>
          </li>
        ))}
      </ul>
      {may('office.settings') ? (
        <UnstyledButton className="nc-link" onClick={() => setEditing(true)}>
          {t('priority.weights')}
        </UnstyledButton>
      ) : null}
      {editing ? <WeightsDrawer onClose={() => setEditing(false)} /> : null}
    </FilePart>
  )
}

function useReasonWords(): (reason: Priority['reasons'][number]) => string {
  const { t } = useTranslation('addresses')
  const categories = useVocabulary('category')
  const levels = useVocabulary('disabilityLevel')
  return ({ code, detail, count }) => {
    if (code === 'category') return categories.nameOf(detail ?? '')
    if (code === 'disability') return t('priority.reasons.disability', { level: levels.nameOf(detail ?? '') })
    return code === 'dependants' ? t('priority.reasons.dependants', { count }) : t(`priority.reasons.${code}`)
  }
}
